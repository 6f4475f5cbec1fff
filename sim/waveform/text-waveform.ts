// SPDX-License-Identifier: Apache-2.0
import { type FrameLayout, layoutFrame, type SampledSignal } from '../samples/frame.ts';
import { drawnRows, shortened } from './drawn-rows.ts';

/** The signals in one cycle, in the layout of a frame. */
export interface RecordedCycle {
  readonly cycle: number;
  readonly frame: Uint32Array;
  /** Same layout: 1 where the bit is X or Z. */
  readonly unknown: Uint32Array;
  /** Time of the edge that ends the cycle, in units of the time scale; of a waveform only. */
  readonly time?: bigint;
}

export interface TextWaveformOptions {
  /** Layout of the frames, when they hold more than the signals drawn. */
  readonly layout?: FrameLayout;
  /** A cycle to point at. */
  readonly markedCycle?: number;
  /** Widest line in characters, 100 unless given; more cycles continue below. At least one cycle stands in a line. */
  readonly columns?: number;
}

const defaultColumns = 100;
const [low, high, unknownLevel] = ['▁', '▔', 'x'];
const [changeMark, sameMark] = ['|', ' '];

/**
 * Draws signals over the cycles given, a column a cycle: one bit as a line that is low or high, more bits in
 * hexadecimal, written where they change (after `|`) and at the start of a line. `x` is an unknown bit or digit. Values
 * of more than 17 digits are shortened; that such a value changed still shows.
 *
 * @param samples consecutive cycles, oldest first, for example a ring of the last ones
 * @param signals the signals to draw, top to bottom, all of them in the layout
 * @returns lines, each ended by a line end; empty when there are no cycles or no signals
 * @throws RangeError for a signal that the layout does not have with this width
 */
export function renderTextWaveform(
  samples: readonly RecordedCycle[],
  signals: readonly SampledSignal[],
  options: TextWaveformOptions = {},
): string {
  if (samples.length === 0 || signals.length === 0) {
    return '';
  }
  const { layout = layoutFrame(signals), markedCycle, columns = defaultColumns } = options;
  const rows = drawnRows(samples, signals, layout);
  const headings = samples.map(({ cycle }) => (cycle === markedCycle ? `>${cycle}<` : `${cycle}`));
  const busCharacters = rows.map(({ width, values }) => (width === 1 ? 1 : shortened(values[0]!).length));
  const cell = Math.max(...headings.map(({ length }) => length), ...busCharacters) + 1;
  const label = Math.max('cycle'.length, ...rows.map(({ name }) => name.length)) + 1;
  const cyclesInLine = Math.max(1, Math.floor((columns - label) / cell));

  const drawBit = (value: string) => (value === 'x' ? unknownLevel : value === '1' ? high : low).repeat(cell);
  const blocks: string[] = [];
  for (let from = 0; from < samples.length; from += cyclesInLine) {
    const to = Math.min(samples.length, from + cyclesInLine);
    const lines = [
      'cycle'.padEnd(label) +
        headings
          .slice(from, to)
          .map((text) => ` ${text}`.padEnd(cell))
          .join(''),
    ];
    for (const { name, width, values } of rows) {
      let line = name.padEnd(label);
      for (let index = from; index < to; index++) {
        const value = values[index]!;
        const changed = index > 0 && values[index - 1] !== value;
        const mark = changed ? changeMark : sameMark;
        const text = changed || index === from ? mark + shortened(value) : '';
        line += width === 1 ? drawBit(value) : text.padEnd(cell);
      }
      lines.push(line);
    }
    blocks.push(lines.map((line) => `${line.trimEnd()}\n`).join(''));
  }
  return blocks.join('\n');
}
