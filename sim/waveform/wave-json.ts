// SPDX-License-Identifier: Apache-2.0
import { type FrameLayout, layoutFrame, type SampledSignal } from '../samples/frame.ts';
import { type DrawnRow, drawnRows, shortened } from './drawn-rows.ts';
import type { RecordedCycle } from './text-waveform.ts';

/** One line of a timing diagram in WaveJSON, the language of WaveDrom. */
export interface WaveLane {
  readonly name: string;
  /** A character a cycle: level, `=` for a new value, `x` for an unknown one, `.` for no change. */
  readonly wave: string;
  /** The texts of the values marked `=`. */
  readonly data?: readonly string[];
}

/** A timing diagram in WaveJSON. */
export interface WaveJson {
  readonly head: { readonly text: string; readonly tick: number };
  readonly signal: readonly WaveLane[];
  readonly config: { readonly hscale: number };
}

export interface WaveJsonOptions {
  /** Layout of the frames, when they hold more than the signals drawn. */
  readonly layout?: FrameLayout | undefined;
  /** Written above the diagram. */
  readonly title: string;
  /** A cycle to point at, by a line of its own below the signals, and what that line is called. */
  readonly mark?: { readonly cycle: number; readonly name: string } | undefined;
}

const characterWidth = 8;
const cellWidth = 40;
const cellMargin = 16;

function lane({ name, width, values }: DrawnRow): WaveLane {
  const data: string[] = [];
  let wave = '';
  for (const [index, value] of values.entries()) {
    if (index > 0 && value === values[index - 1]) {
      wave += '.';
    } else if (width === 1) {
      wave += value;
    } else if (/^x+$/.test(value)) {
      wave += 'x';
    } else {
      wave += '=';
      data.push(shortened(value));
    }
  }
  return width === 1 ? { name, wave } : { name, wave, data };
}

/**
 * Draws signals over the cycles given as a timing diagram in WaveJSON.
 *
 * @param samples consecutive cycles, oldest first, at least one
 * @throws RangeError without cycles, and for a signal that the layout does not have with this width
 */
export function renderWaveJson(
  samples: readonly RecordedCycle[],
  signals: readonly SampledSignal[],
  { layout = layoutFrame(signals), title, mark }: WaveJsonOptions,
): WaveJson {
  const [first] = samples;
  if (first === undefined) throw new RangeError('A timing diagram needs at least one cycle.');
  const lanes = drawnRows(samples, signals, layout).map(lane);
  const longest = Math.max(0, ...lanes.flatMap(({ data = [] }) => data.map(({ length }) => length)));
  if (mark !== undefined) {
    const levels = samples.map(({ cycle }) => (cycle === mark.cycle ? '1' : '0'));
    const wave = levels.map((level, index) => (level === levels[index - 1] ? '.' : level)).join('');
    lanes.push({ name: mark.name, wave });
  }
  return {
    head: { text: title, tick: first.cycle },
    signal: lanes,
    config: { hscale: Math.max(1, Math.ceil((longest * characterWidth + cellMargin) / cellWidth)) },
  };
}
