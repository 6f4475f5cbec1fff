// SPDX-License-Identifier: Apache-2.0
import { WaveformError } from '../waveform-error.ts';

/** The error for content of an FST that breaks the rules of the format, in the block or part at `byteOffset`. */
export function damaged(what: string, byteOffset: number): WaveformError {
  return new WaveformError('malformed', `${what}; the FST is damaged: copy or record it again.`, {
    byteOffset,
  });
}
