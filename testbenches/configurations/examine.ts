// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { type Configuration, configurationDigest } from '../../hdl-gen/configuration/index.ts';
import type { CheckSummary } from '../../sim/checker/index.ts';
import { buildModel, loadModel } from '../../sim/harness/index.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { runNoise } from '../checker/bus/noise-run.ts';
import { comparedOperations, deliveredMessages, type RandomRun, runRandomly } from '../checker/random-run.ts';
import { generateInto } from '../support/generated-folder.ts';
import { findLinters } from './lint.ts';

/** What is to be done with a configuration. */
export interface Examination {
  readonly configuration: Configuration;
  /** Of the traffic. */
  readonly seed: number;
  /** Operations to compare, at least. */
  readonly operations: number;
}

/** What was compared in all runs of a design. */
export interface OperationCounts {
  readonly operations: number;
  readonly areaOperations: number;
  readonly messages: number;
  readonly windowAccesses: number;
  readonly registerAccesses: number;
  readonly cycles: number;
}

/** A configuration that generates, that no tool complains about, that builds, and whose traffic makes no difference. */
export interface Examined extends OperationCounts {
  readonly digest: string;
  readonly linters: readonly string[];
}

/** A tool complains about the Verilog of a configuration. */
export class LintError extends Error {
  override readonly name = 'LintError';
}

/** Cycles with anything at the pins of buses. */
const mostNoise = 4_000;

type Habits = Omit<RandomRun, 'seed' | 'cycles' | 'operations'>;

/** Kinds of traffic, and the share of the operations that each has. */
const traffic: readonly (Habits & { readonly share: number })[] = [
  { share: 0.2, stall: 0.1, hostility: 0, commandRate: 0, registerRate: 0.05, resets: 0 },
  { share: 0.4, stall: 0.2, hostility: 0.15, commandRate: 0.3, registerRate: 0.05, resets: 0 },
  { share: 0.4, stall: 0.4, hostility: 0.2, commandRate: 0.5, registerRate: 0.05, resets: 0.001 },
];

/**
 * Generates, lints, builds and runs one configuration.
 *
 * @param folder gets the Verilog
 * @param say is told what is being done
 * @throws LintError, ModelBuildError, DifferenceError, or RestlessError
 */
export async function examine(
  { configuration, seed, operations }: Examination,
  folder: string,
  say: (step: string) => void = () => {},
): Promise<Examined> {
  say('generating');
  const { manifest: generated } = generateInto(folder, configuration);
  const verilog = generated.modules.map(({ file }) => file);
  const linters = await findLinters();
  for (const { tool, complaints } of linters) {
    say(`${tool} reads it`);
    const said = await complaints(verilog, generated.top, folder);
    if (said !== '') throw new LintError(`${tool} complains about ${generated.top}:\n${said}`);
  }
  say('building');
  const manifest = parseManifest(JSON.stringify(generated), 'the generated manifest');
  const library = loadModel(
    await buildModel({
      top: manifest.top,
      files: manifest.modules.map(({ file }) => join(folder, file)),
      visible: manifest.probes,
    }),
  );
  const summaries = traffic.map(({ share, ...habits }, index) => {
    say(`traffic ${index + 1} of ${traffic.length}`);
    const model = library.create({ seed });
    try {
      // Parties that trust each other keep to the rules.
      const hostility = configuration.hardening === 'off' ? 0 : habits.hostility;
      const wanted = Math.ceil(share * operations);
      return runRandomly(model, manifest, { ...habits, hostility, seed, cycles: 0, operations: wanted });
    } finally {
      model.dispose();
    }
  });
  // Nobody there keeps to any rules of the parties.
  if (configuration.bus !== 'native' && configuration.hardening === 'on') {
    say('anything at the pins of its buses');
    const model = library.create({ seed });
    try {
      const cycles = Math.min(operations, mostNoise);
      summaries.push(runNoise(model, manifest, { seed, cycles, stall: 0.2, resets: 0.001 }));
    } finally {
      model.dispose();
    }
  }
  const tools = linters.map(({ tool }) => tool);
  return { digest: configurationDigest(configuration), linters: tools, ...countAll(summaries) };
}

function countAll(summaries: readonly CheckSummary[]): OperationCounts {
  const sum = (count: (summary: CheckSummary) => number) =>
    summaries.reduce((total, summary) => total + count(summary), 0);
  return {
    operations: sum(comparedOperations),
    areaOperations: sum(({ operations }) => operations.answered),
    messages: sum(deliveredMessages),
    windowAccesses: sum(({ accesses }) => accesses.window),
    registerAccesses: sum(({ accesses }) => accesses.register),
    cycles: sum(({ cycles }) => cycles),
  };
}
