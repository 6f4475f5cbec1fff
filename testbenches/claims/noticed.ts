// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Evidence, fullNameOf, type NamedTest, testNameOf } from './evidence.ts';
import { root } from './root.ts';
import { runNamedTests, type TestOutcome } from './run-named-tests.ts';
import { sourcesOf } from './sources-of.ts';

/** What became of the tests of an evidence, in their order. */
export interface Trial {
  readonly whole: readonly TestOutcome[];
  readonly broken: readonly TestOutcome[];
}

const outcomes = z.array(z.object({ status: z.enum(['passed', 'failed', 'not run']), message: z.string() }));
const trialSchema = z.object({ whole: outcomes, broken: outcomes });

/** Runs the tests of an evidence with its circuits whole and broken, or finds what an earlier run of the same found. */
export async function tryEvidence({ tests, mutation }: Evidence, folder: string): Promise<Trial> {
  const { file, place, wrong } = mutation;
  const cached = join(folder, `${contentOf(tests, { file, place, wrong })}.json`);
  if (existsSync(cached)) return trialSchema.parse(JSON.parse(readFileSync(cached, 'utf8')));
  const broken = await runNamedTests(tests, mutation);
  const trial = { whole: await tryWhole(tests, folder), broken };
  mkdirSync(folder, { recursive: true });
  writeFileSync(cached, JSON.stringify(trial));
  return trial;
}

/** Runs tests with nothing broken; each is run once, whoever names it. */
async function tryWhole(tests: readonly NamedTest[], folder: string): Promise<TestOutcome[]> {
  const found = tests.map((test) => {
    const cached = join(folder, `${contentOf([test], {})}.json`);
    return { test, cached, outcome: existsSync(cached) ? readOutcome(cached) : undefined };
  });
  const missing = found.filter(({ outcome }) => outcome === undefined);
  const ran = missing.length === 0 ? [] : await runNamedTests(missing.map(({ test }) => test));
  mkdirSync(folder, { recursive: true });
  for (const [index, { cached }] of missing.entries()) {
    writeFileSync(cached, JSON.stringify([ran[index]]));
  }
  return found.map(({ outcome }, index) => outcome ?? ran[missing.indexOf(found[index]!)]!);
}

function readOutcome(file: string): TestOutcome {
  return outcomes.parse(JSON.parse(readFileSync(file, 'utf8')))[0]!;
}

/** What decides how tests end although no import names it: what is compiled into every model, and how tests are run. */
const unnamed = ['vitest.config.ts', 'sim/harness/native'];

/** A name made from everything that decides how tests end: their sources, all that these import, and the change. */
function contentOf(tests: readonly NamedTest[], change: object): string {
  const sources = new Set(unnamed.flatMap(filesIn));
  for (const { file } of tests) for (const source of sourcesOf(file)) sources.add(source);
  const hash = createHash('sha256').update(JSON.stringify([tests.map(fullNameOf), change]));
  for (const source of [...sources].sort()) {
    hash
      .update(source)
      .update('\0')
      .update(readFileSync(join(root, source)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 24);
}

function filesIn(path: string): string[] {
  const isFolder = statSync(join(root, path)).isDirectory();
  return isFolder ? readdirSync(join(root, path)).map((name) => join(path, name)) : [path];
}

/** As much of a message as a reader compares. */
const longestMessage = 240;

/** What the tests reported while the circuits were broken, each cut to a readable length. */
export function messagesOf({ broken }: Trial): string[] {
  return broken.map(({ message }) =>
    message.length <= longestMessage ? message : `${message.slice(0, longestMessage)}…`,
  );
}

/** Why a trial does not show what the evidence says; nothing if it does. */
export function objectionsTo({ tests, mutation }: Evidence, { whole, broken }: Trial): string[] {
  return tests.flatMap((test, index) => {
    const name = testNameOf(test);
    const [before, after] = [whole[index]!, broken[index]!];
    if (before.status !== 'passed')
      return [`${name}: ${before.status} with nothing broken. ${before.message}`];
    if (after.status !== 'failed') return [`${name}: ${after.status} although ${mutation.name}`];
    return reportsAsNamed(test, after.message)
      ? []
      : [`${name}: reports "${after.message}" instead of ${wanted(test)}, where ${mutation.name}`];
  });
}

/** Whether the message of a failed test is that of the rule or the assertion that is named. */
export function reportsAsNamed({ reports }: NamedTest, message: string): boolean {
  return 'rule' in reports
    ? /^DifferenceError: difference in cycle \d+, [^:]+: (.*)$/.exec(message)?.[1] === reports.rule
    : message.startsWith('AssertionError: ') && message.includes(reports.says);
}

function wanted({ reports }: NamedTest): string {
  return 'rule' in reports ? `the rule '${reports.rule}'` : `'${reports.says}'`;
}
