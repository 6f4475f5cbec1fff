// SPDX-License-Identifier: Apache-2.0
import picocolors from 'picocolors';

/** Colours for one of the standard streams: none where it is no terminal, or where NO_COLOR asks for none. */
export function colorsFor(stream: NodeJS.WriteStream) {
  return picocolors.createColors(stream.isTTY === true && picocolors.isColorSupported);
}
