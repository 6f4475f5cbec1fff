// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobKey } from './job.ts';
import { orderedJobs } from './order.ts';
import { allJobs, fitsPattern, isSamePlan, planIdentity, planSchema, wholePlan } from './plan.ts';
import { seedOf } from './seeds.ts';
import { samplePlan } from './test-support/samples.ts';

const keys = (jobs: Iterable<Parameters<typeof jobKey>[0]>) => [...jobs].map(jobKey);

describe('seeds', () => {
  it('never meet twice in one test, and are short', () => {
    const seeds = Array.from({ length: 5_000 }, (_, round) => seedOf(1, 'small/streams', round));
    expect(new Set(seeds).size).toBe(seeds.length);
    expect(Math.max(...seeds)).toBeLessThan(1_000_000);
    expect(Math.min(...seeds)).toBeGreaterThan(0);
  });

  it('hang on the base seed and the name of the test', () => {
    expect(seedOf(1, 'a', 0)).toBe(seedOf(1, 'a', 0));
    expect(seedOf(2, 'a', 0)).not.toBe(seedOf(1, 'a', 0));
    expect(seedOf(1, 'b', 0)).not.toBe(seedOf(1, 'a', 0));
  });
});

describe('a plan', () => {
  it('is read as it was written', () => {
    const plan = samplePlan({ extra: [{ test: 'small/calls', seed: 3, length: 2 }] });
    expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  });

  it('has each run in exactly one of its parts, and each part has runs of every test', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 }), (count, names) => {
        const tests = Array.from({ length: names }, (_, index) => ({
          ...samplePlan().tests[0]!,
          name: `test${index}`,
        }));
        const extra = [
          { test: 'test0', seed: 11, length: 1 },
          { test: 'test0', seed: 12, length: 1 },
        ];
        const plan = samplePlan({ tests, rounds: 2 * count, extra });
        const parts = Array.from({ length: count }, (_, index) =>
          allJobs({ ...plan, shard: { index: index + 1, count } }),
        );
        expect(parts.flatMap((jobs) => keys(jobs!)).sort()).toEqual(keys(allJobs(plan)!).sort());
        for (const jobs of parts) {
          expect(new Set(jobs!.map(({ test }) => test)).size).toBe(names);
        }
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('without an end has no list of runs, but goes on', () => {
    const plan = samplePlan({ rounds: null });
    expect(allJobs(plan)).toBeUndefined();
    const jobs = orderedJobs(plan, { format: 1, failing: [], seconds: {} });
    const first = Array.from({ length: 100 }, () => jobKey(jobs.next().value!));
    expect(new Set(first).size).toBe(100);
  });

  it('is the same regression in all its parts, and another one with anything else changed', () => {
    const plan = samplePlan({ shard: { index: 1, count: 4 } });
    const other = { ...plan, shard: { index: 2, count: 4 } };
    expect(planIdentity(other)).toBe(planIdentity(plan));
    expect(planIdentity({ ...plan, baseSeed: 2 })).not.toBe(planIdentity(plan));
    expect(planIdentity(wholePlan(plan))).not.toBe(planIdentity(plan));
    const rebuilt = { ...plan, tests: plan.tests.map((test) => ({ ...test, build: 'bbb' })) };
    expect(planIdentity(rebuilt)).not.toBe(planIdentity(plan));
    expect(isSamePlan(rebuilt, plan)).toBe(true);
    expect(isSamePlan(other, plan)).toBe(false);
  });
});

describe('a pattern', () => {
  it.each([
    [undefined, true],
    ['tiny-channel/calls', true],
    ['channel', true],
    ['tiny-*', true],
    ['*/calls', true],
    ['tiny-*/call', false],
    ['tiny.channel', false],
    ['gateway', false],
  ])('%s fits tiny-channel/calls: %s', (pattern, fits) => {
    expect(fitsPattern('tiny-channel/calls', pattern)).toBe(fits);
  });
});
