// SPDX-License-Identifier: Apache-2.0
import { type FrameLayout, layoutFrame, type SampledSignal } from '../samples/frame.ts';

/** The signals in one cycle, in the layout of a frame. */
export interface RecordedCycle {
  readonly cycle: number;
  readonly frame: Uint32Array;
  /** Same layout: 1 where the bit is X or Z. */
  readonly unknown: Uint32Array;
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
const mostValueCharacters = 17;
const [low, high, unknownLevel] = ['▁', '▔', 'x'];
const [changeMark, sameMark] = ['|', ' '];

/** One value as hexadecimal digits, most significant first; a digit with an unknown bit is `x`. */
function hexadecimal(words: Uint32Array, unknown: Uint32Array, first: number, width: number): string {
  let text = '';
  for (let digit = Math.ceil(width / 4) - 1; digit >= 0; digit--) {
    const word = first + (digit >>> 3);
    const shift = (digit & 7) * 4;
    const isUnknown = ((unknown[word]! >>> shift) & 15) !== 0;
    text += isUnknown ? 'x' : ((words[word]! >>> shift) & 15).toString(16);
  }
  return text;
}

/** A value in the room of a cell: whole, or its first and last digits. */
function shortened(digits: string): string {
  const half = (mostValueCharacters - 1) / 2;
  return digits.length <= mostValueCharacters ? digits : `${digits.slice(0, half)}…${digits.slice(-half)}`;
}

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
  const rows = signals.map(({ name, width }) => {
    const slot = layout.slots.get(name);
    if (slot?.width !== width) {
      throw new RangeError(
        `Cannot draw signal '${name}' of ${width} bits: the frames have it with ${slot?.width ?? 'no'} bits.`,
      );
    }
    const values = samples.map(({ frame, unknown }) => hexadecimal(frame, unknown, slot.word, width));
    return { name, width, values };
  });
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
