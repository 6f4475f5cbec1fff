// SPDX-License-Identifier: Apache-2.0

/** Bytes in the order they arrived. */
export interface ByteQueue {
  /** Bytes waiting. */
  readonly length: number;
  /** Appends bytes, which the caller must not change afterwards. */
  push(bytes: Uint8Array): void;
  /** Removes up to `most` bytes from the front. */
  take(most: number): Uint8Array;
  clear(): void;
}

/** Creates an empty queue. */
export function createByteQueue(): ByteQueue {
  let chunks: Uint8Array[] = [];
  let length = 0;

  return {
    get length() {
      return length;
    },
    push(bytes) {
      if (bytes.length === 0) return;
      chunks.push(bytes);
      length += bytes.length;
    },
    take(most) {
      const taken = new Uint8Array(Math.min(most, length));
      let filled = 0;
      while (filled < taken.length) {
        const chunk = chunks[0]!;
        const part = chunk.subarray(0, taken.length - filled);
        taken.set(part, filled);
        filled += part.length;
        if (part.length === chunk.length) chunks.shift();
        else chunks[0] = chunk.subarray(part.length);
      }
      length -= taken.length;
      return taken;
    },
    clear() {
      chunks = [];
      length = 0;
    },
  };
}
