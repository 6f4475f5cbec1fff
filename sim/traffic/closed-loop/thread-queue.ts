// SPDX-License-Identifier: Apache-2.0

/** Threads in the order in which they came, each at most once. */
export interface ThreadQueue {
  readonly length: number;
  push(thread: number): void;
  /** The first one. The queue must not be empty. */
  shift(): number;
}

class Ring implements ThreadQueue {
  length = 0;
  readonly #places: Uint16Array;
  #first = 0;

  constructor(threads: number) {
    this.#places = new Uint16Array(threads);
  }

  push(thread: number): void {
    this.#places[(this.#first + this.length) % this.#places.length] = thread;
    this.length += 1;
  }

  shift(): number {
    const thread = this.#places[this.#first]!;
    this.#first = (this.#first + 1) % this.#places.length;
    this.length -= 1;
    return thread;
  }
}

/** A queue that never allocates: it has a place for each of `threads` threads, at most 65536. */
export function createThreadQueue(threads: number): ThreadQueue {
  return new Ring(threads);
}
