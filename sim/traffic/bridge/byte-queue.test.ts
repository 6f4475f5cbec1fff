// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createByteQueue } from './byte-queue.ts';

it('gives back the bytes in order, whatever the sizes of pushes and takes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 20 })),
      fc.array(fc.integer({ min: 1, max: 25 })),
      (chunks, sizes) => {
        const queue = createByteQueue();
        for (const chunk of chunks) queue.push(chunk);
        const all = Buffer.concat(chunks);
        expect(queue.length).toBe(all.length);
        const taken: Uint8Array[] = [];
        for (const size of sizes) {
          const expected = Math.min(size, queue.length);
          const bytes = queue.take(size);
          expect(bytes.length).toBe(expected);
          taken.push(bytes);
        }
        taken.push(queue.take(all.length));
        expect(Buffer.concat(taken).equals(all)).toBe(true);
        expect(queue.length).toBe(0);
      },
    ),
    { seed: 20261 },
  );
});

it('forgets everything when cleared', () => {
  const queue = createByteQueue();
  queue.push(Uint8Array.of(1, 2, 3));
  queue.clear();
  expect(queue.length).toBe(0);
  expect(queue.take(10)).toEqual(new Uint8Array());
});
