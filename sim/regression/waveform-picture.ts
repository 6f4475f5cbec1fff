// SPDX-License-Identifier: Apache-2.0
import wavedrom from 'wavedrom';

/** Draws signals described for WaveDrom as SVG. */
export function waveformPicture(waveform: Readonly<Record<string, unknown>>): string {
  return wavedrom.onml.stringify(wavedrom.renderAny(0, waveform, wavedrom.waveSkin));
}
