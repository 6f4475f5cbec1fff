// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../sim/manifest/index.ts';
import { openRegisters } from '../../sim/session/index.ts';
import {
  CIRCUIT_LANES,
  CIRCUIT_TIMING,
  callShape,
  holdingCycles,
  laneLimit,
  type Release,
} from '../../sim/sizing/index.ts';
import { collectStream, join, sendStream, streamPorts, type Task, until } from '../../sim/tasks/index.ts';
import { buildGenerated } from '../support/generated-model.ts';
import { type Bench, openBench } from './cycle-table/bench.ts';

const CALL = 1;
const RETURN = 2;
const SENT = ['data', 'strobe', 'last', 'tag', 'kind'];
const POOLS = [
  'client_area.control_ram.flags',
  'server_area.control_ram.flags',
  'kernel.temporary_pool.free',
] as const;
const BUFFERS = 8;
const WORD_BYTES = 4;

const generated = await buildGenerated({
  parties: 'three',
  buffers: BUFFERS,
  temporaryBuffers: BUFFERS,
  bufferBytes: 128,
  dataWidth: 32,
  threads: 16,
  release: 'both',
});
const manifest = parseManifest(JSON.stringify(generated.manifest), 'the generated manifest');

/**
 * Cycles that a held call keeps its buffers beyond the law: the last beat is taken before its buffer is free, and the
 * kernel hears of that before it frees the one of the server area.
 */
const BESIDES = { early: [0, 0], hold: [1, 4.5] } as const;

function shapeOf(request: number, returned: number, serviceCycles: number) {
  return callShape(
    'temporary',
    { bytesPerCycle: WORD_BYTES, ...CIRCUIT_TIMING },
    {
      requestBytes: WORD_BYTES * request,
      returnBytes: WORD_BYTES * returned,
      serviceCycles,
      thinkCycles: 0,
    },
  );
}

function send({ model }: Bench, party: string, words: number, tag: number, kind: number) {
  const beats = Array.from({ length: words }, (_, word) => ({
    data: 0n,
    strobe: 15n,
    last: word === words - 1 ? 1 : 0,
    tag,
    kind,
  }));
  return sendStream(streamPorts(model, `${party}_in`, SENT), beats);
}

/** Buffer-cycles of one call in the client area, the server area and among the temporaries. */
function occupied(release: Release, request: number, returned: number, service: number): number[] {
  const bench = openBench(generated);
  const { model, testbench } = bench;
  openRegisters(model, manifest).write({ hold: release === 'hold' ? 1 : 0 });
  const sums = POOLS.map(() => 0);
  bench.watch(POOLS, (_cycle, free) => {
    free.forEach((bits, pool) => {
      for (let entry = 0; entry < BUFFERS; entry += 1) sums[pool]! += 1 - ((bits >>> entry) & 1);
    });
  });
  testbench.fork(function* server(): Task {
    const [valid, last] = [model.port('server_out_valid'), model.port('server_out_last')];
    model.port('server_out_ready').value = 1;
    yield until(() => valid.value === 1 && last.value === 1);
    const taken = model.cycles;
    yield until(() => model.cycles >= taken + service);
    yield* send(bench, 'server', returned, 3, RETURN);
  });
  const client = testbench.fork(() =>
    collectStream(streamPorts(model, 'client_out', ['last']), (got) => got.at(-1)?.last === 1n),
  );
  testbench.run(function* () {
    yield* send(bench, 'client', request, 3, CALL);
    yield join(client);
    const ended = model.cycles;
    yield until(() => model.cycles >= ended + 8);
  });
  return sums;
}

/** Cycles for each call when 16 threads call without end and the server answers at once. */
function saturated(words: number): number {
  const bench = openBench(generated);
  const { model, testbench } = bench;
  const free = Array.from({ length: 16 }, (_, tag) => tag);
  const calls: number[] = [];
  const ends: number[] = [];
  const ports = (party: string) => ['valid', 'last', 'tag'].map((name) => model.port(`${party}_out_${name}`));
  const [toServer, toClient] = [ports('server'), ports('client')];
  for (const party of ['server', 'client']) model.port(`${party}_out_ready`).value = 1;
  testbench.onSample((cycle) => {
    if (toServer[0]!.value === 1 && toServer[1]!.value === 1) calls.push(toServer[2]!.value);
    if (toClient[0]!.value === 1 && toClient[1]!.value === 1) {
      ends.push(cycle);
      free.push(toClient[2]!.value);
    }
  });
  const endless = (party: string, tags: number[], kind: number) =>
    function* (): Task {
      for (;;) {
        yield until(() => tags.length > 0);
        yield* send(bench, party, words, tags.shift()!, kind);
      }
    };
  testbench.fork(endless('server', calls, RETURN));
  testbench.fork(endless('client', free, CALL));
  const [warm, most] = [30, 130];
  testbench.run(function* () {
    yield until(() => ends.length > most);
  });
  return (ends[most]! - ends[warm]!) / (most - warm);
}

describe('the constants by which buffers are sized', () => {
  it.each([
    [1, 1, 0],
    [8, 8, 100],
    [32, 5, 0],
    [3, 32, 40],
  ])(
    'give the buffer-cycles of a call, to the cycle: %i words, %i back, service %i',
    (request, returned, service) => {
      for (const release of ['early', 'hold'] as const) {
        const { areas, temporaries } = holdingCycles(shapeOf(request, returned, service), release);
        const expected = areas.map((cycles, area) => cycles + BESIDES[release][area]!);
        expect(occupied(release, request, returned, service), release).toEqual([...expected, temporaries]);
      }
    },
  );

  it.each([8, 32])(
    'give the cycles between calls of %i words that keep the kernel busy, within one',
    (words) => {
      const expected = 1 / laneLimit(shapeOf(words, words, 0), CIRCUIT_LANES);
      expect(Math.abs(saturated(words) - expected)).toBeLessThan(1);
    },
  );
});
