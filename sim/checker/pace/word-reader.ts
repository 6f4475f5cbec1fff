// SPDX-License-Identifier: Apache-2.0

/** Circuits that read the words of one message after the other, from the cycle on in which they take it. */
export interface WordReader {
  /** A message that was taken in an earlier cycle is being read, so that none can be taken. */
  busy(): boolean;
  /** A message of so many words is taken in this cycle; one without words takes one step all the same. */
  take(words: number): void;
  /** There is a step to be done in this cycle. */
  hasStep(): boolean;
  /** It reads a word. */
  hasWord(): boolean;
  /** It is the last of its message. */
  isLast(): boolean;
  /** Goes on to the next cycle. */
  next(stepped: boolean): void;
  restart(): void;
}

export function createWordReader(): WordReader {
  let active = false;
  let taken = false;
  let left = 0;
  return {
    busy: () => active,
    take(words) {
      taken = true;
      left = words;
    },
    hasStep: () => active || taken,
    hasWord: () => left > 0,
    isLast: () => left <= 1,
    next(stepped) {
      active = (active || taken) && !(stepped && left <= 1);
      if (stepped) left -= 1;
      taken = false;
    },
    restart() {
      active = false;
      taken = false;
    },
  };
}
