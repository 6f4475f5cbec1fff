// SPDX-License-Identifier: Apache-2.0
import { fillEveryBuffer } from '../../sim/traffic/circuits/fill-buffers.ts';
import type { PreparedDesign } from './prepare-design.ts';
import { openSimulation } from './simulation.ts';

/**
 * Runs a design once more, from its reset until every buffer was in use, and records all of its signals: short enough
 * to be looked at, in a file beside the folder of the design.
 *
 * @returns the absolute path of the waveform
 */
export async function recordWaveform(
  design: PreparedDesign,
  options: { readonly seed: number; readonly repeat: string; readonly onProgress: (line: string) => void },
): Promise<string> {
  const waves = `${design.folder}.vcd`;
  const simulation = await openSimulation({ ...options, design, waves });
  try {
    fillEveryBuffer(simulation.carrier, design.manifest, options.seed);
    simulation.finish(design.manifest.top);
  } finally {
    simulation.session.close();
  }
  return waves;
}
