// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { jobSchema, lengthUnits } from './job.ts';

const differenceSchema = z.strictObject({
  rule: z.string(),
  ruleText: z.string(),
  where: z.string(),
  step: z.string().optional(),
  expected: z.string(),
  actual: z.string(),
});

/** The design and the model disagree. */
export type ReportedDifference = z.infer<typeof differenceSchema>;

/** A drawing of signals in the format of WaveDrom. */
const waveformSchema = z.record(z.string(), z.unknown());

const failureSchema = z.strictObject({
  /**
   * `difference` from the model, `simulation` the design ended itself, `check` anything else that was not as it must be, `crash`
   * the process died or left no result, `timeout` it did not end in time, `input` the run could not begin.
   */
  kind: z.enum(['difference', 'simulation', 'check', 'crash', 'timeout', 'input']),
  /** Name of the error. */
  name: z.string(),
  /** All there is to say, in as many lines as it takes. */
  message: z.string(),
  /** In which it was seen. */
  cycle: z.int().nonnegative().optional(),
  difference: differenceSchema.optional(),
  waveform: waveformSchema.optional(),
});

export type Failure = z.infer<typeof failureSchema>;

const countsSchema = z.strictObject({
  cycles: z.int().nonnegative(),
  operationsCompared: z.int().nonnegative(),
  messages: z.int().nonnegative(),
});

/** What a run did. */
export type RunCounts = z.infer<typeof countsSchema>;

const toolsSchema = z.record(z.string(), z.string());

/** Programs and their versions. */
export type ToolVersions = z.infer<typeof toolsSchema>;

/** What was found out about a failure by running it again. */
const followUpSchema = z.strictObject({
  /** The shortest run found that fails in the same way; the run itself when none is shorter. */
  shortest: jobSchema,
  /** Repeats that run. */
  command: z.string(),
  /** Runs that it took. */
  tries: z.int().nonnegative(),
  /** Waveform of the shortest run, a path below the folder of the regression; absent when it could not be recorded. */
  waves: z.string().optional(),
  /** What the run with the waveform came to, where it did not fail in the same way. */
  otherwise: z.string().optional(),
  /** Of the shortest run. */
  failure: failureSchema,
});

export type FollowUp = z.infer<typeof followUpSchema>;

export const runResultSchema = z.strictObject({
  format: z.literal(1),
  job: jobSchema,
  unit: z.enum(lengthUnits),
  /** Digest of the design. */
  build: z.string(),
  status: z.enum(['passed', 'failed']),
  seconds: z.number().nonnegative(),
  tools: toolsSchema,
  /** Repeats the run. */
  command: z.string(),
  /** What a run did that passed. */
  counts: countsSchema.optional(),
  /** Of a run that failed. */
  failure: failureSchema.optional(),
  followUp: followUpSchema.optional(),
});

/** What one run came to: what its process writes, and what is kept. */
export type RunResult = z.infer<typeof runResultSchema>;

/** Failures with the same signature are likely to have one cause. */
export function failureSignature({ kind, name, difference }: Failure): string {
  return [kind, difference?.rule ?? name].join(': ');
}

/** One line that says what is wrong. */
export function failureLine(failure: Failure): string {
  const { difference, cycle, message } = failure;
  if (difference === undefined) return message.split('\n', 1)[0]!;
  return `cycle ${cycle}, ${difference.where}: ${difference.rule}: expected ${difference.expected}, actual ${difference.actual}`;
}
