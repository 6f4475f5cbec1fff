// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../project-folders.ts';

const counts = {
  operations: z.int(),
  areaOperations: z.int(),
  messages: z.int(),
  windowAccesses: z.int(),
  registerAccesses: z.int(),
  cycles: z.int(),
};

/** What became of one configuration. */
export const recordSchema = z.discriminatedUnion('passed', [
  z.object({
    number: z.int(),
    passed: z.literal(true),
    digest: z.string(),
    linters: z.array(z.string()).readonly(),
    ...counts,
  }),
  z.object({ number: z.int(), passed: z.literal(false), message: z.string() }),
]);

export type ConfigurationRecord = z.output<typeof recordSchema>;

const headSchema = z.object({ sources: z.string(), operations: z.int() });

/** Folders whose files decide what a configuration comes to. */
const decisive = ['hdl-gen', 'sim', 'testbenches'];

/** A digest of all sources that decide about a configuration. */
export async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of decisive) {
    const entries = await readdir(join(projectFolder, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) {
      hash.update(`${file.slice(projectFolder.length)}\0`);
      hash.update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** The results of a run, in a file that grows with each, so that an interrupted run can be taken up again. */
export interface RecordFile {
  /** What an earlier run with the same sources had come to. */
  readonly earlier: readonly ConfigurationRecord[];
  add(record: ConfigurationRecord): Promise<void>;
}

/**
 * Opens the file of a run.
 *
 * @param resume keeps the records of an earlier run, if sources and number of operations are the same; all are dropped otherwise
 */
export async function openRecords(file: string, operations: number, resume: boolean): Promise<RecordFile> {
  const head = { sources: await digestOfSources(), operations };
  const earlier = resume ? await readRecords(file, JSON.stringify(head)) : [];
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, linesOf([head, ...earlier]));
  return { earlier, add: (record) => appendFile(file, linesOf([record])) };
}

function linesOf(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

async function readRecords(file: string, head: string): Promise<ConfigurationRecord[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // The last piece is empty, or a line that an interruption cut off.
  const [first = '', ...lines] = text.split('\n').slice(0, -1);
  if (!sameHead(first, head)) return [];
  return lines.map((line) => recordSchema.parse(JSON.parse(line)));
}

function sameHead(line: string, head: string): boolean {
  return line !== '' && JSON.stringify(headSchema.parse(JSON.parse(line))) === head;
}
