// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { openRegisters } from '../../sim/session/index.ts';
import { createRandom, type Random, TestbenchTimeoutError } from '../../sim/tasks/index.ts';
import { buildGenerated, type GeneratedModel, resetUntilReady } from '../support/generated-model.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { runCalls } from './call-traffic.ts';

const file = 'testbenches/blocks/deadlock.test.ts';
const seeds = Array.from({ length: 12 }, (_, index) => index + 1);
const threads = 16;
const bufferBytes = 64;
const scarce: ConfigurationInput = {
  parties: 'three',
  buffers: 2,
  bufferBytes,
  dataWidth: 32,
  threads,
  serverThreads: 8,
  release: 'both',
};

/** Settings of registers, and calls that the server executes at once, no more than have a buffer each; with a notice before their returns or not. */
interface HeldCalls {
  readonly settings: Readonly<Record<string, number>>;
  readonly atOnce: number;
  readonly notices?: boolean;
}

/** Runs many calls at once through a gateway with two buffers on the way and checks that all of them come back. */
function manyCalls(gateway: GeneratedModel, random: Random, held?: HeldCalls): number {
  const model = gateway.create(1 + random.below(1000));
  onTestFinished(() => model.dispose());
  resetUntilReady(model);
  if (held !== undefined) {
    openRegisters(model, parseManifest(JSON.stringify(gateway.manifest), 'the manifest')).write(
      held.settings,
    );
  }
  const cycles = runCalls(model, ['client', 'server'], {
    calls: 120,
    threads,
    bufferBytes,
    atOnce: held?.atOnce ?? 3,
    notices: held?.notices ?? false,
    random,
    pauses: random.chance(0.5) ? 0 : 0.3,
  });
  const free = gateway.manifest.probes.filter(({ name }) => name.endsWith('control_ram.flags'));
  const { frame } = model.sampler(free.map(({ path }) => path));
  model.settle();
  expect([...frame], 'all buffers are free afterwards').toEqual([3, 3]);
  return cycles;
}

describe.each([
  { allocator: 'lookup', path: 'temporary' },
  { allocator: 'scan', path: 'temporary' },
  { allocator: 'lookup', path: 'direct' },
] as const)('more calls than buffers, allocator $allocator, $path path', (variant) => {
  let gateway: GeneratedModel;
  beforeAll(async () => {
    gateway = await buildGenerated({ ...scarce, ...variant });
  }, 180_000);

  testWithSeeds(
    file,
    'one buffer of each pool kept for returns: all calls complete',
    (random) => {
      expect(manyCalls(gateway, random)).toBeGreaterThan(0);
    },
    { seeds },
  );

  test('held calls leave that buffer to a notice in front of their returns: all complete', () => {
    const held = { settings: { hold: 1 }, atOnce: 1, notices: true };
    expect(manyCalls(gateway, createRandom(1), held)).toBeGreaterThan(0);
  });
});

describe.each([{ path: 'temporary' }, { path: 'direct' }] as const)(
  'without a buffer kept for returns, $path path',
  (variant) => {
    let gateway: GeneratedModel;
    beforeAll(async () => {
      gateway = await buildGenerated({ ...scarce, ...variant, reserveForReturn: 0 });
    }, 180_000);

    test('the same traffic locks up, so the tests above can tell', () => {
      expect(() => manyCalls(gateway, createRandom(1))).toThrow(TestbenchTimeoutError);
    });

    const held = { settings: { hold: 1, server_threads_limit: 2 }, atOnce: 2 };

    test('held calls complete: their returns wait for no buffer, if the server has one for each that it executes', () => {
      expect(manyCalls(gateway, createRandom(1), held)).toBeGreaterThan(0);
    });

    test('held calls lock up behind a notice that goes in front of their returns', () => {
      expect(() => manyCalls(gateway, createRandom(1), { ...held, notices: true })).toThrow(
        TestbenchTimeoutError,
      );
    });
  },
);
