// SPDX-License-Identifier: Apache-2.0
import type { ByteWindow } from './byte-window.ts';
import { safeText, WaveformError, type WaveformPosition } from './waveform-error.ts';

const newline = 0x0a;
const space = 0x20;

/** No name, value or identifier is longer: what goes on without white space beyond this is not a VCD. */
export const longestTokenBytes = 4 << 20;

/** A word of the definitions, and where it begins. */
export interface Token {
  readonly text: string;
  readonly position: WaveformPosition;
}

/** Reads words from a window. Line and index say where to go on when somebody else reads the rest. */
export interface TokenReader {
  /** The next word, or undefined at the end of the stream. */
  next(): Promise<Token | undefined>;
  /** Line of the next byte. */
  readonly line: number;
  /** Index in the window of the next byte. */
  readonly index: number;
}

/**
 * Splits the bytes of a window into words at white space: blanks, tabs and all kinds of line ends.
 *
 * @throws WaveformError `malformed` when a word has no end.
 */
export function createTokenReader(window: ByteWindow): TokenReader {
  let index = 0;
  let line = 1;

  const position = (): WaveformPosition => ({ byteOffset: window.byteOffset + index, line });

  const skipWhiteSpace = () => {
    const { bytes, end } = window;
    while (index < end && bytes[index]! <= space) {
      if (bytes[index] === newline) {
        line++;
      }
      index++;
    }
  };

  const load = async () => {
    await window.load(index);
    index = 0;
  };

  return {
    get line() {
      return line;
    },
    get index() {
      return index;
    },
    next: async () => {
      skipWhiteSpace();
      while (index === window.end) {
        if (window.exhausted) {
          return undefined;
        }
        await load();
        skipWhiteSpace();
      }
      let length = 1;
      for (;;) {
        while (window.bytes[index + length]! > space) {
          length++;
        }
        if (index + length < window.end || window.exhausted) {
          break;
        }
        if (length > longestTokenBytes) {
          const found = safeText(window.bytes.subarray(index, index + length));
          throw new WaveformError(
            'malformed',
            `expected white space, found more than ${longestTokenBytes} bytes without any: '${found}'.`,
            position(),
          );
        }
        await load();
      }
      const { bytes } = window;
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + index, length).toString('latin1');
      const token = { text, position: position() };
      index += length;
      return token;
    },
  };
}
