// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { failedCalls } from '../../hdl-gen/circuits/failed-calls.ts';
import { orphanedReturns } from '../../hdl-gen/circuits/orphaned-returns.ts';
import { reclaim, reclaimCycles } from '../../hdl-gen/circuits/reclaim.ts';
import { reclaimGate } from '../../hdl-gen/circuits/reclaim-gate.ts';
import { sizesOf } from '../../hdl-gen/circuits/sizes.ts';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import type { Random } from '../../sim/tasks/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { simulateModules } from '../support/simulate-module.ts';

const file = 'testbenches/circuits/reclaim.test.ts';
const shape = {
  parties: 'two',
  buffers: 5,
  threads: 3,
  dataWidth: 32,
  bufferBytes: 64,
  reclaim: true,
} as const;
const sizes = sizesOf(parseConfiguration(shape));
const growing = sizesOf(parseConfiguration({ ...shape, allocator: 'scan', memory: 'on-demand' }));
const { entries } = sizes;

let library: ModelLibrary;
beforeAll(async () => {
  library = await simulateModules({
    back: { module: reclaim(sizes) },
    gate: { module: reclaimGate },
    fail: { module: failedCalls(sizes) },
    drop: { module: orphanedReturns(sizes) },
  });
}, 180_000);

/** An area as the circuit sees it: entries in use, and those of them that wait in the queue of the dead party. */
interface Area {
  owned: number;
  queue: number[];
}

const maskOf = (numbers: readonly number[]) => numbers.reduce((mask, number) => mask | (1 << number), 0);

function drawArea(random: Random): Area {
  const owned = random.below(2 ** entries);
  const waits = owned & random.below(2 ** entries);
  const queue = Array.from({ length: entries }, (_, entry) => entry).filter((entry) => (waits >> entry) & 1);
  return { owned, queue: random.chance(0.5) ? queue : queue.reverse() };
}

/** Runs a reclaim against an area that gives references and accepts deallocations when it likes. Returns the cycles it took. */
function takeBack(random: Random, area: Area, acceptance: number): { cycles: number; freed: number[] } {
  const back = startCircuit(library, 'back', { ready: 1 });
  const freed: number[] = [];
  const free = () => 31 & ~area.owned;
  back.clock({ start: 1, owned: area.owned, pending: maskOf(area.queue) });
  let refused = 0;
  for (let cycles = 0; cycles <= 200; cycles += 1) {
    const head = area.queue[0];
    back.drive({ start: 0, owned: area.owned, pending: maskOf(area.queue), head_entry: head ?? 0 });
    if (back.read('runs') === 0) return { cycles, freed };
    const takes = back.read('takes') === 1 && head !== undefined;
    const asks = back.read('release_request') === 1;
    // The swap unit lets nobody lose twice in a row.
    const accepts = asks && (refused === 1 || random.chance(acceptance));
    refused = asks && !accepts ? 1 : 0;
    back.drive({ release_accepted: Number(accepts) });
    const entry = back.read('release_entry');
    back.clock();
    if (takes) area.queue.shift();
    if (accepts) {
      freed.push(entry);
      area.owned &= ~(1 << entry);
    }
    // Meanwhile the other party sends: that is for whoever comes next.
    const sent = Array.from({ length: entries }, (_, number) => number).filter(
      (number) => (free() >> number) & 1,
    );
    if (cycles > 2 && sent.length > 0 && random.chance(0.3)) {
      const number = sent[random.below(sent.length)]!;
      area.owned |= 1 << number;
      area.queue.push(number);
    }
    back.drive({ release_accepted: 0 });
    expect(back.read('taken_back'), 'the deallocation that was accepted takes effect').toBe(Number(accepts));
  }
  throw new Error('the reclaim does not end');
}

describe('what takes back buffers', () => {
  testWithSeeds(
    file,
    'T13: frees what belonged to the party when it began, each once, and nothing else',
    (random) => {
      for (let round = 0; round < 40; round += 1) {
        const area = drawArea(random);
        const mine = Array.from({ length: entries }, (_, entry) => entry).filter(
          (entry) => (area.owned >> entry) & 1,
        );
        const { cycles, freed } = takeBack(random, area, random.chance(0.5) ? 1 : 0.3);
        expect(freed).toEqual(mine);
        expect(maskOf(area.queue), 'what is left was sent later').toBe(area.owned);
        expect(cycles).toBeLessThanOrEqual(reclaimCycles(sizes));
        expect(cycles).toBeGreaterThanOrEqual(3 + entries);
      }
    },
  );

  test('does not begin before the area is ready, and not again while it runs', () => {
    const back = startCircuit(library, 'back', { ready: 0, start: 1 });
    back.clock();
    expect([back.read('restart'), back.read('runs')]).toEqual([0, 0]);
    back.drive({ ready: 1 });
    expect([back.read('restart'), back.read('runs')]).toEqual([1, 0]);
    for (let cycle = 0; cycle < 3 + entries; cycle += 1) {
      back.clock();
      expect(back.read('runs')).toBe(1);
    }
    back.clock({ start: 0 });
    expect(back.read('runs')).toBe(0);
  });

  test('an entry that has no buffer yet belongs to nobody; a search that is under way ends first', async () => {
    const back = startCircuit(await simulateModules({ back: { module: reclaim(growing) } }), 'back', {
      ready: 1,
    });
    back.clock({ start: 1, owned: 31, provisioned: 2, searching: 1 });
    back.clock({ start: 0 });
    for (let cycle = 0; cycle < 4; cycle += 1) {
      expect(back.read('notes')).toBe(0);
      back.clock();
    }
    back.clock({ searching: 0, release_accepted: 1 });
    const freed: number[] = [];
    while (back.read('runs') === 1) {
      if (back.read('release_request') === 1) freed.push(back.read('release_entry'));
      back.clock();
    }
    expect(freed).toEqual([0, 1]);
  });
});

