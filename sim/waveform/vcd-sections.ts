// SPDX-License-Identifier: Apache-2.0
import type { ByteWindow } from './byte-window.ts';
import { changeFailure, positionIn } from './change-failure.ts';
import { WaveformError, type WaveformPosition } from './waveform-error.ts';
import { compareTimes, mostTimeDigits, readTime, timeValue, type WaveformTime } from './waveform-time.ts';

/** What is told of the course of a recording. */
export interface ChangeListener {
  /** All changes of the time stamp `time` have been made. Return true to stop reading. */
  endOfTime(time: WaveformTime): boolean;
  /** From here on nothing is recorded, until values of all variables are given again. */
  recordingOff(): void;
}

/** Follows time stamps and keywords between the value changes. A command is `bytes[from]` to `bytes[to - 1]`. */
export interface VcdSections {
  /** Time of the last time stamp. */
  readonly time: WaveformTime;
  /** Whether words are text of a comment, whatever they look like. */
  readonly inComment: boolean;
  /** Takes a time stamp; true when the listener stopped. */
  advanceTime(from: number, to: number, line: number): boolean;
  /** Takes a keyword or a word of a comment. */
  obey(from: number, to: number, line: number): void;
  /** Checks that nothing is open at the end of the stream. */
  finish(): void;
}

/** Starts at time 0, with no section open. All errors are `WaveformError`. */
export function createVcdSections(window: ByteWindow, listener: ChangeListener): VcdSections {
  const time: WaveformTime = { upper: 0, lower: 0 };
  const next: WaveformTime = { upper: 0, lower: 0 };
  let section: WaveformPosition | undefined;
  let comment: WaveformPosition | undefined;

  return {
    time,
    get inComment() {
      return comment !== undefined;
    },
    advanceTime: (from, to, line) => {
      if (!readTime(next, window.bytes, from + 1, to)) {
        throw changeFailure(window, [from, to], line, `a time of 1 to ${mostTimeDigits} digits after #`);
      }
      // A time stamp ends a section without $end: the values are complete, and not all writers close it.
      section = undefined;
      const order = compareTimes(next, time);
      if (order < 0) {
        const expected = `a time not before #${timeValue(time)}`;
        throw changeFailure(window, [from, to], line, expected, 'time-backwards');
      }
      // Some simulators repeat a time stamp: its changes belong to the same time.
      if (order > 0) {
        if (listener.endOfTime(time)) {
          return true;
        }
        time.upper = next.upper;
        time.lower = next.lower;
      }
      return false;
    },
    obey: (from, to, line) => {
      const word = Buffer.from(window.bytes.subarray(from, to)).toString('latin1');
      if (comment !== undefined) {
        comment = word === '$end' ? undefined : comment;
        return;
      }
      const position = positionIn(window, from, line);
      switch (word) {
        case '$comment':
          comment = position;
          return;
        case '$dumpoff':
          listener.recordingOff();
          section = position;
          return;
        case '$dumpvars':
        case '$dumpall':
        case '$dumpon':
          section = position;
          return;
        case '$end':
          if (section === undefined) {
            const expected = 'a value change or a time; no section is open that $end would close';
            throw changeFailure(window, [from, to], line, expected);
          }
          section = undefined;
          return;
        default: {
          const expected = '$dumpvars, $dumpall, $dumpon, $dumpoff, $comment or $end';
          throw changeFailure(window, [from, to], line, expected);
        }
      }
    },
    finish: () => {
      const open = comment ?? section;
      if (open !== undefined) {
        throw new WaveformError('truncated', 'the waveform ends before the $end of what begins here.', open);
      }
    },
  };
}
