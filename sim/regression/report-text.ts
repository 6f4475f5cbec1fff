// SPDX-License-Identifier: Apache-2.0
import { failureLine, type RunResult } from './result.ts';
import type { Summary } from './summary.ts';

const mostProblemsShown = 20;

/** One line for a failure: which run, what is wrong, and the command that repeats it, the shortest there is. */
export function failureText({ job, failure, followUp, command }: RunResult): string {
  const what = failure === undefined ? 'failed' : failureLine(followUp?.failure ?? failure);
  return `FAILED ${job.test} seed ${job.seed}: ${what} | ${followUp?.command ?? command}`;
}

/** The verdict in one line. */
export function verdictText(summary: Summary): string {
  const { passed, ending, runs, failed, missing, problems, notRun } = summary;
  const counted = `${runs} ${runs === 1 ? 'run' : 'runs'}, ${runs - failed} passed, ${failed} failed, ${missing.length} missing`;
  const more = [
    ...(runs === 0 ? ['nothing ran'] : []),
    ...(ending === 'interrupted' ? ['interrupted'] : []),
    ...(problems.length === 0
      ? []
      : [`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`]),
    ...(notRun.length === 0 ? [] : [`${notRun.length} ${notRun.length === 1 ? 'test' : 'tests'} NOT RUN`]),
  ];
  return `${passed ? 'PASSED' : 'FAILED'}: ${[counted, ...more].join(', ')}`;
}

/** The report for a terminal: a line for each failure and problem, then the verdict. */
export function reportText(summary: Summary): string {
  const { missing, problems } = summary;
  const notShown = missing.length - mostProblemsShown;
  return [
    ...summary.failures.map(failureText),
    ...missing
      .slice(0, mostProblemsShown)
      .map(({ test, seed, length }) => `MISSING ${test} seed ${seed} length ${length}`),
    ...(notShown > 0 ? [`MISSING ${notShown} more, all of them in report.json`] : []),
    ...problems.map((problem) => `PROBLEM ${problem}`),
    ...summary.notRun.map(({ test, reason }) => `NOT RUN ${test}: ${reason}`),
    // Of a single run there is room for everything.
    ...(summary.runs === 1 ? summary.failures.map(({ failure }) => failure?.message ?? '') : []),
    verdictText(summary),
  ].join('\n');
}
