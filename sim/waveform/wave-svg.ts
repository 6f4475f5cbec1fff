// SPDX-License-Identifier: Apache-2.0
import type { WaveJson } from './wave-json.ts';

/** Draws a timing diagram as an SVG picture that needs nothing else. */
export async function renderSvg(diagram: WaveJson): Promise<string> {
  // Loaded when a picture is drawn: most runs draw none.
  const { default: wavedrom } = await import('wavedrom');
  return `${wavedrom.onml.stringify(wavedrom.renderAny(0, diagram, wavedrom.waveSkin))}\n`;
}
