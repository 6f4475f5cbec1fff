// SPDX-License-Identifier: Apache-2.0
import { createWordMemory, type WordMemory } from './word-memory.ts';

/** A memory with buffers of one size in it, wherever they lie. */
export interface BufferMemory extends WordMemory {
  /** Words of one buffer. */
  readonly bufferWords: number;
  /** First word of each buffer. */
  readonly starts: readonly number[];
  /** The buffer that a word belongs to, or -1. */
  bufferAt(word: number): number;
}

/** @param starts first word of each buffer; no two overlap */
export function createBufferMemory(
  starts: readonly number[],
  bufferWords: number,
  lanes: number,
): BufferMemory {
  const words = Math.max(-bufferWords, ...starts) + bufferWords;
  const owners = new Int8Array(words).fill(-1);
  for (const [buffer, start] of starts.entries()) owners.fill(buffer, start, start + bufferWords);
  return {
    ...createWordMemory(words, lanes),
    bufferWords,
    starts,
    bufferAt: (word) => owners[word] ?? -1,
  };
}
