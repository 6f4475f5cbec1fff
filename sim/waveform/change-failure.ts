// SPDX-License-Identifier: Apache-2.0
import type { ByteWindow } from './byte-window.ts';
import { safeText, WaveformError, type WaveformErrorCode, type WaveformPosition } from './waveform-error.ts';

/** The position of a byte of the window. */
export function positionIn(window: ByteWindow, index: number, line: number): WaveformPosition {
  return { byteOffset: window.byteOffset + index, line };
}

/**
 * The error for `bytes[from]` to `bytes[to - 1]`, in line `line`. What is wrong and reaches to where the stream ends was
 * cut off there.
 */
export function changeFailure(
  window: ByteWindow,
  [from, to]: readonly [from: number, to: number],
  line: number,
  expected: string,
  code: WaveformErrorCode = 'malformed',
): WaveformError {
  const found = safeText(window.bytes.subarray(from, to));
  const position = positionIn(window, from, line);
  return to === window.end && window.exhausted
    ? new WaveformError('truncated', `the waveform ends in '${found}': expected ${expected}.`, position)
    : new WaveformError(code, `expected ${expected}, found '${found}'.`, position);
}
