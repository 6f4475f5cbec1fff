// SPDX-License-Identifier: Apache-2.0
import type { ByteWindow } from './byte-window.ts';
import { safeText, WaveformError } from './waveform-error.ts';

const blank = 0x20;
const dollar = 0x24;
const [tabulator, carriageReturn] = [0x09, 0x0d];

/** A file that shows no word in so many bytes is not worth a longer look. */
const examinedBytes = 4096;

/** FST files begin with a header block: its type 0, then its length 329 in eight bytes. */
const fstMagic = [0, 0, 0, 0, 0, 0, 0, 1, 0x49] as const;

function isWhiteSpace(byte: number): boolean {
  return byte === blank || (byte >= tabulator && byte <= carriageReturn);
}

/**
 * Loads the first bytes and refuses what cannot be a VCD, before a word is looked for in binary data.
 *
 * @throws WaveformError `empty`, `unsupported` for an FST file, or `not-vcd`.
 */
export async function loadVcdStart(window: ByteWindow): Promise<void> {
  while (!window.exhausted && window.end < examinedBytes) {
    await window.load(0);
  }
  const head = window.bytes.subarray(0, Math.min(window.end, examinedBytes));
  if (fstMagic.every((byte, index) => head[index] === byte)) {
    throw new WaveformError(
      'unsupported',
      'This is an FST file, not a VCD; convert it first: fst2vcd -f waves.fst -o waves.vcd.',
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
      `This is not a VCD: it begins with '${safeText(head)}', expected a keyword such as $version, $date or $timescale.`,
    );
  }
}
