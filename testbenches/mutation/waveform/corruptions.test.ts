// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DifferenceError } from '../../../sim/checker/index.ts';
import { createRandom } from '../../../sim/tasks/index.ts';
import { checkWaveform } from '../../checker/check-waveform.ts';
import { temporaryFolder } from '../../support/generated-folder.ts';
import { setting } from '../setting.ts';
import { corruptibleSignals } from './corruptible-signals.ts';
import { corruptionKinds, drawCorruption } from './draw-corruption.ts';
import { type RecordedRun, recordRun } from './record-run.ts';

const seed = setting('BATON_CORRUPTION_SEED', 1, 0, 2 ** 31);
const ofEachKind = setting('BATON_CORRUPTION_COUNT', 8, 4, 1000);
const repeat = `BATON_CORRUPTION_SEED=${seed} BATON_CORRUPTION_COUNT=${ofEachKind} npx vitest run testbenches/mutation/waveform/corruptions.test.ts`;

describe(`corruptions of a recorded run, seed ${seed}`, () => {
  const folder = temporaryFolder();
  const random = createRandom(seed);
  const caughtBy = new Map<string, number>();
  let run: RecordedRun;

  /** What the checker says about a waveform. */
  async function check(text: string) {
    const file = join(folder.path, 'corrupted.vcd');
    writeFileSync(file, text);
    try {
      await checkWaveform(run.manifest, file);
      return undefined;
    } catch (error) {
      if (error instanceof DifferenceError) return error.difference;
      throw error;
    }
  }

  beforeAll(async () => {
    run = await recordRun('tiny-channel', folder.path, seed, 400);
  }, 180_000);

  afterAll(() => {
    folder.remove();
    const counts = [...caughtBy].map(([rule, count]) => `${rule} ${count}`);
    console.log(`${5 * ofEachKind} corrupted waveforms, caught by: ${counts.join(', ')} (${repeat})`);
  });

  it('is written back as it was read', async () => {
    const signals = corruptibleSignals(run.manifest).steady;
    const unchanged = new Map(signals.map((signal) => [signal, run.recording.samples(signal)]));
    expect(await check(run.recording.textWith(unchanged))).toBeUndefined();
  });

  it.each(corruptionKinds)(
    'finds each %s, in the cycle in which it can be known',
    async (kind) => {
      const signals = corruptibleSignals(run.manifest);
      for (let number = 0; number < ofEachKind; number += 1) {
        const { description, changed, knownIn } = drawCorruption(kind, run.recording, signals, random);
        const difference = await check(run.recording.textWith(changed));
        const rule = difference?.rule ?? 'nothing';
        caughtBy.set(rule, (caughtBy.get(rule) ?? 0) + 1);
        expect({ description, cycle: difference?.cycle }, repeat).toEqual({ description, cycle: knownIn });
      }
    },
    120_000,
  );
});
