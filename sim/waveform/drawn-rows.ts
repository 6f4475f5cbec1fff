// SPDX-License-Identifier: Apache-2.0
import type { FrameLayout, SampledSignal } from '../samples/frame.ts';
import type { RecordedCycle } from './text-waveform.ts';

/** A signal with the text of its value in each cycle. */
export interface DrawnRow {
  readonly name: string;
  /** Width in bits. */
  readonly width: number;
  /** Hexadecimal digits, most significant first; `x` for a digit with an unknown bit. */
  readonly values: readonly string[];
}

const mostValueCharacters = 17;

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
export function shortened(digits: string): string {
  const half = (mostValueCharacters - 1) / 2;
  return digits.length <= mostValueCharacters ? digits : `${digits.slice(0, half)}…${digits.slice(-half)}`;
}

/**
 * The values of signals in cycles, as text.
 *
 * @throws RangeError for a signal that the layout does not have with this width
 */
export function drawnRows(
  samples: readonly RecordedCycle[],
  signals: readonly SampledSignal[],
  layout: FrameLayout,
): DrawnRow[] {
  return signals.map(({ name, width }) => {
    const slot = layout.slots.get(name);
    if (slot?.width !== width) {
      throw new RangeError(
        `Cannot draw signal '${name}' of ${width} bits: the frames have it with ${slot?.width ?? 'no'} bits.`,
      );
    }
    const values = samples.map(({ frame, unknown }) => hexadecimal(frame, unknown, slot.word, width));
    return { name, width, values };
  });
}
