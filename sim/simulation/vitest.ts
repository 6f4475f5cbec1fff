// SPDX-License-Identifier: Apache-2.0
// Tests of a Verilog design in a few lines of vitest.
import { relative } from 'node:path';
import { beforeAll, expect, type TestFunction, test } from 'vitest';
import type { AnyPorts, CoverageKind, ModelLibrary } from '../harness/index.ts';
import { loadVerilog, type VerilogDesign } from './load-verilog.ts';
import { runSimulation, type SimulationBody, type SimulationRun } from './run-simulation.ts';

export type { SimulationBody, SimulationScene } from './run-simulation.ts';

export interface SimulationSettings {
  /** The reset port, applied before each test; none if not given. */
  readonly reset?: SimulationRun['reset'];
  /** How long a build may take; 300 s if not given. */
  readonly buildSeconds?: number;
}

export interface SimulationTestOptions {
  /** How many times the test runs, with the seeds 1, 2, ...; 1 if not given. `BATON_SEED` replaces them all. */
  readonly seeds?: number;
  /** Rising edges after which the test fails; 1,000,000 if not given. */
  readonly maximumCycles?: number;
  /** Milliseconds of real time for the test, which is interrupted then; as configured in vitest (5000) if not given. */
  readonly timeout?: number;
  /** The design must end the simulation itself, by `$fatal` for example, with an error whose message is like this. */
  readonly ends?: string | RegExp;
}

/** Registers a test; its body is a task. */
type Registers<Ports> = (name: string, body: SimulationBody<Ports>, options?: SimulationTestOptions) => void;

/** Registers a test; its body is a task. The variants are those of vitest. */
export interface SimulationTest<Ports> extends Registers<Ports> {
  /** Runs no other tests of the file. */
  readonly only: Registers<Ports>;
  /** Does not run the test, and reports so. */
  readonly skip: Registers<Ports>;
  /** Passes when the test fails. */
  readonly fails: Registers<Ports>;
}

/** A variable of the environment; an empty one is none. */
function setting(name: string): string | undefined {
  return process.env[name] || undefined;
}

const largestSeed = 2 ** 31 - 1;

function seedsToRun({ seeds = 1 }: SimulationTestOptions): number[] {
  if (!Number.isInteger(seeds) || seeds < 1) {
    throw new Error(
      `seeds is ${seeds}; give how many seeds the test runs with, a whole number of at least 1.`,
    );
  }
  const wanted = setting('BATON_SEED');
  if (wanted === undefined) return Array.from({ length: seeds }, (_, index) => index + 1);
  const seed = Number(wanted);
  if (Number.isInteger(seed) && seed >= 1 && seed <= largestSeed) return [seed];
  throw new Error(
    `BATON_SEED is '${wanted}'; give a whole number from 1 to ${largestSeed}, or: unset BATON_SEED`,
  );
}

/** The file of the running test, as it is named where vitest was started. */
function testFile(): string {
  return relative(process.cwd(), expect.getState().testPath ?? '');
}

/** The full name of a test as vitest compares it with its option `-t`. */
function fullName(
  suite: { readonly name: string; readonly suite?: unknown } | undefined,
  name: string,
): string {
  const outer = suite?.suite as typeof suite;
  return suite === undefined || suite.name === '' ? name : fullName(outer, `${suite.name} ${name}`);
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command that runs one test alone: its name is a pattern to vitest. */
function repeatCommand(seed: number, name: string): string {
  const pattern = `^${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`;
  return `BATON_SEED=${seed} BATON_WAVES=waves npx vitest run ${quoted(testFile())} -t ${quoted(pattern)}`;
}

/**
 * Builds a design before the tests of the file and returns the function that registers tests of it. Each gets a model of its
 * own. From the environment: `BATON_SEED` replaces the seeds, `BATON_WAVES` is a folder for one waveform per test, and
 * `BATON_COVERAGE` one for the coverage of each (lines, or the kinds that the design names).
 */
export function simulationTests<Ports = AnyPorts>(
  design: VerilogDesign,
  settings: SimulationSettings = {},
): SimulationTest<Ports> {
  const waves = setting('BATON_WAVES');
  const coverage = setting('BATON_COVERAGE');
  const kinds: readonly CoverageKind[] = design.coverage ?? (coverage === undefined ? [] : ['line']);
  const trace = design.trace || (waves === undefined ? false : 'vcd');
  let library: ModelLibrary<Ports> | undefined;
  beforeAll(
    async () => {
      library = await loadVerilog<Ports>({ ...design, coverage: kinds, trace });
    },
    1000 * (settings.buildSeconds ?? 300),
  );
  const named = new Map<string, number>();
  const registers =
    (register: (title: string, run: TestFunction, timeout?: number) => void): Registers<Ports> =>
    (name, body, options = {}) => {
      const ordinal = named.get(name) ?? 0;
      named.set(name, ordinal + 1);
      for (const seed of seedsToRun(options)) {
        const run: TestFunction = ({ task }) => {
          if (library === undefined) throw new Error(`The design '${design.top}' was not built.`);
          runSimulation(library, body, {
            file: testFile(),
            title: fullName(task.suite, name),
            ordinal,
            seed,
            reset: settings.reset,
            maximumCycles: options.maximumCycles,
            milliseconds: task.timeout,
            ends: options.ends,
            waves,
            waveSuffix: trace === 'fst' ? 'fst' : 'vcd',
            coverage,
            repeat: repeatCommand(seed, fullName(task.suite, task.name)),
          });
        };
        register((options.seeds ?? 1) > 1 ? `${name} (seed ${seed})` : name, run, options.timeout);
      }
    };
  const variants = {
    only: registers(test.only),
    skip: registers(test.skip),
    fails: registers(test.fails),
  };
  return Object.assign(registers(test), variants);
}
