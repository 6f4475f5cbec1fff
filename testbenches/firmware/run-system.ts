// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../sim/harness/index.ts';
import { cores, FirmwareError, type Report, readReport } from './reports.ts';

/** The words of the three programs, in the order of the cores. */
export type Programs = readonly [client: Uint32Array, kernel: Uint32Array, server: Uint32Array];

/** What watches a run besides its reports. */
export interface Watcher {
  /** Sees each cycle after it has settled. */
  sample(): void;
}

export interface RunOptions {
  /** Cycles from the start of the cores in which they must be done. */
  readonly mostCycles: number;
  readonly watcher?: Watcher;
  /** Called with the number of calls that have returned, now and then. */
  readonly onProgress?: (calls: number) => void;
}

const settlingCycles = 2000;
const callsBetweenProgress = 100;

/**
 * Loads three programs into their cores and runs the system until all have said that they are done.
 *
 * @param reset whether the system has a block, which gets a reset and has to be ready
 * @throws FirmwareError when a program finds something wrong, a core stops, or time is up
 */
export function runSystem(
  model: Model,
  programs: Programs,
  { mostCycles, watcher, onProgress }: RunOptions,
  reset: boolean,
): readonly Report[] {
  const port = (name: string) => model.port(name);
  const step = () => {
    model.settle();
    watcher?.sample();
    model.edge();
  };
  const run = port('run');
  run.value = 0;
  if (reset) {
    port('rst').value = 1;
    step();
    step();
    port('rst').value = 0;
  }
  programs.forEach((words, core) => {
    port('load_valid').value = 1 << core;
    words.forEach((word, index) => {
      port('load_word').value = index;
      port('load_data').value = word;
      step();
    });
  });
  port('load_valid').value = 0;
  step();
  run.value = 1;

  const reports: Report[] = [];
  const [valid, data, cycle, busy, trap] = [
    port('report_valid'),
    port('report_data'),
    port('cycle'),
    port('kernel_busy'),
    port('trap'),
  ];
  let working = 0b111;
  let calls = 0;

  function take(core: number): void {
    const word = Number((data.read() >> BigInt(32 * core)) & 0xffff_ffffn);
    const report = readReport(core, word, cycle.value, busy.value);
    reports.push(report);
    if (report.name === 'fault') {
      throw new FirmwareError(
        `The ${report.core}'s firmware finds something wrong in cycle ${report.cycle}: line ${report.number} of its program.`,
      );
    }
    if (report.name === 'done') working &= ~(1 << core);
    if (report.name === 'end' && ++calls % callsBetweenProgress === 0) onProgress?.(calls);
  }

  for (let passed = 0; working !== 0; passed += 1) {
    if (passed >= mostCycles) {
      throw new FirmwareError(
        `After ${mostCycles} cycles ${calls} calls have returned, and not all are done.`,
      );
    }
    model.settle();
    watcher?.sample();
    const reported = valid.value;
    if (reported !== 0)
      for (let core = 0; core < cores.length; core += 1) if ((reported >> core) & 1) take(core);
    if (trap.value !== 0)
      throw new FirmwareError(`A core has stopped in cycle ${cycle.value}: ${trap.value}.`);
    model.edge();
  }
  for (let passed = 0; passed < settlingCycles; passed += 1) step();
  return reports;
}
