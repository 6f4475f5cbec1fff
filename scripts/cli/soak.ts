// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { reportText } from '../../sim/regression/index.ts';
import { markdownTable } from '../markdown-table.ts';
import { numberBetween, singleText, wholeNumber } from './option-values.ts';
import { outputFolder, projectFolder, shownPath } from './project-folders.ts';
import { regress } from './regress.ts';
import { chooseTests } from './regress-plan.ts';
import { grouped } from './run-report.ts';
import type { Verb } from './verb.ts';

interface SoakArguments {
  readonly pattern?: string | undefined;
  readonly cycles?: number | undefined;
  readonly jobs?: number | undefined;
  readonly out?: string | undefined;
  readonly record?: boolean | undefined;
}

const usualCycles = 1e8;
/** Long enough that starting a process does not count, short enough that little is lost when one is stopped. */
const mostCyclesOfRun = 1_000_000;
const recordFile = join(projectFolder, 'docs', 'soak.md');

/** `baton soak`: a number of cycles under the checker that takes hours, done in parts so that it can be stopped and resumed. */
export const soakVerb: Verb<SoakArguments> = {
  options: (parser) =>
    parser
      .positional('pattern', {
        type: 'string',
        describe: 'tests as those of regress that run for cycles; all of them without',
      })
      .option('cycles', {
        requiresArg: true,
        describe: `cycles in all, 1e9 for example; ${usualCycles.toExponential()} if not given`,
        coerce: numberBetween('cycles', 1, 1e12),
      })
      .option('jobs', {
        requiresArg: true,
        describe: 'runs at a time; as many as there are processors if not given',
        coerce: wholeNumber('jobs', 1, 1_000),
      })
      .option('out', {
        requiresArg: true,
        describe: 'folder for plan, results and reports; out/soak if not given',
        coerce: singleText('out'),
      })
      .option('record', {
        type: 'boolean',
        default: false,
        describe: `write what came of it into ${shownPath(recordFile)}`,
      }),
  async run({ pattern, cycles = usualCycles, jobs, out, record, json }) {
    const tests = chooseTests({ pattern, unit: 'cycles', engine: 'harness' });
    const length = Math.min(mostCyclesOfRun, Math.ceil(cycles / tests.length));
    const {
      data,
      status,
      passed: allPassed,
    } = await regress({
      ...{
        pattern,
        unit: 'cycles',
        engine: 'harness',
        length,
        seeds: Math.ceil(cycles / (tests.length * length)),
      },
      ...{ resume: true, jobs: jobs ?? availableParallelism(), timeout: 36_000, maxWaves: 1 },
      ...{ out: out ?? join(outputFolder, 'soak'), json },
    });
    const done = data.tests.reduce((sum, { counts }) => sum + counts.cycles, 0);
    const passed = allPassed && done >= cycles;
    const table = markdownTable(
      ['test', 'design', 'runs', 'failed', 'cycles', 'operations compared', 'messages'],
      data.tests.map(({ name, build, runs, failed, counts: { cycles, operationsCompared, messages } }) => [
        name,
        build,
        runs.length,
        failed,
        cycles,
        operationsCompared,
        messages,
      ]),
    );
    if (record && passed) await writeFile(recordFile, recordText(cycles, done, table, data.tools));
    return {
      passed,
      ...(status === undefined ? {} : { status }),
      text: [
        table,
        reportText(data),
        `report: ${shownPath(join(data.folder, 'report.html'))}`,
        `cycles compared: ${grouped(done)} of ${grouped(cycles)}`,
        ...(record
          ? [passed ? `recorded: ${shownPath(recordFile)}` : 'not recorded: there is no soak that passed']
          : []),
        ...(status === undefined ? [] : ['the same command goes on from here']),
      ].join('\n'),
      data: { ...data, cycles: done },
    };
  },
};

function recordText(
  asked: number,
  done: number,
  table: string,
  tools: readonly Readonly<Record<string, string>>[],
): string {
  const programs = tools.map((versions) =>
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  );
  return `# Soak

\`npm run soak -- --cycles ${asked.toExponential()} --record\` drove the generated Verilog for ${grouped(done)} cycles with random traffic, hostile traffic,
run-time limits and resets, compared every operation, result, byte and control word with the reference model in each of them, and found no difference.
A design is named by the digest of its Verilog, which may have changed since. With ${programs.join('; ')}.

${table}
`;
}
