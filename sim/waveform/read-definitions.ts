// SPDX-License-Identifier: Apache-2.0
import { createByteWindow } from './byte-window.ts';
import { decompressed } from './decompress.ts';
import type { Definitions } from './definitions.ts';
import { readContents } from './fst/contents.ts';
import { openFst } from './fst/unwrap.ts';
import { openWaveform } from './open.ts';
import { isFstFile } from './sample-waveform.ts';
import { readHeader } from './vcd-header.ts';
import { loadVcdStart } from './vcd-recognition.ts';
import { createTokenReader } from './vcd-tokens.ts';

/**
 * Reads what a waveform file holds, without its values.
 *
 * @throws WaveformError when the file cannot be read or its definitions are not sound
 */
export async function readDefinitions(path: string): Promise<Definitions> {
  if (await isFstFile(path)) {
    const file = await openFst(path);
    try {
      return (await readContents(file)).definitions;
    } finally {
      await file.close();
    }
  }
  const window = createByteWindow(decompressed(openWaveform(path)));
  try {
    await loadVcdStart(window);
    return await readHeader(createTokenReader(window));
  } finally {
    await window.close();
  }
}
