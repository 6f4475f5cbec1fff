// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckSummary } from '../../sim/checker/index.ts';
import { buildModel, loadModel } from '../../sim/harness/index.ts';
import { describeDesign } from '../../sim/session/design-folder.ts';
import { withRepeat } from '../checker/random-run.ts';
import type { FolderDesign } from '../support/designs.ts';
import { compareTranscripts, describeTranscriptDifference } from './compare-transcripts.ts';
import { runOnCocotb } from './run-cocotb.ts';
import { runOnHarness } from './run-harness.ts';
import { CocotbError } from './run-python-test.ts';
import { settingOf } from './setting.ts';

/** The engines saw different things, or cocotb found a fault, or could not run. */
export class EngineFaultError extends Error {
  override readonly name = 'EngineFaultError';
}

/** What became of a seed on both engines. */
export interface EngineComparison {
  /** Of the harness's checker. */
  readonly summary: CheckSummary;
  /** Lines of the harness's transcript. */
  readonly events: number;
  /** Undefined where both transcripts are equal and both models agree with the design. */
  readonly fault: string | undefined;
}

/**
 * Runs a seed on the harness and on cocotb, and compares what both saw at the ports.
 *
 * @throws DifferenceError from the checker of the harness
 */
export async function runOnBothEngines(
  design: Pick<FolderDesign, 'manifest' | 'folder'>,
  { seed, cycles }: { readonly seed: number; readonly cycles: number },
  options: {
    /** Interpreter that has cocotb. */
    readonly python: string;
    /** Receives transcripts, results and log. */
    readonly outputFolder: string;
    /** The command that repeats the run. */
    readonly repeat: string;
    /** Waveform to record on the harness. */
    readonly waves?: string | undefined;
    readonly say?: (line: string) => void;
  },
): Promise<EngineComparison> {
  const { python, outputFolder, repeat, waves, say = () => {} } = options;
  const { manifest, folder } = design;
  await mkdir(outputFolder, { recursive: true });
  const setting = settingOf(manifest, seed, cycles);
  say('harness');
  const model = loadModel(
    await buildModel(await describeDesign(manifest, folder, waves !== undefined)),
  ).create({ seed });
  if (waves !== undefined) model.openTrace(waves);
  let harness: ReturnType<typeof runOnHarness>;
  try {
    harness = withRepeat(repeat, () => runOnHarness(model, manifest, setting));
  } finally {
    model.closeTrace();
    model.dispose();
  }
  const { lines, summary } = harness;
  await writeFile(join(outputFolder, 'transcript-harness.txt'), `${lines.join('\n')}\n`);
  const common = { summary, events: lines.length };
  say('cocotb');
  try {
    const difference = compareTranscripts(
      lines,
      (await runOnCocotb(python, design, setting, outputFolder)).lines,
    );
    return { ...common, fault: difference && describeTranscriptDifference(difference) };
  } catch (error) {
    if (error instanceof CocotbError) return { ...common, fault: error.message };
    throw error;
  }
}
