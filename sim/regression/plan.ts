// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Job, jobSchema, lengthUnits } from './job.ts';
import { seedOf } from './seeds.ts';

const plannedTestSchema = z.strictObject({
  name: z.string().min(1),
  unit: z.enum(lengthUnits),
  /** Of each of its runs, in its unit. */
  length: z.int().min(1),
  /** Digest of the Verilog that it simulates. */
  build: z.string().min(1),
});

export type PlannedTest = z.infer<typeof plannedTestSchema>;

export const planSchema = z.strictObject({
  format: z.literal(1),
  tests: z.array(plannedTestSchema),
  baseSeed: z.int().min(0),
  /** Runs of each test; null when it goes on until something ends it. */
  rounds: z.int().min(1).nullable(),
  /** Runs before those of the rounds, each of one of the tests. */
  extra: z.array(jobSchema),
  /** Whether there are no rounds. */
  onlyExtra: z.boolean(),
  /** Tests that were asked for and cannot run here. */
  notRun: z.array(z.strictObject({ test: z.string().min(1), reason: z.string().min(1) })),
  /** Folder of the design, where it was not generated. */
  rtl: z.string().nullable(),
  /** Which part of the runs is done here, counted from 1. */
  shard: z.strictObject({ index: z.int().min(1), count: z.int().min(1) }),
});

/** What a regression consists of. */
export type Plan = z.infer<typeof planSchema>;

/** Equal for the parts of one regression of the same designs. */
export function planIdentity({ shard, ...common }: Plan): string {
  const text = JSON.stringify({ ...common, parts: shard.count });
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Whether two plans are the same part of the same runs, on whatever state of the designs. */
export function isSamePlan(one: Plan, other: Plan): boolean {
  const withoutBuilds = ({ tests, ...rest }: Plan) =>
    JSON.stringify({ ...rest, tests: tests.map((test) => ({ ...test, build: '' })) });
  return withoutBuilds(one) === withoutBuilds(other);
}

/** The plan of which a part is a part. */
export function wholePlan(plan: Plan): Plan {
  return { ...plan, shard: { index: 1, count: 1 } };
}

/**
 * The runs of one round that belong to this part, in the order of the tests. Rounds are shifted against each other, so that
 * each part gets runs of every test.
 */
export function jobsOfRound({ tests, baseSeed, shard }: Plan, round: number): readonly Job[] {
  return tests
    .filter((_test, index) => (index + round) % shard.count === shard.index - 1)
    .map(({ name, length }) => ({ test: name, seed: seedOf(baseSeed, name, round), length }));
}

/** The runs that come before all rounds, those of this part. */
export function extraJobs({ extra, shard }: Plan): readonly Job[] {
  return extra.filter((_job, index) => index % shard.count === shard.index - 1);
}

/** Number of rounds; Infinity when something else ends them. */
export function roundsOf({ rounds, onlyExtra }: Plan): number {
  return onlyExtra ? 0 : (rounds ?? Number.POSITIVE_INFINITY);
}

/** All runs of a plan; undefined for one that goes on until something ends it. */
export function allJobs(plan: Plan): readonly Job[] | undefined {
  const rounds = roundsOf(plan);
  if (rounds === Number.POSITIVE_INFINITY) return undefined;
  return [
    ...extraJobs(plan),
    ...Array.from({ length: rounds }, (_, round) => jobsOfRound(plan, round)).flat(),
  ];
}

/** Tests whose names are the pattern, contain it, or fit it where it has `*`; all of them without a pattern. */
export function fitsPattern(name: string, pattern: string | undefined): boolean {
  if (pattern === undefined || name === pattern) return true;
  if (!pattern.includes('*')) return name.includes(pattern);
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
