// SPDX-License-Identifier: Apache-2.0
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { MutantPlace } from '../../../testbenches/mutation/mutants/draw-mutants.ts';

const killing = {
  id: z.int(),
  caught: z.boolean(),
  by: z.string(),
  kind: z.string(),
  cycles: z.int(),
};

/** What came of one step with a mutant: the runs, and then, of one that nothing caught, the proof and longer runs. */
const recordSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('runs'), ...killing }),
  z.object({ step: z.literal('long'), ...killing }),
  z.object({
    step: z.literal('proof'),
    id: z.int(),
    verdict: z.enum(['equivalent', 'different', 'undecided']),
    comparedAt: z.string(),
  }),
]);

type MutationRecord = z.output<typeof recordSchema>;
export type RunsRecord = Extract<MutationRecord, { step: 'runs' | 'long' }>;
export type ProofRecord = Extract<MutationRecord, { step: 'proof' }>;

/** What is known of the mutants of one batch, by their numbers. */
export interface KnownMutants {
  readonly runs: ReadonlyMap<number, RunsRecord>;
  readonly proofs: ReadonlyMap<number, ProofRecord>;
  readonly longRuns: ReadonlyMap<number, RunsRecord>;
}

const headSchema = z.object({ design: z.string(), seed: z.int(), count: z.int() });

/** What records are about; those of another Verilog or another draw are worth nothing. */
export type RecordHead = z.output<typeof headSchema>;

/** Reads the records of a batch; none where the file is about something else or is not there. */
export async function readRecords(file: string, head: RecordHead): Promise<KnownMutants> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // The last piece is empty, or a line that an interruption cut off.
  const [first = '', ...lines] = text.split('\n').slice(0, -1);
  const isSame = first !== '' && JSON.stringify(headSchema.parse(JSON.parse(first))) === JSON.stringify(head);
  const records = isSame ? lines.map((line) => recordSchema.parse(JSON.parse(line))) : [];
  return {
    runs: new Map(records.flatMap((record) => (record.step === 'runs' ? [[record.id, record]] : []))),
    proofs: new Map(records.flatMap((record) => (record.step === 'proof' ? [[record.id, record]] : []))),
    longRuns: new Map(records.flatMap((record) => (record.step === 'long' ? [[record.id, record]] : []))),
  };
}

/** Opens the records of a batch, so that each is kept as soon as it is known. */
export async function openRecords(
  file: string,
  head: RecordHead,
): Promise<KnownMutants & { add(record: MutationRecord): Promise<void> }> {
  const known = await readRecords(file, head);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    file,
    linesOf([head, ...known.runs.values(), ...known.proofs.values(), ...known.longRuns.values()]),
  );
  return { ...known, add: (record) => appendFile(file, linesOf([record])) };
}

const placesSchema = z.object({
  head: headSchema,
  places: z.array(
    z.object({
      id: z.int(),
      module: z.string(),
      kind: z.enum(['wrong condition', 'wrong driver']),
      rule: z.string(),
      fault: z.int(),
      site: z.object({ index: z.int() }),
    }),
  ),
});

/** The mutants that were drawn, which takes long, from a file; draws them, and writes the file, where it has others. */
export async function placesIn(
  file: string,
  head: RecordHead,
  draw: () => MutantPlace[],
): Promise<readonly MutantPlace[]> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const kept = text === undefined ? undefined : placesSchema.parse(JSON.parse(text));
  if (kept !== undefined && JSON.stringify(kept.head) === JSON.stringify(head)) return kept.places;
  const places = draw();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ head, places }));
  return places;
}

function linesOf(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
