// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../cli/project-folders.ts';
import { targetNames } from './targets.ts';

const figuresSchema = z.object({
  /** Of the configuration that was measured. */
  digest: z.string(),
  /** Digest of the Verilog, which may have changed since. */
  verilog: z.string(),
  area: z.object({
    lookUpTables: z.int(),
    flipFlops: z.int(),
    blockRams: z.object({ payload: z.int(), control: z.int() }),
  }),
  /** One for each seed; none where the design and its shell are too large for the device. */
  placements: z.array(z.object({ megahertz: z.number(), from: z.string(), to: z.string(), levels: z.int() })),
});

const recordSchema = z.object({ design: z.string(), target: z.enum(targetNames), figures: figuresSchema });

/** What was measured of a design on a device. */
export type Figures = z.output<typeof figuresSchema>;

/** The same with what it belongs to. */
export type SynthesisRecord = z.output<typeof recordSchema>;

const file = join(projectFolder, 'docs', 'synthesis.json');

/** All that was measured and committed. */
export async function readRecords(): Promise<readonly SynthesisRecord[]> {
  return z.array(recordSchema).parse(JSON.parse(await readFile(file, 'utf8')));
}

export async function writeRecords(records: readonly SynthesisRecord[]): Promise<void> {
  await writeFile(file, `${JSON.stringify(records, null, 2)}\n`);
}
