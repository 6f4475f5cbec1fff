// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { projectFolder } from '../cli/project-folders.ts';
import { designOf, type Job } from './job.ts';
import { type LivenessOutcome, livenessSchema } from './liveness.ts';
import { type Outcome, outcomeSchema } from './measured.ts';
import { contentDigest } from './prepare.ts';

/** What a job came to. */
export type JobResult = Outcome | LivenessOutcome;

const storedSchema = z.object({ result: z.union([outcomeSchema, livenessSchema]) });

/** Results of earlier runs, a file each, found again as long as neither circuits nor job nor the way of measuring changed. */
export interface ResultStore {
  /** The name under which the result of a job is kept. */
  keyOf(job: Job): string;
  find(key: string): Promise<JobResult | undefined>;
  keep(key: string, result: JobResult): Promise<void>;
}

/** Folders of the project whose code decides what a result is, besides the design. */
const MEASURING = [
  'sim/traffic/closed-loop',
  'sim/sizing',
  'sim/sizing/event-simulation',
  'sim/sizing/formulas',
  'sim/sizing/workload',
];

/** Opens the store of the project, which git does not see. */
export async function openResultStore(): Promise<ResultStore> {
  const folder = join(projectFolder, '.cache', 'experiment');
  await mkdir(folder, { recursive: true });
  const method = await methodDigest();
  const designs = new Map<string, string>();
  const designDigest = (job: Job): string => {
    const { configuration } = designOf(job);
    const name = JSON.stringify(configuration);
    const known = designs.get(name);
    if (known !== undefined) return known;
    const digest = contentDigest(generate(parseConfiguration(configuration)));
    designs.set(name, digest);
    return digest;
  };
  return {
    keyOf: (job) => digestOf([method, designDigest(job), JSON.stringify(job)]).slice(0, 32),
    async find(key) {
      const text = await readFile(join(folder, `${key}.json`), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : storedSchema.parse(JSON.parse(text)).result;
    },
    async keep(key, result) {
      const path = join(folder, `${key}.json`);
      // A run that is interrupted must not leave half a result.
      await writeFile(`${path}.${process.pid}`, JSON.stringify({ result }));
      await rename(`${path}.${process.pid}`, path);
    },
  };
}

async function methodDigest(): Promise<string> {
  const files = await Promise.all(
    MEASURING.map(async (folder) => {
      const names = (await readdir(join(projectFolder, folder))).filter(
        (name) => name.endsWith('.ts') && !name.includes('.test'),
      );
      return Promise.all(names.sort().map((name) => readFile(join(projectFolder, folder, name), 'utf8')));
    }),
  );
  return digestOf(files.flat());
}

function digestOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
