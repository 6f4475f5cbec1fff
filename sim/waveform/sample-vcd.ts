// SPDX-License-Identifier: Apache-2.0
import { createByteWindow } from './byte-window.ts';
import { decompressed } from './decompress.ts';
import { createIdentifierTable } from './identifier-table.ts';
import { type OnSample, prepareSampling, type SamplingOptions, type WaveformSummary } from './sampling.ts';
import { createChangeReader, stopped } from './vcd-changes.ts';
import { readHeader } from './vcd-header.ts';
import { loadVcdStart } from './vcd-recognition.ts';
import { createVcdSections } from './vcd-sections.ts';
import { createTokenReader } from './vcd-tokens.ts';

/**
 * Reads a VCD, gzip-compressed or not, and samples signals at each rising edge of a clock. A sample shows the values
 * before the time stamp of the edge, so that the order in which a simulator settles a time stamp does not matter. One
 * pass; memory depends on the definitions, not on the length.
 *
 * @param input the bytes, in chunks of any size
 * @throws WaveformError when the file is not a sound VCD, or does not hold the signals as described; the message says
 *   what to do. FrameLayoutError when the list of signals is wrong. What `onSample` or the input throws, unchanged.
 */
export async function sampleVcd(
  input: AsyncIterable<Uint8Array>,
  options: SamplingOptions,
  onSample: OnSample,
): Promise<WaveformSummary> {
  const window = createByteWindow(decompressed(input));
  try {
    await loadVcdStart(window);
    const tokens = createTokenReader(window);
    const definitions = await readHeader(tokens);
    const { store, listener, finish } = prepareSampling(definitions, options, onSample);
    const table = createIdentifierTable(definitions.identifiers, store.numbers);
    const sections = createVcdSections(window, listener);
    const changes = createChangeReader(window, tokens.line, table, store, sections);

    let needed = changes.read(tokens.index);
    while (needed !== stopped && !(window.exhausted && needed === window.end)) {
      await window.load(needed);
      needed = changes.read(0);
    }
    if (needed !== stopped) {
      sections.finish();
      listener.endOfTime(sections.time);
    }
    return finish(sections.time);
  } finally {
    await window.close();
  }
}
