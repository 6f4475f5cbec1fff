// SPDX-License-Identifier: Apache-2.0
import type { ByteWindow } from './byte-window.ts';
import { changeFailure } from './change-failure.ts';
import {
  type IdentifierTable,
  isShortIdentifier,
  netOfCode,
  undeclared,
  unsubscribed,
} from './identifier-table.ts';
import type { NetStore } from './net-store.ts';
import {
  addToCode,
  areFourBits,
  isIdentifierByte,
  isKeyword,
  isLineEnd,
  isOtherValue,
  isScalar,
  isTime,
  isVector,
  isWhiteSpace,
  nextScale,
  notAState,
  scalarUnknown,
  scalarValue,
  stateValue,
} from './vcd-bytes.ts';
import type { VcdSections } from './vcd-sections.ts';
import { longestTokenBytes } from './vcd-tokens.ts';
import { goodDigits } from './vector-digits.ts';

/** What `read` answers when it was told to stop. */
export const stopped = -1;

/** Reads value changes from a window. */
export interface ChangeReader {
  /**
   * Reads all complete commands from `bytes[from]` on; at the end of the stream, all there are.
   *
   * @returns the index of the first byte that is still needed, or `stopped`.
   * @throws WaveformError `malformed`, `truncated` or `time-backwards`.
   */
  read(from: number): number;
}

/** Prepares to read the value changes that follow the definitions, `firstLine` being the line there. */
export function createChangeReader(
  window: ByteWindow,
  firstLine: number,
  table: IdentifierTable,
  store: NetStore,
  sections: VcdSections,
): ChangeReader {
  let lineReached = firstLine;

  const longIdentifier = (from: number, to: number) =>
    Buffer.from(window.bytes.subarray(from, to)).toString('latin1');

  const change = (net: number, start: number, valueEnd: number, end: number, line: number): void => {
    const first = window.bytes[start]!;
    const digits = isScalar(first) || stateValue(first) !== notAState ? start : start + 1;
    const width = store.widths[net]!;
    const count = valueEnd - digits;
    if (isOtherValue(first) || count < 1 || count > width) {
      throw changeFailure(window, [start, end], line, `a value of 1 to ${width} bits`);
    }
    const bad = store.writeVector(net, window, digits, valueEnd);
    if (bad !== goodDigits) {
      throw changeFailure(window, [bad, bad + 1], line, 'a digit 0, 1, x or z');
    }
  };

  const incomplete = (start: number, line: number): number => {
    if (window.end - start > longestTokenBytes) {
      throw changeFailure(window, [start, window.end], line, `a command below ${longestTokenBytes} bytes`);
    }
    lineReached = line;
    return start;
  };

  // This loop sees every byte of files of many gigabytes. Local copies, `| 0` (no check for overflow) and the absence of
  // calls on the way of an unsubscribed change make it several times faster.
  const read = (from: number): number => {
    const { bytes, view, end, exhausted } = window;
    const { short, long } = table;
    const { widths, writeBit } = store;
    let inComment = sections.inComment;
    let line = lineReached;
    let at = from;
    for (;;) {
      while (isWhiteSpace(bytes[at]!)) {
        if (at >= end) {
          lineReached = line;
          return end;
        }
        if (isLineEnd(bytes[at]!)) {
          line = (line + 1) | 0;
        }
        at = (at + 1) | 0;
      }
      const start = at;
      const startLine = line;
      const first = bytes[at]!;
      const isBit = isScalar(first) && !inComment;
      at = (at + 1) | 0;
      let valueEnd = at;
      if (!isBit) {
        while (areFourBits(view.getUint32(at))) {
          at = (at + 4) | 0;
        }
        while (!isWhiteSpace(bytes[at]!)) {
          at = (at + 1) | 0;
        }
        if (at === end && !exhausted) {
          return incomplete(start, startLine);
        }
        if (inComment || isKeyword(first)) {
          sections.obey(start, at, line);
          inComment = sections.inComment;
          continue;
        }
        if (isTime(first)) {
          if (sections.advanceTime(start, at, line)) {
            return stopped;
          }
          continue;
        }
        if (stateValue(first) !== notAState) {
          at = (start + 1) | 0;
        } else if (!isVector(first) && !isOtherValue(first)) {
          const expected = 'a value change (0, 1, x, z, b, r), a time (#) or a keyword ($)';
          throw changeFailure(window, [start, at], line, expected);
        }
        valueEnd = at;
        while (at < end && isWhiteSpace(bytes[at]!)) {
          if (isLineEnd(bytes[at]!)) {
            line = (line + 1) | 0;
          }
          at = (at + 1) | 0;
        }
      }
      const identifier = at;
      let code = 0;
      let scale = 1;
      let byte = bytes[at]!;
      while (isIdentifierByte(byte)) {
        code = addToCode(code, byte, scale);
        scale = nextScale(scale);
        at = (at + 1) | 0;
        byte = bytes[at]!;
      }
      if (at === end && !exhausted) {
        return incomplete(start, startLine);
      }
      const net = isShortIdentifier(at - identifier)
        ? netOfCode(short, code)
        : (long.get(longIdentifier(identifier, at)) ?? undeclared);
      if (net === undeclared || !isWhiteSpace(byte)) {
        const wordEnd = isWhiteSpace(byte) ? at : at + 1;
        throw changeFailure(window, [start, wordEnd], startLine, 'a value and a declared identifier');
      }
      if (net === unsubscribed) {
        continue;
      }
      if (isBit && widths[net] === 1) {
        writeBit(net, scalarValue(first), scalarUnknown(first));
      } else {
        change(net, start, valueEnd, at, startLine);
      }
    }
  };

  return { read };
}
