// SPDX-License-Identifier: Apache-2.0

/** A message as its sender gives it. */
export interface GivenMessage {
  tag: number;
  kind: number;
  /** Bytes and words so far. */
  bytes: number;
  words: number;
  complete: boolean;
  withdrawn: boolean;
  tooLong: boolean;
  readonly data: Uint32Array;
  readonly known: Uint32Array;
}

/** Makes a message one of which nothing was given yet. */
export function restartMessage(message: GivenMessage, tag: number, kind: number): void {
  Object.assign(message, {
    tag,
    kind,
    bytes: 0,
    words: 0,
    complete: false,
    withdrawn: false,
    tooLong: false,
  });
}

/** A message of which nothing was given yet. `words`: 32-bit words of a buffer. */
export function createGivenMessage(words: number): GivenMessage {
  return {
    tag: 0,
    kind: 0,
    bytes: 0,
    words: 0,
    complete: false,
    withdrawn: false,
    tooLong: false,
    data: new Uint32Array(words),
    known: new Uint32Array(words),
  };
}
