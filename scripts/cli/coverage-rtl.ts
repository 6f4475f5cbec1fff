// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import Table from 'cli-table3';
import {
  type PresetName,
  parseConfiguration,
  presetNames,
  presets,
} from '../../hdl-gen/configuration/index.ts';
import { type CoveragePoint, mergeCoverage, parseCoverage } from '../../sim/coverage/index.ts';
import { readFileList } from '../../sim/harness/index.ts';
import { findConstantBits } from '../../testbenches/coverage/constant-bits.ts';
import { unmeasured, unreachable } from '../../testbenches/coverage/exceptions.ts';
import { isEnough, type Judgement, judgeCoverage } from '../../testbenches/coverage/judge.ts';
import { generateDesign } from '../../testbenches/support/designs.ts';
import { findOptionalTool } from '../../testbenches/support/optional-tool.ts';
import { oneOf, wholeNumber } from './option-values.ts';
import { outputFolder } from './project-folders.ts';
import { regress } from './regress.ts';
import { grouped } from './run-report.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

interface CoverageRtlArguments {
  readonly preset?: PresetName | undefined;
  readonly jobs?: number | undefined;
  readonly resume: boolean;
}

/** Runs of each kind of traffic, and of the one that must be long: queues that are seldom used go round in it. */
const usualSeeds = 3;
const longRuns = { kind: 'rush', seeds: 2, length: 500_000 } as const;

/** `coverage-rtl`: whether random traffic reaches all of the Verilog of the presets. */
export const coverageRtlVerb: Verb<CoverageRtlArguments> = {
  options: (parser) =>
    parser
      .positional('preset', {
        type: 'string',
        describe: 'this one alone',
        coerce: oneOf('preset', presetNames),
      })
      .option('jobs', {
        requiresArg: true,
        default: 1,
        describe: 'runs at a time',
        coerce: wholeNumber('jobs', 1, 1_000),
      })
      .option('resume', {
        type: 'boolean',
        default: false,
        describe: 'keep the runs that were made, for the same Verilog and the same traffic',
      }),
  async run({ preset, jobs, resume, json }) {
    const yosys = findOptionalTool('yosys');
    if (yosys === undefined)
      throw new UsageError('Yosys is missing, which finds constant bits; npm run coverage:rtl installs it.');
    const judged: { name: PresetName; judgement: Judgement; runsPassed: boolean }[] = [];
    for (const name of preset === undefined ? presetNames : [preset]) {
      const common = {
        unit: 'cycles',
        engine: 'harness',
        coverage: true,
        resume,
        jobs,
        timeout: 3_600,
        maxWaves: 0,
        json,
      } as const;
      const { kind, ...long } = longRuns;
      const folders = ['usual', 'long'].map((part) => join(outputFolder, 'coverage', `${name}-${part}`));
      const results = [
        await regress({ ...common, pattern: `${name}/*`, seeds: usualSeeds, out: folders[0] }),
        await regress({ ...common, pattern: `${name}/${kind}`, ...long, out: folders[1] }),
      ];
      const stopped = results.find(({ status }) => status !== undefined);
      if (stopped !== undefined) return { ...stopped, data: { folders } };
      const judgement = await judge(yosys, name, await pointsOf(folders));
      judged.push({ name, judgement, runsPassed: results.every(({ passed }) => passed) });
    }
    const passed = judged.every(({ judgement, runsPassed }) => runsPassed && isEnough(judgement));
    const text = [tableOf(judged), ...judged.map(remarksOn)].join('\n');
    return {
      passed,
      text,
      data: {
        designs: judged.map(({ name, judgement }) => ({ name, ...judgement, named: [...judgement.named] })),
      },
    };
  },
};

/** What the runs in some folders have covered together. */
async function pointsOf(folders: readonly string[]): Promise<readonly CoveragePoint[]> {
  let points: CoveragePoint[] = [];
  for (const folder of folders.map((each) => join(each, 'coverage'))) {
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      points = mergeCoverage([points, parseCoverage(await readFile(path, 'utf8'), path)]);
    }
  }
  return points;
}

async function judge(yosys: string, name: PresetName, points: readonly CoveragePoint[]): Promise<Judgement> {
  const { folder, manifest } = await generateDesign(presets[name]);
  const files = await readFileList(join(folder, 'files.f'));
  const texts = await Promise.all(
    files.map(async (file) => [basename(file), (await readFile(file, 'utf8')).split('\n')] as const),
  );
  const lines = new Map(texts);
  return judgeCoverage(points, {
    configuration: parseConfiguration(presets[name]),
    isConstant: await findConstantBits(yosys, files, manifest.top),
    unmeasured,
    unreachable,
    source: (file) => lines.get(basename(file)) ?? [],
  });
}

type Judged = readonly {
  readonly name: PresetName;
  readonly judgement: Judgement;
  readonly runsPassed: boolean;
}[];

function tableOf(judged: Judged): string {
  const table = new Table({
    head: ['design', 'kind', 'covered', 'of', '%', 'at least', 'out of reach'],
    style: { head: [], border: [] },
  });
  for (const { name, judgement } of judged) {
    for (const { kind, covered, total, least, named } of judgement.shares) {
      const percent = ((100 * covered) / total).toFixed(2);
      table.push([name, kind, grouped(covered), grouped(total), percent, `${100 * least} %`, named]);
    }
  }
  return table.toString();
}

function remarksOn({ name, judgement: { shares, named, wrong }, runsPassed }: Judged[number]): string {
  return [
    ...[...named].map(([reason, points]) => `${name}: out of reach (${points}): ${reason}`),
    ...shares.flatMap(({ kind, missing }) => missing.map((place) => `${name}: missed ${kind}: ${place}`)),
    ...wrong.map((place) => `${name}: reached, but named as out of reach: ${place}`),
    ...(runsPassed ? [] : [`${name}: a run failed; its report is in out/coverage`]),
  ].join('\n');
}
