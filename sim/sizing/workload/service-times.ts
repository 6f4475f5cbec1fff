// SPDX-License-Identifier: Apache-2.0
import { randomExponential, randomLogNormal } from 'd3-random';
import type { Random } from '../../tasks/random.ts';
import { demandRange } from '../sizing-error.ts';

/** Shapes of a distribution of service times. */
export const SERVICE_SHAPES = ['deterministic', 'exponential', 'bimodal', 'log-normal'] as const;
export type ServiceShape = (typeof SERVICE_SHAPES)[number];

/** Share of the long services of the bimodal shape, and how many times a short one they take. */
const LONG_SHARE = 0.005;
const LONG_FACTOR = 100;
/** Standard deviation of the logarithm of a log-normal service time: a coefficient of variation of 1.31. */
const LOG_DEVIATION = 1;

/** A source of numbers for library distributions, each in [0, 1). */
export function unitInterval(random: Random): () => number {
  return () => random.next32() / 2 ** 32;
}

/**
 * Draws times of a shape with the given mean, in whole cycles.
 *
 * @throws SizingError unless the mean is from 0 to 10^12
 */
export function drawTimes(shape: ServiceShape, meanCycles: number, random: Random): () => number {
  demandRange('The mean time', meanCycles, 0, 1e12);
  if (meanCycles === 0) return () => 0;
  const draw = exactTimes(shape, meanCycles, random);
  return () => Math.round(draw());
}

function exactTimes(shape: ServiceShape, mean: number, random: Random): () => number {
  const source = unitInterval(random);
  switch (shape) {
    case 'deterministic':
      return () => mean;
    case 'exponential':
      return randomExponential.source(source)(1 / mean);
    case 'bimodal': {
      const short = mean / (1 + LONG_SHARE * (LONG_FACTOR - 1));
      return () => (source() < LONG_SHARE ? LONG_FACTOR * short : short);
    }
    case 'log-normal':
      return randomLogNormal.source(source)(Math.log(mean) - LOG_DEVIATION ** 2 / 2, LOG_DEVIATION);
  }
}