describe('the gate', () => {
  test('swallows the rest of a message that was half sent, and no more', () => {
    const gate = startCircuit(library, 'gate', {
      inner_in_ready: 1,
      inner_command_ready: 1,
      inner_window_ready: 1,
    });
    gate.clock({ in_valid: 1, in_last: 0 });
    gate.clock({ in_valid: 0, restart: 1 });
    gate.drive({ runs: 1, command_valid: 1 });
    const ready = () => ['in_ready', 'command_ready', 'window_ready'].map((name) => gate.read(name));
    expect(ready()).toEqual([1, 0, 0]);
    expect([gate.read('drops'), gate.read('inner_command_valid')]).toEqual([1, 0]);
    gate.clock({ in_valid: 1 });
    gate.drive({ runs: 0, restart: 0 });
    expect([gate.read('inner_in_valid'), ...ready()]).toEqual([0, 1, 1, 1]);
    gate.clock({ in_last: 1 });
    gate.drive({ inner_in_ready: 0 });
    expect([gate.read('drops'), gate.read('inner_in_valid'), gate.read('in_ready')]).toEqual([0, 1, 0]);
  });

  test('forgets nothing of a party that was between two messages', () => {
    const gate = startCircuit(library, 'gate', { inner_in_ready: 1 });
    gate.clock({ in_valid: 1, in_last: 1, restart: 1 });
    gate.drive({ in_valid: 0, runs: 1 });
    expect([gate.read('drops'), gate.read('in_ready')]).toEqual([0, 0]);
    gate.drive({ runs: 0, restart: 0, commands_wait: 1, command_valid: 1, inner_command_ready: 1 });
    expect([gate.read('command_ready'), gate.read('inner_command_valid')]).toEqual([0, 0]);
  });
});

describe('calls without a peer', () => {
  test('of a dead second party get one failure each, before anything else is sent', () => {
    const fail = startCircuit(library, 'fail', {
      in_valid: 1,
      in_strobe: 15,
      in_tag: 2,
      in_kind: 2,
      in_last: 0,
    });
    expect([fail.read('inner_in_valid'), fail.read('inner_in_kind'), fail.read('fails')]).toEqual([1, 2, 0]);
    fail.clock({ notes: 1, runs: 1, open_calls: 5 });
    fail.drive({ notes: 0, inner_in_ready: 1 });
    expect([fail.read('inner_in_valid'), fail.read('in_ready')], 'not while it runs').toEqual([0, 0]);
    fail.drive({ runs: 0 });
    const given: number[][] = [];
    for (let cycle = 0; fail.read('fails') === 1; cycle += 1) {
      expect(cycle).toBeLessThan(10);
      fail.drive({ inner_in_ready: cycle % 2 });
      const names = ['inner_in_tag', 'inner_in_kind', 'inner_in_last', 'inner_in_strobe', 'inner_in_abort'];
      if (fail.read('inner_in_valid') === 1 && cycle % 2 === 1)
        given.push(names.map((name) => fail.read(name)));
      expect(fail.read('in_ready')).toBe(0);
      fail.clock();
    }
    expect(given).toEqual([
      [0, 3, 1, 0, 0],
      [2, 3, 1, 0, 0],
    ]);
    expect([fail.read('inner_in_valid'), fail.read('inner_in_tag')]).toEqual([1, 2]);
  });

  test('of a dead first party: their returns are taken and freed, those of later calls are not', () => {
    const drop = startCircuit(library, 'drop');
    drop.clock({ notes: 1, restart: 1, open_calls: 2 });
    drop.drive({ notes: 0, restart: 0, head_valid: 1, head_tag: 1, head_kind: 0 });
    expect(drop.read('stale'), 'a notice with that tag').toBe(0);
    drop.drive({ head_kind: 2, head_tag: 2 });
    expect(drop.read('stale'), 'the return of another call').toBe(0);
    drop.drive({
      head_tag: 1,
      head_entry: 3,
      release_request: 1,
      release_entry: 4,
      port_release_accepted: 1,
    });
    expect([drop.read('stale'), drop.read('ready'), drop.read('orphans')]).toEqual([1, 1, 1]);
    expect([drop.read('port_release_entry'), drop.read('release_accepted')]).toEqual([4, 1]);
    drop.clock({ take: 1 });
    drop.drive({ take: 0, port_release_accepted: 0 });
    expect([drop.read('stale'), drop.read('ready'), drop.read('orphans')], 'only once').toEqual([0, 0, 0]);
    drop.clock();
    drop.drive({ port_release_accepted: 1 });
    expect([drop.read('port_release_request'), drop.read('port_release_entry')]).toEqual([1, 3]);
    expect(drop.read('release_accepted'), 'the circuits of the party wait').toBe(0);
    drop.clock();
    expect([drop.read('ready'), drop.read('port_release_entry')]).toEqual([1, 4]);
  });
});
