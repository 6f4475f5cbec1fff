// SPDX-License-Identifier: Apache-2.0
import type { ByteWindow } from './byte-window.ts';
import { areFourBits, fourBits, isScalar, scalarUnknown, scalarValue } from './vcd-bytes.ts';

/** What `read` answers when every digit was good. */
export const goodDigits = -1;

/** The digits of one vector as words, least significant first; a bit that is X or Z is 1 in `unknown`, 0 in `values`. */
export interface VectorDigits {
  readonly values: Uint32Array;
  readonly unknown: Uint32Array;
  /**
   * Reads `bytes[from]` to `bytes[to - 1]`, 1 to `width` digits, most significant first. Missing digits are 0, or unknown
   * when the first digit is x or z.
   *
   * @returns `goodDigits`, or the index of a byte that is no digit.
   */
  read(window: ByteWindow, from: number, to: number, width: number): number;
}

/** Makes room for vectors of up to `widest` bits. */
export function createVectorDigits(widest: number): VectorDigits {
  const values = new Uint32Array(Math.ceil(widest / 32));
  const unknown = new Uint32Array(values.length);

  const read = ({ bytes, view }: ByteWindow, from: number, to: number, width: number): number => {
    const extension = isScalar(bytes[from]!) ? -scalarUnknown(bytes[from]!) : 0;
    let last = to;
    for (let word = 0; word * 32 < width; word++) {
      const first = last - 32 > from ? last - 32 : from;
      let value = 0;
      let unknownBits = extension;
      let at = first;
      for (; at + 4 <= last && areFourBits(view.getUint32(at)); at += 4) {
        value = (value << 4) | fourBits(view.getUint32(at));
        unknownBits <<= 4;
      }
      for (; at < last; at++) {
        const digit = bytes[at]!;
        if (!isScalar(digit)) {
          return at;
        }
        value = (value << 1) | scalarValue(digit);
        unknownBits = (unknownBits << 1) | scalarUnknown(digit);
      }
      values[word] = value;
      unknown[word] = unknownBits;
      last = first;
    }
    return goodDigits;
  };

  return { values, unknown, read };
}
