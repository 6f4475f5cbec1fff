// SPDX-License-Identifier: Apache-2.0
import type { ByteWindow } from './byte-window.ts';
import { safeText, WaveformError } from './waveform-error.ts';

const blank = 0x20;
const dollar = 0x24;
const [tabulator, carriageReturn] = [0x09, 0x0d];

/** A file that shows no word in so many bytes is not worth a longer look. */
const examinedBytes = 4096;

/** An FST begins with its header, a block of type 0 and length 329, unless it is compressed as a whole: type 254. */
const fstHeader = [0, 0, 0, 0, 0, 0, 0, 1, 0x49] as const;
const fstWrapper = 254;

/** How many first bytes show whether a file is an FST. */
export const fstMagicBytes = fstHeader.length;

/** Whether a file with these first bytes is an FST. */
export function isFst(head: Uint8Array): boolean {
  return head[0] === fstWrapper || fstHeader.every((byte, index) => head[index] === byte);
}

function isWhiteSpace(byte: number): boolean {
  return byte === blank || (byte >= tabulator && byte <= carriageReturn);
}

/**
 * Loads the first bytes and refuses what cannot be a VCD, before a word is looked for in binary data.
 *
 * @throws WaveformError `empty`, `unsupported` for other formats, or `not-vcd`.
 */
export async function loadVcdStart(window: ByteWindow): Promise<void> {
  while (!window.exhausted && window.end < examinedBytes) {
    await window.load(0);
  }
  const head = window.bytes.subarray(0, Math.min(window.end, examinedBytes));
  if (isFst(head)) {
    throw new WaveformError(
      'unsupported',
      'This is an FST in a pipe or compressed by gzip; it is read here and there, so make it a file of its own first (gunzip).',
    );
  }
  if (Buffer.from(head).toString('latin1').startsWith('GHDLwave')) {
    throw new WaveformError(
      'unsupported',
      'This is a GHW waveform, which is not read; run GHDL with --vcd=FILE or --fst=FILE instead of --wave.',
    );
  }
  const first = head.find((byte) => !isWhiteSpace(byte));
  if (first === undefined && window.exhausted) {
    throw new WaveformError(
      'empty',
      head.length === 0
        ? 'The waveform is empty (0 bytes); was the simulation run to its end?'
        : `The waveform holds nothing but white space (${head.length} bytes).`,
    );
  }
  if (first !== dollar) {
    throw new WaveformError(
      'not-vcd',
      `This is neither a VCD nor an FST: it begins with '${safeText(head)}', expected a keyword such as $version, $date or $timescale.`,
    );
  }
}
