// SPDX-License-Identifier: Apache-2.0
import junit, { type Builder } from 'junit-report-builder';
import { failureLine, type RunResult, type ToolVersions } from './result.ts';
import { type Regression, summarize } from './summary.ts';

/** A report in the form that continuous integration reads (JUnit XML): a suite for each test, a case for each seed. */
export function junitReport(regression: Regression): string {
  const { tests, missing, problems, notRun, runs } = summarize(regression);
  // Its types take the module for what it exports.
  const builder = (junit as unknown as Builder).newBuilder();
  for (const test of tests) {
    const suite = builder.testSuite().name(test.name);
    suite.time(test.seconds);
    suite.property('build', test.build);
    for (const result of regression.results.filter(({ job }) => job.test === test.name)) {
      const { job, seconds, failure } = result;
      const testCase = suite.testCase().className(test.name).name(caseName(job)).time(seconds);
      // Some readers show nothing but the text of a failure, so seed, command and tools stand there.
      if (failure === undefined) continue;
      const message = `seed ${job.seed}: ${failureLine(failure)}`;
      if (failure.kind === 'difference' || failure.kind === 'check' || failure.kind === 'simulation') {
        testCase.failure(message, failure.name).stacktrace(failureDetails(result));
      } else {
        testCase.error(message, failure.name, failureDetails(result));
      }
    }
    for (const job of missing.filter((job) => job.test === test.name)) {
      suite
        .testCase()
        .className(test.name)
        .name(caseName(job))
        .error(`seed ${job.seed}: there is no result`, 'MissingResult');
    }
  }
  for (const { test, reason } of notRun) {
    builder.testSuite().name(test).testCase().className(test).name(`not run: ${reason}`).skipped();
  }
  const others = [...problems, ...(runs === 0 ? ['nothing ran'] : [])];
  if (others.length > 0) {
    const suite = builder.testSuite().name('regression');
    for (const problem of others) suite.testCase().className('regression').name(problem).error(problem);
  }
  return builder.build();
}

function caseName({ seed, length }: RunResult['job']): string {
  return `seed ${seed}, length ${length}`;
}

function failureDetails({ failure, followUp, command, tools }: RunResult): string {
  return [
    failure!.message,
    `repeat: ${command}`,
    ...(followUp === undefined ? [] : [`shortest: ${followUp.command}`]),
    ...(followUp?.waves === undefined ? [] : [`waveform: ${followUp.waves}`]),
    `tools: ${toolsText(tools)}`,
  ].join('\n');
}

/** Programs and their versions in one line. */
export function toolsText(tools: ToolVersions): string {
  return Object.entries(tools)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}
