// SPDX-License-Identifier: Apache-2.0

/** What is passed with a message: its buffer, length in bytes, call tag and kind. */
export interface Reference {
  entry: number;
  length: number;
  tag: number;
  kind: number;
  /** A held call, or the return of one in its buffer. */
  held: boolean;
}

/** References that wait to be taken, in the order in which their messages were indicated. */
export interface ReferenceQueue {
  readonly size: number;
  /** Adds one at the end. @throws RangeError when the queue is full: a buffer was indicated twice. */
  push(entry: number, length: number, tag: number, kind: number, held: boolean): void;
  /** The oldest; its fields are meaningless while the queue is empty. The object is overwritten by later messages. */
  head(): Reference;
  /** Takes the oldest away; it stays readable until `capacity` more are pushed. @throws RangeError when empty. */
  pop(): Reference;
  clear(): void;
}

/** A queue that holds at most one reference for each buffer. */
export function createReferenceQueue(capacity: number): ReferenceQueue {
  // One slot more than can wait, so that what was popped last is not overwritten at once.
  const slots = Array.from(
    { length: capacity + 1 },
    (): Reference => ({ entry: 0, length: 0, tag: 0, kind: 0, held: false }),
  );
  let first = 0;
  let size = 0;
  return {
    get size() {
      return size;
    },
    push(entry, length, tag, kind, held) {
      if (size === capacity) throw new RangeError(`A queue of ${capacity} references is full.`);
      const slot = slots[(first + size) % slots.length]!;
      slot.entry = entry;
      slot.length = length;
      slot.tag = tag;
      slot.kind = kind;
      slot.held = held;
      size += 1;
    },
    head: () => slots[first]!,
    pop() {
      if (size === 0) throw new RangeError('There is no reference to take: the queue is empty.');
      const slot = slots[first]!;
      first = (first + 1) % slots.length;
      size -= 1;
      return slot;
    },
    clear() {
      size = 0;
    },
  };
}
