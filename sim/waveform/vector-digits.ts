// SPDX-License-Identifier: Apache-2.0
import {
  areFourBits,
  fourBits,
  isScalar,
  notAState,
  scalarUnknown,
  scalarValue,
  stateUnknown,
  stateValue,
} from './vcd-bytes.ts';

/** Where digits are read. */
export interface DigitBytes {
  readonly bytes: Uint8Array;
  /** The same memory as `bytes`. */
  readonly view: DataView;
}

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
  read(source: DigitBytes, from: number, to: number, width: number): number;
  /** Reads `width` bits without X or Z, eight a byte from `bytes[from]` on, the most significant in bit 7 of the first. */
  readPacked(bytes: Uint8Array, from: number, width: number): void;
}

/** Makes room for vectors of up to `widest` bits. */
export function createVectorDigits(widest: number): VectorDigits {
  const values = new Uint32Array(Math.ceil(widest / 32));
  const unknown = new Uint32Array(values.length);

  const read = ({ bytes, view }: DigitBytes, from: number, to: number, width: number): number => {
    const first = bytes[from]!;
    const extension = isScalar(first) ? -scalarUnknown(first) : -stateUnknown(first);
    let last = to;
    for (let word = 0; word * 32 < width; word++) {
      const wordFrom = last - 32 > from ? last - 32 : from;
      let value = 0;
      let unknownBits = extension;
      let at = wordFrom;
      for (; at + 4 <= last; at += 4) {
        const four = view.getUint32(at);
        if (!areFourBits(four)) {
          break;
        }
        value = (value << 4) | fourBits(four);
        unknownBits <<= 4;
      }
      for (; at < last; at++) {
        const digit = bytes[at]!;
        if (isScalar(digit)) {
          value = (value << 1) | scalarValue(digit);
          unknownBits = (unknownBits << 1) | scalarUnknown(digit);
        } else if (stateValue(digit) !== notAState) {
          value = (value << 1) | stateValue(digit);
          unknownBits = (unknownBits << 1) | stateUnknown(digit);
        } else {
          return at;
        }
      }
      values[word] = value;
      unknown[word] = unknownBits;
      last = wordFrom;
    }
    return goodDigits;
  };

  const readPacked = (bytes: Uint8Array, from: number, width: number): void => {
    const padding = -width & 7;
    const last = from + ((width - 1) >>> 3);
    const byteAt = (index: number) => (index < from ? 0 : bytes[index]!);
    for (let word = 0; word * 32 < width; word++) {
      const at = last - 4 * word;
      const whole = (byteAt(at - 3) << 24) | (byteAt(at - 2) << 16) | (byteAt(at - 1) << 8) | byteAt(at);
      values[word] = padding === 0 ? whole : (whole >>> padding) | (byteAt(at - 4) << (32 - padding));
      unknown[word] = 0;
    }
  };

  return { values, unknown, read, readPacked };
}
