// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { parseManifest } from '../../sim/manifest/index.ts';
import { runRandomly, withRepeat } from '../checker/random-run.ts';
import { buildGenerated, type GeneratedModel } from '../support/generated-model.ts';

const file = 'testbenches/blocks/direct-path.test.ts';
const tiny = {
  parties: 'three',
  path: 'direct',
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
  { title: 'lookup, calls held or not', change: { release: 'both' } },
  { title: 'scan', change: { allocator: 'scan' } },
  { title: 'one server thread', change: { serverThreads: 1 } },
  { title: 'three buffers of 128 bit words', change: { buffers: 3, dataWidth: 128 } },
] as const)('the direct path, $title', ({ title, change }) => {
  let gateway: GeneratedModel;
  beforeAll(async () => {
    gateway = await buildGenerated({ ...tiny, ...change });
  }, 180_000);

  test.each(seeds)('random traffic of both parties makes no difference (seed %i)', (seed) => {
    const manifest = parseManifest(JSON.stringify(gateway.manifest), 'the generated manifest');
    // A hostile server never returns some calls, and so keeps its threads for ever.
    const friendly = gateway.manifest.configuration.serverThreads < tiny.threads;
    for (const [kind, habits] of Object.entries(kinds)) {
      if (friendly && habits.hostility > 0) continue;
      const model = gateway.create(seed);
      const repeat = `BATON_TEST_SEED=${seed} npx vitest run ${file} -t '${title}' (${kind})`;
      const summary = withRepeat(repeat, () =>
        runRandomly(model, manifest, { seed, cycles: 4_000, ...habits }),
      );
      model.dispose();
      expect(
        summary.directions.every(({ messages }) => messages > 5),
        repeat,
      ).toBe(true);
      expect(summary.mostTemporariesInUse).toBe(0);
    }
  });
});
