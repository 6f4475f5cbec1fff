// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findCocotb } from '../cocotb/find-cocotb.ts';
import { buildBareLoop } from './bare-loop.ts';
import { runCocotb } from './cocotb-contender.ts';
import type { DesignName } from './designs.ts';

const run = promisify(execFile);

export interface Measurement {
  /** CPU time of the whole process while the cycles ran, all threads. */
  readonly seconds: number;
  /** What came of the cycles: equal for all that see the same stimulus. */
  readonly outcome: string;
}

/** The medians of one design, by contender. */
export interface DesignRow {
  readonly design: DesignName;
  readonly contender: string;
  /** Clock cycles per CPU second, median of all rounds. */
  readonly cyclesPerSecond: number;
}

export const bareLoop = 'bare C++ loop';
export const cocotbContender = 'cocotb 2.1';

/** The synchronous run once more, every operation compared with the reference model. */
export const comparison = 'synchronous, compared with the model';

const inNode: Readonly<Record<DesignName, readonly string[]>> = {
  fifo: ['synchronous', '2 tasks', '8 tasks', '8 tasks, 6 waiting', '8 native channels'],
  bank: ['synchronous', '2 tasks', '8 tasks', '8 tasks, 6 waiting', '8 native channels'],
  gateway: ['synchronous', '2 tasks', '8 tasks', '8 tasks, 6 waiting', comparison],
};

/** Cycles of one run, enough for compilers that compile while they run. cocotb gets a few of them. */
const runCycles: Readonly<Record<DesignName, number>> = {
  fifo: 5_000_000,
  bank: 2_000_000,
  gateway: 1_000_000,
};
const cocotbCycles = 20_000;

/** The contenders of a design, the bare loop first. */
export function contendersOf(design: DesignName): readonly string[] {
  return [bareLoop, ...inNode[design], cocotbContender];
}

async function inOwnProcess(design: DesignName, contender: string, cycles: number): Promise<Measurement> {
  const worker = join(import.meta.dirname, 'worker.ts');
  const { stdout } = await run(process.execPath, [
    '--import',
    'tsx',
    worker,
    design,
    contender,
    String(cycles),
  ]);
  return JSON.parse(stdout);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Runs all contenders of a design in turns, so that what else the machine does falls on all of them.
 *
 * @throws Error when two contenders with the same stimulus come to different outcomes
 */
export async function measureDesign(
  design: DesignName,
  rounds: number,
  say: (line: string) => void,
): Promise<DesignRow[]> {
  const { python, missing } = await findCocotb();
  if (missing !== undefined) throw new Error(missing);
  const program = await buildBareLoop(design);
  const cycles = runCycles[design];
  const rates = new Map<string, number[]>(contendersOf(design).map((contender) => [contender, []]));
  const outcomes = new Map<string, string>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const [contender, list] of rates) {
      const count = contender === cocotbContender ? cocotbCycles : cycles;
      const { seconds, outcome } =
        contender === bareLoop
          ? (JSON.parse((await run(program, [String(count)])).stdout) as Measurement)
          : contender === cocotbContender
            ? await runCocotb(python, design, count)
            : await inOwnProcess(design, contender, count);
      list.push(count / seconds);
      outcomes.set(contender, outcome);
      say(`${design}, round ${round} of ${rounds}: ${contender}`);
    }
  }
  const expected = outcomes.get(bareLoop) ?? '';
  for (const [contender, outcome] of outcomes) {
    // Channels check beats, not every cycle; cocotb runs fewer cycles, and is compared with the bare loop at as many.
    const wanted =
      contender === cocotbContender
        ? (JSON.parse((await run(program, [String(cocotbCycles)])).stdout) as Measurement).outcome
        : expected;
    if (!wanted.startsWith(outcome)) {
      throw new Error(
        `'${contender}' on '${design}' came to ${outcome}, the bare loop to ${wanted}; they must see the same.`,
      );
    }
  }
  return [...rates].map(([contender, list]) => ({ design, contender, cyclesPerSecond: median(list) }));
}
