// SPDX-License-Identifier: Apache-2.0
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type ConfigurationInput, presets } from '../../hdl-gen/configuration/index.ts';
import { runPythonTest } from '../cocotb/run-python-test.ts';
import type { FolderDesign } from '../support/designs.ts';

const module = join(import.meta.dirname, 'python', 'test_bus');

/** What models of others drive: the register ports behind each bus, and the streams of a block. */
export const foreignInterfaces = [
  'axi4-lite',
  'wishbone-classic',
  'wishbone-pipelined',
  'apb',
  'axi4-stream',
] as const;

export type ForeignInterface = (typeof foreignInterfaces)[number];

/** Whose models they are. */
export const foreignModels: Readonly<Record<ForeignInterface, string>> = {
  'axi4-lite': 'cocotbext-axi',
  'wishbone-classic': 'cocotbext-wishbone',
  'wishbone-pipelined': 'cocotbext-wishbone',
  apb: 'cocotbext-axi',
  'axi4-stream': 'cocotbext-axi',
};

const count = z.int().min(0);
const report = z.object({
  reads: count,
  writes: count,
  errors: count,
  transfers: count,
  messages: count,
  bytes: count,
  misuses: z.record(z.string(), count),
  phases: count,
  resets: count,
  cycles: count,
});

/** What went over the ports of a block in a run: accesses of one word, transfers on streams, and what came of them. */
export type BusReport = z.output<typeof report>;

/** The accesses of a run, or the transfers where streams are what it is about. */
export function transactionsOf(tried: ForeignInterface, { reads, writes, transfers }: BusReport): number {
  return tried === 'axi4-stream' ? transfers : reads + writes;
}

/** The small block that is driven. */
export function busConfiguration(tried: ForeignInterface): ConfigurationInput {
  return { ...presets['tiny-channel'], bus: busOf(tried) };
}

const busOf = (tried: ForeignInterface) => (tried === 'axi4-stream' ? 'axi4-lite' : tried);

/** What a run is about. */
export interface BusRun {
  readonly tried: ForeignInterface;
  readonly seed: number;
  readonly transactions: number;
  /** Inputs that are set once and for all, by name. */
  readonly inputs?: Readonly<Record<string, number>>;
}

/**
 * Drives a block of that configuration by models of others until so many transactions have been made.
 *
 * @throws CocotbError when the scoreboard or a model finds a fault, or nothing tells that none was found
 */
export async function runBus(
  design: Pick<FolderDesign, 'manifest' | 'folder'>,
  { tried, seed, transactions, inputs = {} }: BusRun,
  {
    python,
    outputFolder,
    timeoutSeconds,
  }: { readonly python: string; readonly outputFolder: string; readonly timeoutSeconds: number },
): Promise<BusReport> {
  const file = join(resolve(outputFolder), 'report.json');
  await rm(file, { force: true });
  await runPythonTest(design, {
    python,
    module,
    setting: {
      bus: busOf(tried),
      streams_alone: tried === 'axi4-stream',
      seed,
      transactions,
      inputs,
      report: file,
    },
    outputFolder,
    timeoutSeconds,
  });
  return report.parse(JSON.parse(await readFile(file, 'utf8')));
}
