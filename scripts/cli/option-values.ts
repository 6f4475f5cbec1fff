// SPDX-License-Identifier: Apache-2.0
import { UsageError } from './usage-error.ts';

/** Checks that an option was given once, with something behind it. */
export function singleText(option: string) {
  return (given: unknown): string | undefined => {
    if (given === undefined) return undefined;
    if (Array.isArray(given))
      throw new UsageError(`--${option} is given ${given.length} times; give it once.`);
    const text = String(given);
    if (text === '') throw new UsageError(`--${option} is empty; see --help for what belongs there.`);
    return text;
  };
}

/** Checks that an option is one of a few words. */
export function oneOf<Word extends string>(option: string, words: readonly Word[]) {
  return (given: unknown): Word | undefined => {
    const text = singleText(option)(given);
    if (text === undefined || (words as readonly string[]).includes(text)) return text as Word | undefined;
    throw new UsageError(`--${option} is ${JSON.stringify(text)}; allowed are ${words.join(', ')}.`);
  };
}

/** Checks that an option is a whole number in a range. */
export function wholeNumber(option: string, smallest: number, largest: number) {
  return (given: unknown): number | undefined => {
    const text = singleText(option)(given);
    if (text === undefined) return undefined;
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= smallest && value <= largest) return value;
    throw new UsageError(
      `--${option} is ${JSON.stringify(text)}; it must be a whole number from ${smallest} to ${largest}.`,
    );
  };
}

/** Checks that an option is a number, not necessarily a whole one, in a range. */
export function numberBetween(option: string, smallest: number, largest: number) {
  return (given: unknown): number | undefined => {
    const text = singleText(option)(given);
    if (text === undefined) return undefined;
    const value = /^\d*\.?\d+(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    if (value >= smallest && value <= largest) return value;
    throw new UsageError(
      `--${option} is ${JSON.stringify(text)}; it must be a number from ${smallest} to ${largest}.`,
    );
  };
}
