// SPDX-License-Identifier: Apache-2.0
import type { Port } from '../../harness/index.ts';

/** Puts one word of a message, given as 32-bit parts from index `at` on, on a data port. */
export type WriteWord = (parts: Uint32Array, at: number) => void;

/** Copies the word on a data port into 32-bit parts from index `at` on. */
export type ReadWord = (parts: Uint32Array, at: number) => void;

/** The fastest way to write words to this port; its width is 32 bits or a multiple of it. */
export function wordWriter(port: Port): WriteWord {
  if (port.width === 32) {
    return (parts, at) => {
      port.value = parts[at]!;
    };
  }
  const words = port.words();
  const count = port.width / 32;
  return (parts, at) => {
    for (let index = 0; index < count; index++) words[index] = parts[at + index]!;
  };
}

/** The fastest way to read words from this port; its width is 32 bits or a multiple of it. */
export function wordReader(port: Port): ReadWord {
  if (port.width === 32) {
    return (parts, at) => {
      parts[at] = port.value;
    };
  }
  const words = port.words();
  const count = port.width / 32;
  return (parts, at) => {
    for (let index = 0; index < count; index++) parts[at + index] = words[index]!;
  };
}
