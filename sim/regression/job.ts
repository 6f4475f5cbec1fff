// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** Largest seed that models and random numbers take. */
export const largestSeed = 2 ** 31 - 1;

export const jobSchema = z.strictObject({
  /** Name of the test. */
  test: z.string().min(1),
  seed: z.int().min(1).max(largestSeed),
  /** How long it is, in the unit of the test. */
  length: z.int().min(1),
});

/** One run. Together with the design it decides everything that happens. */
export type Job = z.infer<typeof jobSchema>;

/** Equal for equal jobs alone; fit for a file name. */
export function jobKey({ test, seed, length }: Job): string {
  return `${test.replaceAll('/', '.')}-seed-${seed}-length-${length}`;
}

/** Units of length: cycles of traffic, or messages sent. */
export const lengthUnits = ['cycles', 'messages'] as const;

export type LengthUnit = (typeof lengthUnits)[number];
