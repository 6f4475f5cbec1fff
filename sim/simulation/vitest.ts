// SPDX-License-Identifier: Apache-2.0
// Tests of a Verilog design in a few lines of vitest.
import { relative } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
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
  /** Milliseconds after which vitest gives up; as configured there if not given. */
  readonly timeout?: number;
}

/** Registers a test; its body is a task. */
export type SimulationTest<Ports> = (
  name: string,
  body: SimulationBody<Ports>,
  options?: SimulationTestOptions,
) => void;

/** A variable of the environment; an empty one is none. */
function setting(name: string): string | undefined {
  return process.env[name] || undefined;
}

function seedsToRun({ seeds = 1 }: SimulationTestOptions): number[] {
  const wanted = setting('BATON_SEED');
  if (wanted !== undefined) return [Number(wanted)];
  return Array.from({ length: seeds }, (_, index) => index + 1);
}

function repeatCommand(seed: number): string {
  const { testPath = '', currentTestName = '' } = expect.getState();
  const name = JSON.stringify(currentTestName.replace(/ \(seed \d+\)$/, '').replaceAll(' > ', ' '));
  return `BATON_SEED=${seed} BATON_WAVES=waves npx vitest run ${relative(process.cwd(), testPath)} -t ${name}`;
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
  return (name, body, options = {}) => {
    for (const seed of seedsToRun(options)) {
      const title = (options.seeds ?? 1) > 1 ? `${name} (seed ${seed})` : name;
      const run = (): void => {
        if (library === undefined) throw new Error(`The design '${design.top}' was not built.`);
        runSimulation(library, body, {
          title: expect.getState().currentTestName ?? title,
          seed,
          reset: settings.reset,
          maximumCycles: options.maximumCycles,
          waves,
          waveSuffix: trace === 'fst' ? 'fst' : 'vcd',
          coverage,
          repeat: repeatCommand(seed),
        });
      };
      test(title, run, options.timeout);
    }
  };
}
