// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { contentKey } from '../../sim/harness/cache-files.ts';
import { readPorts } from '../../sim/harness/index.ts';
import { readResults } from '../cocotb/results-xml.ts';
import { type DesignName, designOf, queueArithmetic } from './designs.ts';
import type { Measurement } from './measure.ts';

const builds = join(import.meta.dirname, '..', '..', '.cache', 'simulation-speed');

/**
 * Its model is optimized as much as the harness does it; by itself Verilator asks for small code. What Verilator is asked for stays
 * what the runner asks for: with the options of the harness the gateway is slower by a third.
 */
const makeVariables = 'OPT_FAST=-O2 OPT_SLOW=-O2 OPT_GLOBAL=-O2';

/** Runs the same stimulus and checks by cocotb. The runner's exit status says nothing: its results are read. */
export async function runCocotb(python: string, name: DesignName, cycles: number): Promise<Measurement> {
  const design = await designOf(name);
  const folder = join(builds, `cocotb-${name}-${contentKey([makeVariables])}`);
  await mkdir(folder, { recursive: true });
  const report = join(folder, 'report.json');
  const results = join(folder, 'results.xml');
  for (const file of [report, results]) await rm(file, { force: true });
  const ports = await readPorts(design);
  const setting = {
    cycles,
    report,
    make_variables: makeVariables,
    testcase: name === 'gateway' ? 'gateway' : 'queue',
    parameters: design.parameters ?? {},
    ignored_warnings: design.ignoredWarnings ?? [],
    inputs: ports
      .filter((port) => port.direction === 'input' && port.name !== 'clk')
      .map((port) => port.name),
    ...(name === 'gateway' ? {} : queueArithmetic[name]),
  };
  const { all } = await execa(
    python,
    [
      join(import.meta.dirname, 'cocotb', 'run.py'),
      JSON.stringify(setting),
      results,
      design.top,
      folder,
      ...design.files,
    ],
    { all: true, reject: false, timeout: 900_000 },
  );
  const text = await readFile(results, 'utf8').catch(() => undefined);
  const { passed, failed } =
    text === undefined ? { passed: 0, failed: ['it left no results'] } : readResults(text);
  if (passed === 0 || failed.length > 0) {
    const last = (all ?? '').trimEnd().split('\n').slice(-12).join('\n');
    throw new Error(`cocotb on '${name}': ${failed.join('; ')}\n${last}`);
  }
  return JSON.parse(await readFile(report, 'utf8'));
}
