// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Job } from './job.ts';
import type { Failure } from './result.ts';
import { shrink } from './shrink.ts';
import { sampleFailure } from './test-support/samples.ts';

const job: Job = { test: 'small/streams', seed: 900, length: 10_000 };

/** A design in which each seed fails in a cycle of its own, by a rule of its own. */
function failing(cycles: Readonly<Record<number, number>>, rules: Readonly<Record<number, string>> = {}) {
  const tried: Job[] = [];
  const failureOf = ({ seed, length }: Job): Failure | undefined => {
    const cycle = cycles[seed];
    if (cycle === undefined || cycle > length) return undefined;
    const rule = rules[seed] ?? 'delivery';
    return { ...sampleFailure, cycle, difference: { ...sampleFailure.difference!, rule } };
  };
  return {
    tried,
    failureOf,
    attempt: async (candidate: Job) => {
      tried.push(candidate);
      return failureOf(candidate);
    },
  };
}

async function shrinkWith(design: ReturnType<typeof failing>, mostTries = 20) {
  const failure = design.failureOf(job)!;
  return shrink({ job, failure, unit: 'cycles', mostTries, attempt: design.attempt });
}

describe('shrinking', () => {
  it('ends a run with the cycle of its failure', async () => {
    const { job: shortest, failure } = await shrinkWith(failing({ 900: 4_321 }));
    expect(shortest).toEqual({ ...job, length: 4_321 });
    expect(failure.cycle).toBe(4_321);
  });

  it('finds a seed that fails sooner', async () => {
    const { job: shortest } = await shrinkWith(failing({ 900: 4_000, 2: 1_500, 3: 30 }));
    expect(shortest).toEqual({ ...job, seed: 3, length: 30 });
  });

  it('does not take another failure for the same one', async () => {
    const design = failing({ 900: 4_000, 1: 10, 2: 10, 3: 10 }, { 1: 'copy', 2: 'copy', 3: 'copy' });
    expect((await shrinkWith(design)).job).toEqual({ ...job, length: 4_000 });
  });

  it('keeps to its tries', async () => {
    const design = failing({ 900: 9_000, 1: 4_000, 2: 2_000, 3: 1_000 });
    const { tries } = await shrinkWith(design, 3);
    expect(tries).toBe(3);
    expect(design.tried).toHaveLength(3);
  });

  it('keeps what it has when nothing shorter fails', async () => {
    const flaky = await shrink({
      ...{ job, failure: sampleFailure, unit: 'cycles', mostTries: 9 },
      attempt: async () => undefined,
    });
    expect(flaky).toMatchObject({ job, failure: sampleFailure });
  });

  it('halves the messages of a run that is counted in them, with its own seed first', async () => {
    const calls: Job = { test: 'small/calls', seed: 900, length: 1_000 };
    const attempt = async ({ seed, length }: Job) =>
      seed === 900 && length >= 100 ? { ...sampleFailure, cycle: 50_000 } : undefined;
    const failure = { ...sampleFailure, cycle: 50_000 };
    const { job: shortest } = await shrink({ job: calls, failure, unit: 'messages', mostTries: 30, attempt });
    expect(shortest).toEqual({ ...calls, length: 125 });
  });
});
