// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { fitsPattern, type History, type Plan, type PlannedTest } from '../../sim/regression/index.ts';
import { type RegressionTest, regressionTests } from '../../testbenches/regression/tests.ts';
import {
  type FolderDesign,
  generateDesign,
  isDesignOf,
  readDesign,
} from '../../testbenches/support/designs.ts';
import { leaveOutUnrunnable } from './regress-engines.ts';
import type { RegressArguments } from './regress-options.ts';
import { CheckFailedError, UsageError } from './usage-error.ts';

const usualRounds = 5;

/** A plan, and where its designs lie. */
export interface PreparedPlan {
  readonly plan: Plan;
  /** By name of the test. */
  readonly designs: ReadonlyMap<string, FolderDesign>;
}

/**
 * Chooses the tests, takes or generates their designs, and plans their runs.
 *
 * @throws CheckFailedError when nothing would run
 */
export async function preparePlan(given: RegressArguments, history: History): Promise<PreparedPlan> {
  const { fitting, notRun } = await leaveOutUnrunnable(chooseTests(given));
  const failing = history.failing.filter(({ test }) => fitting.some(({ name }) => name === test));
  if (given.rerunFailed && failing.length === 0) {
    throw new CheckFailedError('No run of these tests failed last time, so there is nothing to run again.');
  }
  const chosen = given.rerunFailed
    ? fitting.filter(({ name }) => failing.some(({ test }) => test === name))
    : fitting;
  const designs = await designsOf(chosen, given.rtl);
  const tests = chosen.flatMap((test): PlannedTest[] => {
    const design = designs.get(test.name);
    const { name, unit } = test;
    const length = given.length ?? test.length;
    return design === undefined ? [] : [{ name, unit, length, build: design.build }];
  });
  const isOpen = given.untilFail || given.minutes !== undefined;
  const plan: Plan = {
    format: 1,
    tests,
    baseSeed: given.baseSeed ?? 1,
    rounds: given.seeds ?? (isOpen ? null : usualRounds),
    // What failed here is no part of what others run.
    extra: given.shard === undefined ? failing.filter(({ test }) => designs.has(test)) : [],
    onlyExtra: given.rerunFailed === true,
    notRun,
    rtl: given.rtl ?? null,
    shard: given.shard ?? { index: 1, count: 1 },
  };
  if (given.seed === undefined) return { plan, designs };
  const extra = tests.map(({ name, length }) => ({ test: name, seed: given.seed!, length }));
  return { plan: { ...plan, extra, onlyExtra: true }, designs };
}

/** The tests that fit a pattern, of those with a unit of length and an engine. @throws CheckFailedError when there is none */
export function chooseTests({
  pattern,
  unit,
  engine,
}: Pick<RegressArguments, 'pattern' | 'unit' | 'engine'>): readonly RegressionTest[] {
  const measured = regressionTests.filter(
    (test) => test.unit === (unit ?? test.unit) && test.engine === (engine ?? test.engine),
  );
  const exact = measured.filter(({ name }) => name === pattern);
  if (exact.length > 0) return exact;
  const chosen = measured.filter(({ name }) => fitsPattern(name, pattern));
  if (chosen.length > 0) return chosen;
  const ofUnit = unit === undefined ? '' : ` with a length in ${unit}`;
  const onEngine = engine === undefined ? '' : ` on ${engine}`;
  throw new CheckFailedError(
    `No test${ofUnit}${onEngine} fits ${JSON.stringify(pattern)}, so nothing would run; npx baton regress --list shows all of them.`,
  );
}

async function designsOf(
  tests: readonly RegressionTest[],
  rtl: string | undefined,
): Promise<ReadonlyMap<string, FolderDesign>> {
  const designs = new Map<string, FolderDesign>();
  if (rtl === undefined) {
    for (const test of tests) designs.set(test.name, await generateDesign(await test.configuration()));
    return designs;
  }
  const design = await readDesign(resolve(rtl));
  for (const test of tests) {
    if (await isDesignOf(design.manifest, await test.configuration())) designs.set(test.name, design);
  }
  if (designs.size > 0) return designs;
  const known = [...new Set(tests.map(({ name }) => name.split('/')[0]))].join(', ');
  throw new UsageError(
    `The configuration in --rtl ${rtl} is not that of any of the tests, which are for ${known}. Generate one of those, then change its Verilog.`,
  );
}

/** A plan that was begun, with its designs as they are now. */
export async function restorePlan(begun: Plan): Promise<PreparedPlan> {
  const names = new Set(begun.tests.map(({ name }) => name));
  const tests = regressionTests.filter(({ name }) => names.has(name));
  const designs = await designsOf(tests, begun.rtl ?? undefined);
  const lost = [...names].filter((name) => !designs.has(name));
  if (lost.length > 0) {
    throw new UsageError(
      `The regression has tests that are no longer there: ${lost.join(', ')}. Begin it anew.`,
    );
  }
  const planned = begun.tests.map((test) => ({ ...test, build: designs.get(test.name)!.build }));
  return { plan: { ...begun, tests: planned }, designs };
}
