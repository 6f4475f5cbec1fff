// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { type ConfigurationInput, presets } from '../../../hdl-gen/configuration/index.ts';
import { parseManifest } from '../../../sim/manifest/index.ts';
import { createRandom } from '../../../sim/tasks/index.ts';
import { setting } from '../../mutation/setting.ts';
import { corruptibleSignals } from '../../mutation/waveform/corruptible-signals.ts';
import { embodiments } from '../../support/embodiments.ts';
import { buildGenerated } from '../../support/generated-model.ts';
import { checkFrames, type RecordedFrames, recordFrames } from './recorded-frames.ts';

const seed = setting('BATON_SEED', 1, 0, 2 ** 31);
const corruptions = setting('BATON_CORRUPTIONS', 60, 1, 100_000);
const isThorough = corruptions > 60;
const repeat = `BATON_SEED=${seed} BATON_CORRUPTIONS=${corruptions} npx vitest run testbenches/checker/corrupted-frames`;
const cycles = 500;
/** The designs are ready by then. */
const firstCycle = 50;

const tiny = { buffers: 4, bufferBytes: 64, dataWidth: 32, threads: 4 } as const;
const designs: Readonly<Record<string, ConfigurationInput>> = {
  'tiny-channel': presets['tiny-channel'],
  'tiny-gateway': presets['tiny-gateway'],
  ...(isThorough
    ? {
        remote: { ...tiny, server: 'remote', allocator: 'scan' },
        direct: { ...tiny, path: 'direct' },
        ...embodiments,
      }
    : {}),
};

describe.each(Object.entries(designs))('frames of %s', (name, input) => {
  test(`that are corrupted are a difference, or nothing that counts, and never break the checker`, async () => {
    const { manifest: generated, create } = await buildGenerated(input);
    const manifest = parseManifest(JSON.stringify(generated), 'the generated manifest');
    const model = create(seed);
    const hostility = input.hardening === 'off' ? 0 : 0.15;
    const habits = { stall: 0.2, hostility, commandRate: 0.3, registerRate: 0.1, resets: 0.002 };
    const recorded = recordFrames(model, manifest, { seed, cycles, ...habits }, cycles);
    model.dispose();
    expect(checkFrames(recorded), repeat).toBeUndefined();

    const random = createRandom(seed);
    const steady = steadySignals(name, manifest);
    const slots = [...recorded.layout.slots];
    let found = 0;
    for (let number = 0; number < corruptions; number += 1) {
      const [signal, { word, width }] = slots[random.below(slots.length)]!;
      // What happens seldom is mostly what matters: most corruptions come where the signal changes.
      const changes = changesOf(recorded, word);
      const at =
        changes.length > 0 && random.chance(0.7)
          ? changes[random.below(changes.length)]!
          : firstCycle + random.below(cycles - firstCycle);
      const bit = random.below(width);
      const length = random.chance(0.3) ? cycles : 1;
      const difference = checkFrames(recorded, (frame, cycle) => {
        if (cycle < at || cycle >= at + length) return;
        frame[word + (bit >> 5)]! ^= 2 ** (bit % 32);
      })?.difference;
      const about = `${signal}, bit ${bit}, from cycle ${at} for ${length}; ${repeat}`;
      if (difference !== undefined) found += 1;
      expect(difference?.cycle ?? cycles, about).toBeGreaterThanOrEqual(at);
      if (steady.has(signal) && !isReset(at)) expect(difference?.cycle, about).toBe(at);
    }
    expect(found, repeat).toBeGreaterThan(corruptions / 4);

    function isReset(cycle: number): boolean {
      return (
        recorded.frames[cycle]![recorded.layout.slots.get(manifest.reset)!.word] ===
        Number(manifest.resetActive === 'high')
      );
    }
  }, 600_000);
});

/** Cycles in which the lowest word of a signal has another value than in the cycle before. */
function changesOf({ frames }: RecordedFrames, word: number): number[] {
  const all = frames.map((frame, cycle) => (frame[word] === frames[cycle - 1]?.[word] ? 0 : cycle));
  return all.filter((cycle) => cycle >= firstCycle);
}

/** Signals of which the model has the right value in every cycle; listed for the channel. */
function steadySignals(
  name: string,
  manifest: Parameters<typeof corruptibleSignals>[0],
): ReadonlySet<string> {
  return new Set(name === 'tiny-channel' ? corruptibleSignals(manifest).steady : []);
}
