// SPDX-License-Identifier: Apache-2.0

/** Next state of the generator that the bare loops and the native channels use, as a signed word: V8 computes with those. */
export function advance(state: number): number {
  let next = state ^ (state << 13);
  next ^= next >>> 17;
  return next ^ (next << 5);
}

/** Whether a side goes on with this random word: in one half of the cases, those with the highest bit set. */
export function goesOn(word: number): boolean {
  return word < 0;
}

/** How likely it is that it stalls instead. */
export const stallProbability = 0.5;

/** Where the random words of the two sides and of the data start. */
export const seeds = { stalls: 11, pauses: 22, values: 33 } as const;

export function require(condition: boolean, what: string): void {
  if (!condition) throw new Error(`check failed: ${what}`);
}

/** Takes one more word into a checksum, which is a signed word. */
export function fold(checksum: number, word: number): number {
  return ((checksum << 1) | (checksum >>> 31)) ^ word;
}
