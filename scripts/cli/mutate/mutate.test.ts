// SPDX-License-Identifier: Apache-2.0
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutantsAt } from '../../../testbenches/mutation/mutants/draw-mutants.ts';
import {
  batchesOf,
  batchSize,
  describeWhole,
  drawPlaces,
} from '../../../testbenches/mutation/presets/preset-mutants.ts';
import { isDone } from './batch.ts';
import { openRecords, type ProofRecord, type RunsRecord, readRecords } from './records.ts';
import { isTrusted, judgedMutants, reportTables, scoreOf } from './report.ts';

const head = { design: 'a1b2', seed: 7, count: 100 };
const runs = (id: number, caught: boolean): RunsRecord => ({
  ...{ step: 'runs', id, caught, cycles: 900 },
  ...(caught ? { by: 'copy', kind: 'resets' } : { by: '', kind: '' }),
});
const proof = (id: number, verdict: ProofRecord['verdict']): ProofRecord => ({
  ...{ step: 'proof', id, verdict, comparedAt: 'baton_area' },
});

describe('records of mutants', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-mutants-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('outlive an interruption, even in the middle of a line', async () => {
    const file = join(folder, 'interrupted', 'batch.jsonl');
    const { add } = await openRecords(file, head);
    await add(runs(1, true));
    await add(runs(2, false));
    await add(proof(2, 'equivalent'));
    await appendFile(file, '{"step":"runs","id":3');
    const again = await openRecords(file, head);
    expect([...again.runs.values()]).toEqual([runs(1, true), runs(2, false)]);
    await again.add(runs(3, true));
    const { runs: known, proofs } = await readRecords(file, head);
    expect([...known.keys()]).toEqual([1, 2, 3]);
    expect([...proofs.values()]).toEqual([proof(2, 'equivalent')]);
  });

  it('have a batch done when all of it is caught or decided', async () => {
    const file = join(folder, 'done', 'batch.jsonl');
    const description = describeWhole('tiny-channel');
    const mutants = mutantsAt(description.trees, drawPlaces(description, 2, 3));
    const batch = { description, mutants, head, file, retries: false };
    const { add } = await openRecords(file, head);
    await add(runs(1, true));
    expect(await isDone(batch, 'runs')).toBe(false);
    await add(runs(2, false));
    expect(await isDone(batch, 'runs')).toBe(true);
    expect(await isDone(batch, 'long')).toBe(false);
    await add({ ...runs(2, false), step: 'long' });
    expect(await isDone(batch, 'long')).toBe(true);
    expect(await isDone(batch, 'proofs')).toBe(false);
    await add(proof(2, 'undecided'));
    expect(await isDone(batch, 'proofs')).toBe(true);
    expect(await isDone({ ...batch, retries: true }, 'proofs')).toBe(false);
    await add(proof(2, 'different'));
    expect(await isDone({ ...batch, retries: true }, 'proofs')).toBe(true);
  });

  it('ask for no proof about what a longer run caught', async () => {
    const file = join(folder, 'long', 'batch.jsonl');
    const description = describeWhole('tiny-channel');
    const mutants = mutantsAt(description.trees, drawPlaces(description, 1, 3));
    const { add } = await openRecords(file, head);
    await add(runs(1, false));
    await add({ ...runs(1, true), step: 'long' });
    expect(await isDone({ description, mutants, head, file, retries: true }, 'proofs')).toBe(true);
  });

  it('are worth nothing for another Verilog', async () => {
    const file = join(folder, 'batch.jsonl');
    await (await openRecords(file, head)).add(runs(1, true));
    expect((await readRecords(file, { ...head, design: 'c3d4' })).runs.size).toBe(0);
    expect((await readRecords(join(folder, 'none'), head)).runs.size).toBe(0);
  });
});

describe('mutants of a preset', () => {
  const description = describeWhole('tiny-channel');
  const places = drawPlaces(description, 60, 3);
  const mutants = mutantsAt(description.trees, places);

  it('are found again by their places', () => {
    expect(mutants.map(({ id }) => id)).toEqual(places.map(({ id }) => id));
    expect(mutants.map(({ rule, module }) => [rule, module])).toEqual(
      places.map(({ rule, module }) => [rule, module]),
    );
    expect(drawPlaces(description, 60, 3)).toEqual(places);
    expect(drawPlaces(description, 60, 4)).not.toEqual(places);
  });

  it('are in models of a limited size', () => {
    const batches = batchesOf(Array.from({ length: 2 * batchSize + 1 }, (_, index) => index));
    expect(batches.map(({ length }) => length)).toEqual([batchSize, batchSize, 1]);
  });

  it('are judged by what is not proved to be equivalent', () => {
    const known = (open: number) => ({
      runs: new Map(mutants.map(({ id }) => [id, runs(id, id > open + 2)])),
      proofs: new Map([1, 2].map((id) => [id, proof(id, 'equivalent')])),
      longRuns: new Map<number, RunsRecord>(),
    });
    const trusted = judgedMutants('tiny-channel', mutants, known(0));
    expect(scoreOf(trusted)).toEqual({ all: 60, killed: 58, equivalent: 2, open: 0, share: 1 });
    expect(isTrusted(trusted)).toBe(true);
    expect(reportTables(trusted)).toContain('No mutant is open.');
    const doubted = judgedMutants('tiny-channel', mutants, known(1));
    expect(scoreOf(doubted)).toMatchObject({ killed: 57, open: 1 });
    expect(isTrusted(doubted)).toBe(false);
    expect(reportTables(doubted)).toMatch(/Open:\n\n\* tiny-channel: mutant 3, .*no proof was tried/);
    expect(isTrusted([])).toBe(false);
  });
});
