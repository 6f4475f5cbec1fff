// SPDX-License-Identifier: Apache-2.0
import { type CheckSummary, createChecker, DifferenceError } from '../../sim/checker/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';
import { layoutFrame } from '../../sim/samples/frame.ts';
import {
  createSampleRing,
  type FoundSignals,
  sampleWaveform,
  type WaveformSamples,
  type WaveformSummary,
} from '../../sim/waveform/index.ts';
import { UsageError } from './usage-error.ts';
import type { DrawnWindow } from './waveform-views.ts';

/** What a comparison came to: no difference, or the first one with the cycles around it. */
export type CheckedWaveform =
  | { readonly kind: 'same'; readonly waveform: WaveformSummary; readonly check: CheckSummary }
  | {
      readonly kind: 'different';
      readonly error: DifferenceError;
      readonly window: DrawnWindow;
      readonly notes: readonly string[];
    };

/** Cycles that are shown before and after the one with the difference. */
const cyclesAround = 8;

/**
 * Compares a recorded waveform with the reference model. At the first difference it reads on a little, so that what comes
 * after is shown as well.
 *
 * @throws WaveformError when the waveform cannot be used, UsageError when cycles are missing in it
 */
export async function checkWaveform(
  manifest: Manifest,
  path: string,
  { scope, atRest }: { readonly scope: string | undefined; readonly atRest: boolean },
): Promise<CheckedWaveform> {
  const checker = createChecker(manifest);
  const layout = layoutFrame(checker.signals);
  const ring = createSampleRing(2 * cyclesAround + 1, layout.totalWords);
  let found: FoundSignals | undefined;
  let waveform: WaveformSummary | undefined;
  let difference: DifferenceError | undefined;
  let after = 0;

  const comparing = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof DifferenceError)) throw error;
      difference = error;
    }
  };
  const onSample = (sample: WaveformSamples): boolean => {
    if (difference !== undefined) {
      if (!sample.resumed) ring.push(sample);
      after += 1;
      return sample.resumed || after === cyclesAround;
    }
    if (sample.resumed) {
      throw new UsageError(
        `The recording was switched off before time ${sample.time}: cycles are missing, and what happened in them cannot be compared. Record without $dumpoff.`,
      );
    }
    ring.push(sample);
    comparing(() => checker.sample(sample.frame, sample.cycle, sample.unknown));
    return false;
  };

  const notes: string[] = [];
  try {
    const signals = checker.signals.map(({ name, width }) => ({ name, path: name, width }));
    const { top, clock } = manifest;
    const options = { top, scope, clock, signals, onFound: (where: FoundSignals) => (found = where) };
    waveform = await sampleWaveform(path, options, onSample);
  } catch (error) {
    if (difference === undefined) throw error;
    notes.push(`What comes after cannot be read: ${(error as Error).message}`);
  }
  if (difference === undefined && atRest) comparing(() => checker.finish());
  if (difference === undefined) return { kind: 'same', waveform: waveform!, check: checker.summary() };
  const names = new Set((difference as DifferenceError).difference.signals);
  const window = {
    samples: ring.samples(),
    signals: checker.signals.filter(({ name }) => names.has(name)),
    layout,
    found: found!,
  };
  return { kind: 'different', error: difference, window, notes };
}
