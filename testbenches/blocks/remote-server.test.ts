// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import type { Model } from '../../sim/harness/index.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { createTestbench, cycles, until } from '../../sim/tasks/index.ts';
import { runRandomly, withRepeat } from '../checker/random-run.ts';
import { buildGenerated, type GeneratedModel, resetUntilReady } from '../support/generated-model.ts';
import { runJoined } from './joined-link.ts';
import { party } from './party.ts';

const { NOTICE, CALL, RETURN, FAILURE } = messageKinds;
const file = 'testbenches/blocks/remote-server.test.ts';
const tiny = {
  parties: 'three',
  server: 'remote',
  buffers: 4,
  bufferBytes: 64,
  dataWidth: 32,
  threads: 4,
} as const;
const chosen = process.env.BATON_TEST_SEED;
const seeds = chosen === undefined ? [1, 2, 3] : [Number(chosen)];

const kinds = {
  'streams alone': { stall: 0.2, hostility: 0, commandRate: 0, registerRate: 0.02, resets: 0 },
  'hostile streams and commands': {
    stall: 0.2,
    hostility: 0.15,
    commandRate: 0.3,
    registerRate: 0.05,
    resets: 0,
  },
  'resets in the middle of it': {
    stall: 0.4,
    hostility: 0.2,
    commandRate: 0.5,
    registerRate: 0.05,
    resets: 0.002,
  },
} as const;

describe.each([
  { title: 'lookup', change: {} },
  { title: 'scan, three threads', change: { allocator: 'scan', threads: 3 } },
] as const)('a remote server, $title', ({ title, change }) => {
  let gateway: GeneratedModel;
  beforeAll(async () => {
    gateway = await buildGenerated({ ...tiny, ...change });
  }, 180_000);

  test.each(seeds)(
    'random traffic over a link that is lost now and then makes no difference (seed %i)',
    (seed) => {
      const manifest = parseManifest(JSON.stringify(gateway.manifest), 'the generated manifest');
      for (const [kind, habits] of Object.entries(kinds)) {
        const model = gateway.create(seed);
        const repeat = `BATON_TEST_SEED=${seed} npx vitest run ${file} -t '${title}' (${kind})`;
        const summary = withRepeat(repeat, () =>
          runRandomly(model, manifest, { seed, cycles: 6_000, ...habits }),
        );
        model.dispose();
        expect(
          summary.directions.every(({ messages }) => messages > 20),
          repeat,
        ).toBe(true);
      }
    },
  );
});

describe('a link that is lost', () => {
  let gateway: GeneratedModel;
  beforeAll(async () => {
    gateway = await buildGenerated(tiny);
  }, 180_000);

  function start() {
    const model = gateway.create(1);
    onTestFinished(() => model.dispose());
    resetUntilReady(model);
    return { model, testbench: createTestbench(model), client: party(model, 'client') };
  }
  const call = (tag: number, length: number) => ({
    bytes: new Uint8Array(length).fill(tag),
    tag,
    kind: CALL,
  });
  const failure = (tag: number) => ({ bytes: new Uint8Array(0), tag, kind: FAILURE });

  /** Cycles in which a call that finds the link dead must have failed: copies of a full buffer, and what is between them. */
  const bound = 3 * 16 + 30;

  /** The buffers of the area that are free. */
  function flagsOf(model: Model): number {
    const { path } = gateway.manifest.probes.find(({ name }) => name.endsWith('control_ram.flags'))!;
    const { frame } = model.sampler([path]);
    model.settle();
    return frame[0]!;
  }

  test.each([1, 5, 16])(
    'a message of %i words is offered 2 W + 6 cycles after its first beat was accepted',
    (words) => {
      const { model, testbench, client } = start();
      testbench.run(function* () {
        model.port('link_up').value = 1;
        yield cycles(2);
        testbench.fork(() => client.send([call(0, 4 * words)]));
        yield until(() => model.port('client_in_valid').value === 1);
        const began = model.cycles;
        yield until(() => model.port('link_out_valid').value === 1);
        expect(model.cycles - began).toBe(2 * words + 6);
      });
    },
  );

  test('a call to a dead link fails soon, a notice vanishes, and no buffer stays behind', () => {
    const { model, testbench, client } = start();
    testbench.run(function* () {
      for (let index = 0; index < 20; index += 1) {
        const tag = index % tiny.threads;
        const began = model.cycles;
        yield* client.send([{ bytes: new Uint8Array(9), tag, kind: NOTICE }, call(tag, (index * 13) % 65)]);
        expect(yield* client.receive(1)).toEqual([failure(tag)]);
        expect(model.cycles - began).toBeLessThan(bound);
      }
      yield cycles(10);
    });
    expect(flagsOf(model)).toBe(15);
  });

  test('calls inside fail, a return that is there arrives, and the next session works', () => {
    const { model, testbench, client } = start();
    const farEnd = party(model, 'link');
    const full = call(3, tiny.bufferBytes);
    testbench.run(function* () {
      model.port('link_up').value = 1;
      // The far end takes three calls, and the first word of a fourth.
      yield* client.send([call(0, 20), call(1, 30), call(2, 40), full]);
      expect((yield* farEnd.receive(3)).map(({ tag }) => tag)).toEqual([0, 1, 2]);
      yield* farEnd.send([{ bytes: new Uint8Array(33).fill(9), tag: 1, kind: RETURN }]);
      yield cycles(60);
      model.port('link_out_ready').value = 1;
      yield cycles(1);
      model.port('link_out_ready').value = 0;
      model.port('link_up').value = 0;
      const began = model.cycles;
      const [first, ...rest] = yield* client.receive(4);
      expect(first).toEqual({ bytes: new Uint8Array(33).fill(9), tag: 1, kind: RETURN });
      expect(rest.sort((one, other) => one.tag - other.tag)).toEqual([0, 2, 3].map(failure));
      expect(model.cycles - began).toBeLessThan(bound);
      model.port('link_up').value = 1;
      yield* client.send([call(3, 5)]);
      expect(yield* farEnd.receive(1)).toEqual([call(3, 5)]);
      yield* farEnd.send([{ bytes: new Uint8Array(2), tag: 3, kind: RETURN }]);
      expect(yield* client.receive(1)).toEqual([{ bytes: new Uint8Array(2), tag: 3, kind: RETURN }]);
      yield cycles(10);
    });
    expect(flagsOf(model)).toBe(15);
  });

  test.each(seeds)(
    'the far end may be a channel, checked as well, whose reset ends the session (seed %i)',
    async (seed) => {
      const { parties: _, server: __, ...shape } = tiny;
      const far = await buildGenerated({ ...shape, parties: 'two' });
      const [near, other] = runJoined(gateway, far, { seed, cycles: 6_000, lossEvery: 1_500 });
      expect(near!.directions.every(({ messages }) => messages > 50)).toBe(true);
      expect(other!.directions.every(({ messages }) => messages > 50)).toBe(true);
    },
    120_000,
  );
});
