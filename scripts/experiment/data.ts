// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { SERVICE_SHAPES, WORKLOADS } from '../../sim/sizing/index.ts';
import { livenessSchema } from './liveness.ts';
import type { Finished } from './measure-jobs.ts';
import { outcomeSchema } from './measured.ts';

const release = z.enum(['early', 'hold']);
const sizes = z.union([z.number(), z.enum(WORKLOADS)]);

/** A point as it is kept: all that it is, its design by name and configuration. */
const pointSchema = z.object({
  run: z.string(),
  design: z.object({ name: z.string(), configuration: z.record(z.string(), z.unknown()) }),
  release,
  limits: z.object({
    areaBuffers: z.tuple([z.int(), z.int()]).optional(),
    temporaryBuffers: z.int().optional(),
    serverThreads: z.int().optional(),
    reserve: z.literal([0, 1]).optional(),
  }),
  threads: z.int(),
  requestSizes: sizes,
  returnSizes: sizes,
  serviceShape: z.enum(SERVICE_SHAPES),
  serviceCycles: z.number(),
  thinkCycles: z.number(),
  start: z.enum(['spread', 'together']),
  calls: z.int(),
  seed: z.int(),
  checked: z.boolean(),
});

const trialSchema = z.object({
  run: z.string(),
  design: z.int(),
  release,
  reserve: z.literal([0, 1]),
  configurations: z.int(),
  calls: z.int(),
  seed: z.int(),
});

/** All that the experiment measured; the report follows from it alone. */
export const dataSchema = z.object({
  format: z.literal(1),
  extent: z.enum(['full', 'quick']),
  runs: z.array(z.string()),
  points: z.array(z.object({ point: pointSchema, outcome: outcomeSchema })),
  trials: z.array(z.object({ trial: trialSchema, outcome: livenessSchema })),
});

export type ExperimentData = z.infer<typeof dataSchema>;
export type PointData = ExperimentData['points'][number];
export type TrialData = ExperimentData['trials'][number];

/** Decimals beyond these tell nothing, and would make every line of the data longer. */
const SIGNIFICANT_DIGITS = 8;

/** Finished jobs as data. */
export function dataOf(
  extent: ExperimentData['extent'],
  runs: readonly string[],
  finished: readonly Finished[],
): ExperimentData {
  const points = finished.flatMap(({ job, result }) =>
    job.kind === 'point' ? [{ point: job.point, outcome: result }] : [],
  );
  const trials = finished.flatMap(({ job, result }) =>
    job.kind === 'trial' ? [{ trial: job.trial, outcome: result }] : [],
  );
  return parseData(dataText({ format: 1, extent, runs, points, trials }));
}

/** The text of a data file, a point in each line. */
export function dataText(data: Readonly<Record<string, unknown>>): string {
  const round = (_name: string, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(SIGNIFICANT_DIGITS)) : value;
  const fields = Object.entries(data).map(([name, value]) => {
    const text = Array.isArray(value)
      ? `[\n${value.map((one) => `    ${JSON.stringify(one, round)}`).join(',\n')}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${fields.join(',\n')}\n}\n`;
}

/** Reads a data file. @throws ZodError when it is none */
export function parseData(text: string): ExperimentData {
  return dataSchema.parse(JSON.parse(text));
}
