// SPDX-License-Identifier: Apache-2.0
import { createChecker, type Difference } from '../../sim/checker/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';
import { layoutFrame } from '../../sim/samples/frame.ts';
import { createSampleRing, renderWaveJson, sampleWaveform, type WaveJson } from '../../sim/waveform/index.ts';

/** Enough to see what led to a difference, and few enough for a narrow screen. */
const cyclesShown = 12;

/**
 * Draws the signals of a difference over the last cycles of a waveform that ends with the cycle of the difference.
 *
 * @returns undefined for a difference that no signal shows
 * @throws WaveformError for a file that does not hold the signals
 */
export async function drawDifference(
  manifest: Manifest,
  file: string,
  difference: Difference,
): Promise<WaveJson | undefined> {
  const names = new Set(difference.signals);
  const signals = createChecker(manifest).signals.filter(({ name }) => names.has(name));
  if (signals.length === 0) return undefined;
  const layout = layoutFrame(signals);
  const ring = createSampleRing(cyclesShown, layout.totalWords);
  const { top, clock } = manifest;
  const paths = signals.map(({ name, width }) => ({ name, path: name, width }));
  const { cycles } = await sampleWaveform(file, { top, clock, signals: paths }, (sample) =>
    ring.push(sample),
  );
  // The waveform may have begun late: its last cycle is the one that is known.
  const begun = difference.cycle - (cycles - 1);
  const samples = ring.samples().map((sample) => ({ ...sample, cycle: sample.cycle + begun }));
  const { cycle, where, rule } = difference;
  return renderWaveJson(samples, signals, {
    layout,
    title: `cycle ${cycle}, ${where}: ${rule}`,
    mark: { cycle, name: 'difference' },
  });
}
