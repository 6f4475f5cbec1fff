// SPDX-License-Identifier: Apache-2.0
import { onesOfWord } from '../../reference-model/index.ts';
import type { FrameSlot } from '../../samples/frame.ts';
import type { Run } from '../run.ts';

/** How many buffers a bitmap marks; the bits of a cycle are counted in the next one. */
export interface BufferCount {
  now(): number;
  /** Goes on to the next cycle. */
  step(): void;
  restart(): void;
}

export function createBufferCount(run: Run, { word, words }: FrameSlot): BufferCount {
  let count = 0;
  return {
    now: () => count,
    step() {
      count = 0;
      for (let at = word; at < word + words; at += 1) count += onesOfWord(run.frame[at]!);
    },
    restart() {
      count = 0;
    },
  };
}
