// SPDX-License-Identifier: Apache-2.0
import wavedrom from 'wavedrom';

/**
 * Draws a timing diagram as an SVG picture that needs nothing else. Imported where pictures are drawn: the library takes
 * longer to load than most runs.
 *
 * @param diagram in WaveJSON
 */
export function renderSvg(diagram: object): string {
  return `${wavedrom.onml.stringify(wavedrom.renderAny(0, diagram, wavedrom.waveSkin))}\n`;
}
