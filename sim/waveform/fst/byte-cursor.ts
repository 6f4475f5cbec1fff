// SPDX-License-Identifier: Apache-2.0
import { damaged } from './damage.ts';

/** Reads the numbers and texts of FST from bytes, one after the other. All errors are `WaveformError`. */
export interface ByteCursor {
  /** Index of the next byte. */
  readonly index: number;
  readonly atEnd: boolean;
  byte(): number;
  /** A number of seven bits a byte, least significant first; the last byte has no bit 7. Up to 2^53 - 1. */
  number(): number;
  /** The same, as a 64-bit number without sign. */
  large(): bigint;
  /** The same in two's complement, bit 6 of the last byte being the sign. */
  signed(): number;
  /** Characters up to a zero byte. */
  text(): string;
}

const mostVarintBytes = 10;

/** Starts at the first of `bytes`, which came from offset `at` of the file. */
export function createByteCursor(bytes: Uint8Array, at: number): ByteCursor {
  let index = 0;

  const ended = () => damaged('a part of it ends early', at);

  const varint = (): { readonly value: bigint; readonly bits: bigint } => {
    let value = 0n;
    for (let count = 0; count < mostVarintBytes; count++) {
      const byte = bytes[index++];
      if (byte === undefined) throw ended();
      value |= BigInt(byte & 0x7f) << BigInt(7 * count);
      if (byte < 0x80) return { value, bits: BigInt(7 * (count + 1)) };
    }
    throw damaged(`a number has more than ${mostVarintBytes} bytes`, at);
  };
  const exact = (value: bigint): number => {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw damaged(`a number is ${value}`, at);
    return number;
  };

  return {
    get index() {
      return index;
    },
    get atEnd() {
      return index >= bytes.length;
    },
    byte: () => {
      const byte = bytes[index++];
      if (byte === undefined) throw ended();
      return byte;
    },
    number: () => {
      // Nearly all numbers are short.
      const [first = 0x80, second = 0x80] = [bytes[index], bytes[index + 1]];
      if (first < 0x80) {
        index += 1;
        return first;
      }
      if (second < 0x80) {
        index += 2;
        return (first & 0x7f) | (second << 7);
      }
      return exact(varint().value);
    },
    large: () => BigInt.asUintN(64, varint().value),
    signed: () => {
      const { value, bits } = varint();
      return exact(BigInt.asIntN(Number(bits), value));
    },
    text: () => {
      const end = bytes.indexOf(0, index);
      if (end < 0) throw ended();
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + index, end - index).toString('latin1');
      index = end + 1;
      return text;
    },
  };
}
