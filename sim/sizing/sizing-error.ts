// SPDX-License-Identifier: Apache-2.0

/** A question about sizes that makes no sense: a number out of range, or numbers that contradict each other. */
export class SizingError extends Error {
  override readonly name = 'SizingError';
}

/**
 * Checks that a number lies in a range.
 *
 * @throws SizingError naming it, its value and what is allowed
 */
export function demandRange(what: string, value: number, smallest: number, largest: number): void {
  if (value >= smallest && value <= largest) return;
  throw new SizingError(`${what} is ${value}, but must be from ${smallest} to ${largest}.`);
}
