// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os';
import type { Argv } from 'yargs';
import { type LengthUnit, largestSeed, lengthUnits } from '../../sim/regression/index.ts';
import { type Engine, engines } from '../../testbenches/regression/tests.ts';
import { numberBetween, oneOf, singleText, wholeNumber } from './option-values.ts';
import { UsageError } from './usage-error.ts';

/** What a regression is asked to do. */
export interface RegressArguments {
  readonly pattern?: string | undefined;
  readonly folders?: readonly string[] | undefined;
  readonly list?: boolean | undefined;
  readonly unit?: LengthUnit | undefined;
  readonly engine?: Engine | undefined;
  readonly seeds?: number | undefined;
  readonly baseSeed?: number | undefined;
  readonly seed?: number | undefined;
  readonly length?: number | undefined;
  readonly untilFail?: boolean | undefined;
  readonly minutes?: number | undefined;
  readonly rerunFailed?: boolean | undefined;
  readonly resume?: boolean | undefined;
  readonly jobs?: number | undefined;
  readonly timeout?: number | undefined;
  readonly maxWaves?: number | undefined;
  readonly coverage?: boolean | undefined;
  readonly rtl?: string | undefined;
  readonly out?: string | undefined;
  readonly shard?: Shard | undefined;
  readonly emit?: 'slurm' | undefined;
  readonly shards?: number | undefined;
}

/** One part of a regression, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const mostRuns = 1_000_000;
const mostParts = 10_000;

/** Adds the options of a regression. */
export function regressOptions(parser: Argv): Argv<RegressArguments> {
  const whole = (option: string, smallest: number, largest: number, describe: string) => ({
    requiresArg: true,
    describe,
    coerce: wholeNumber(option, smallest, largest),
  });
  return parser
    .positional('pattern', {
      type: 'string',
      describe:
        'tests whose names are this, contain it, or fit it where it has *; all of them without; or: merge',
    })
    .positional('folders', {
      type: 'string',
      array: true,
      describe: 'after merge: folders of the parts, or of all parts together',
    })
    .option('list', { type: 'boolean', default: false, describe: 'show the tests and run none' })
    .option('unit', {
      requiresArg: true,
      describe: `only tests whose length is in these: ${lengthUnits.join(' or ')}`,
      coerce: oneOf('unit', lengthUnits),
    })
    .option('engine', {
      requiresArg: true,
      describe: `only tests on this: ${engines.join(' or ')}; on cocotb the Python testbench runs beside the harness`,
      coerce: oneOf('engine', engines),
    })
    .option('seeds', whole('seeds', 1, mostRuns, 'runs of each test; 5 if nothing else ends the regression'))
    .option('base-seed', whole('base-seed', 0, largestSeed, 'decides the seeds of all runs; 1 if not given'))
    .option('seed', whole('seed', 1, largestSeed, 'run each test with this seed alone'))
    .option('length', whole('length', 1, 1_000_000_000, 'cycles or messages of each run, as its test counts'))
    .option('until-fail', {
      type: 'boolean',
      default: false,
      describe: 'go on with new seeds until a run fails',
    })
    .option('minutes', {
      requiresArg: true,
      describe: 'start no more runs after this time',
      coerce: numberBetween('minutes', 0, 100_000),
    })
    .option('rerun-failed', {
      type: 'boolean',
      default: false,
      describe: 'run what failed last time, and nothing else',
    })
    .option('resume', {
      type: 'boolean',
      default: false,
      describe: 'go on with the regression in the folder where it was; without other options, whatever it is',
    })
    .option('jobs', {
      ...whole('jobs', 1, 1_000, 'runs at a time; as many as there are processors if not given'),
      default: availableParallelism(),
    })
    .option('timeout', { ...whole('timeout', 1, 1_000_000, 'seconds that a run may take'), default: 600 })
    .option('max-waves', {
      ...whole('max-waves', 0, 1_000, 'failures that are cut down and run again with a waveform'),
      default: 5,
    })
    .option('coverage', {
      type: 'boolean',
      default: false,
      describe: 'find out which lines of the Verilog run, in tests whose length is in cycles',
    })
    .option('rtl', {
      requiresArg: true,
      describe: 'take Verilog and manifest of this folder as they are; runs the tests of its configuration',
      coerce: singleText('rtl'),
    })
    .option('out', {
      requiresArg: true,
      describe:
        'folder for plan, results and reports; out/regress if not given, out/regress/again with --seed',
      coerce: singleText('out'),
    })
    .option('shard', {
      requiresArg: true,
      describe: 'i/n: the i-th of n parts of the runs, into a folder of its own in --out',
      coerce: readShard,
    })
    .option('emit', {
      requiresArg: true,
      describe: 'run nothing; print a script for sbatch that runs the parts, which merge joins later',
      coerce: oneOf('emit', ['slurm'] as const),
    })
    .option('shards', whole('shards', 1, mostParts, 'number of parts of an emitted script; 4 if not given'))
    .example('$0 regress tiny-channel --seeds 20', '20 seeds of each test of the tiny channel')
    .example('$0 regress --minutes 60 --jobs 8', 'new seeds for an hour')
    .example('$0 regress --rerun-failed', 'what failed last time')
    .example('$0 regress --seeds 100 --emit slurm --shards 16 > nightly.sh', 'for sbatch')
    .example('$0 regress merge out/regress', 'one report of all parts') as unknown as Argv<RegressArguments>;
}

/** Reads `2/8`. @throws UsageError */
function readShard(given: unknown): Shard | undefined {
  const text = singleText('shard')(given);
  if (text === undefined) return undefined;
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index >= 1 && shard.index <= shard.count && shard.count <= mostParts) return shard;
  throw new UsageError(
    `--shard is ${JSON.stringify(text)}; it must be i/n with i from 1 to n and n up to ${mostParts}.`,
  );
}

/** Refuses options that exclude each other. @throws UsageError */
export function checkOptions(given: RegressArguments): void {
  const refuse = (condition: boolean | undefined, reason: string): void => {
    if (condition === true) throw new UsageError(reason);
  };
  const isSeeded = given.seed !== undefined;
  refuse(
    isSeeded && given.seeds !== undefined,
    '--seed names one seed, --seeds counts them; give one of them.',
  );
  refuse(
    (isSeeded || given.rerunFailed) && (given.untilFail || given.minutes !== undefined),
    '--until-fail and --minutes look for new seeds; leave --seed and --rerun-failed out.',
  );
  refuse(isSeeded && given.rerunFailed, '--rerun-failed takes the seeds that failed; leave --seed out.');
  refuse(
    given.rerunFailed && (given.shard !== undefined || given.emit !== undefined),
    '--rerun-failed depends on what was run here; it cannot be shared out.',
  );
  refuse(given.shards !== undefined && given.emit === undefined, '--shards counts the parts of --emit.');
  refuse(
    given.shard !== undefined && given.emit !== undefined,
    '--emit prints a script for all parts; leave --shard out.',
  );
  refuse(
    given.emit !== undefined && given.untilFail && given.minutes === undefined,
    '--until-fail alone has no end; a script needs --minutes or --seeds with it.',
  );
  refuse((given.folders?.length ?? 0) > 0, 'Folders come after merge; give one pattern.');
}
