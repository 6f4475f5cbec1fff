// SPDX-License-Identifier: Apache-2.0
import type { RuleName } from '../rules.ts';
import type { Run } from '../run.ts';

/** Signals of one bus port, by their names, read and compared. */
export interface Watch {
  /** Reads a signal of at most 32 bits. */
  read(signal: string): () => number;
  /** Compares a signal of at most 32 bits with what it must be; with the bits of `mask` alone where it is given. */
  expect(rule: RuleName, signal: string): (value: number, mask?: number) => void;
  /** @throws DifferenceError always */
  fail(rule: RuleName, expected: string, actual: string): never;
}

/**
 * @param where the name of the bus port
 * @param drawn signals that every report draws, besides the one that differs
 * @param situation what was going on, for reports
 */
export function createWatch(
  run: Run,
  where: string,
  drawn: readonly string[],
  situation: () => string,
): Watch {
  const { binding } = run;
  const slotOf = (signal: string) => (signal.includes('.') ? binding.probe(signal) : binding.port(signal));
  const sampled = (signal: string) => (signal.includes('.') ? binding.pathOf(signal) : signal);
  const text = (value: number) => (value < 2 ? `${value}` : `0x${value.toString(16)}`);
  return {
    read(signal) {
      const { word } = slotOf(signal);
      return () => run.frame[word]!;
    },
    expect(rule, signal) {
      const { word } = slotOf(signal);
      return (value, mask = -1) => {
        const actual = run.frame[word]!;
        if (((actual ^ value) & mask) === 0) return;
        run.fail({
          rule,
          where,
          expected: `${situation()}: ${signal} is ${text(value)}`,
          actual: `it is ${text(actual)}`,
          signals: [...drawn, sampled(signal)],
        });
      };
    },
    fail: (rule, expected, actual) => run.fail({ rule, where, expected, actual, signals: drawn }),
  };
}
