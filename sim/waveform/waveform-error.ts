// SPDX-License-Identifier: Apache-2.0

/**
 * What is wrong with a waveform:
 * - `unreadable`: the file cannot be opened or read
 * - `empty`, `not-vcd`, `unsupported`: the content is nothing, something else, or a dialect that is not read
 * - `malformed`, `truncated`, `time-backwards`: the text breaks the rules of the format
 * - `no-scope`, `ambiguous-scope`, `missing-signal`, `wrong-width`: the design was not found in it as described
 * - `no-clock-edge`: nothing to sample
 */
export type WaveformErrorCode =
  | 'unreadable'
  | 'empty'
  | 'not-vcd'
  | 'unsupported'
  | 'malformed'
  | 'truncated'
  | 'time-backwards'
  | 'no-scope'
  | 'ambiguous-scope'
  | 'missing-signal'
  | 'wrong-width'
  | 'no-clock-edge';

/** A place in the waveform text; of a compressed file, in the text after decompression. */
export interface WaveformPosition {
  /** Bytes before the place. */
  readonly byteOffset: number;
  /** Line number, from 1; a binary file has none. */
  readonly line?: number | undefined;
}

/** A waveform that cannot be used: what was found, what was expected, what to do, and where. */
export class WaveformError extends Error {
  override readonly name = 'WaveformError';
  readonly code: WaveformErrorCode;
  readonly position: WaveformPosition | undefined;

  constructor(code: WaveformErrorCode, message: string, position?: WaveformPosition, options?: ErrorOptions) {
    super(position === undefined ? message : `Waveform ${placeText(position)}: ${message}`, options);
    this.code = code;
    this.position = position;
  }
}

function placeText({ byteOffset, line }: WaveformPosition): string {
  return line === undefined ? `byte ${byteOffset}` : `line ${line} (byte ${byteOffset})`;
}

const shownBytes = 32;

/** Bytes as text that is safe on a terminal: at most 32 of them, what is not printable ASCII as `\xNN`. */
export function safeText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes.subarray(0, shownBytes)) {
    text +=
      byte >= 0x20 && byte <= 0x7e ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return bytes.length > shownBytes ? `${text}...` : text;
}

/** The first `limit` items of a list, and how many more there are. */
export function shortList(items: readonly string[], limit: number): string {
  const shown = items.slice(0, limit).join(', ');
  return items.length > limit ? `${shown} and ${items.length - limit} more` : shown;
}
