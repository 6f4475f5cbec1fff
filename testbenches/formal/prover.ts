// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { blockFiles, proofScript, proofText } from './proof-design.ts';
import type { ProofTools } from './proof-tools.ts';
import { type Conclusion, propertiesText } from './property.ts';
import type { Target } from './targets.ts';

/** A question to the solver: do the assertions hold from every reset on, or from every state that they describe? */
export type Question = { readonly kind: 'base' | 'step'; readonly cycles: number };

/** The answer, with the labels of the assertions that fail in the counterexample. */
export interface Answer {
  readonly holds: boolean;
  readonly failing: readonly string[];
}

/** A tool did not do its work, so that nothing is known. */
export class ProofError extends Error {
  override readonly name = 'ProofError';
}

/** The solver did not answer in time: nothing is proved and nothing is refuted. */
export class UndecidedError extends Error {
  override readonly name = 'UndecidedError';
}

/** A block with its properties, as the solver reads it. */
export interface Problem {
  ask(question: Question, timeoutSeconds: number): Promise<Answer>;
  remove(): Promise<void>;
}

const YOSYS_SECONDS = 300;
const problemFile = 'problem.smt2';

/**
 * Hands a block and its properties to Yosys.
 *
 * @param edit may change the text of an emitted file before it is read
 * @throws ProofError when Yosys refuses the text
 */
export async function createProblem(
  tools: ProofTools,
  { trees, taps, sets, assumptions }: Target,
  conclusion: Conclusion,
  edit: (text: string, file: string) => string = (text) => text,
): Promise<Problem> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-prove-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const files = new Map([...blockFiles(trees)].map(([file, text]) => [file, edit(text, file)]));
    files.set(
      'baton_properties.v',
      propertiesText(
        taps,
        sets.map(({ memory }) => memory),
        conclusion,
        assumptions,
      ),
    );
    files.set('baton_proof.v', proofText(trees, taps));
    const script = proofScript([...files.keys()], taps, problemFile);
    await Promise.all(
      [...files, ['proof.ys', script] as const].map(([file, text]) => writeFile(join(folder, file), text)),
    );
    const { all, exitCode } = await execa(tools.yosys, ['-q', 'proof.ys'], {
      cwd: folder,
      all: true,
      reject: false,
      stdin: 'ignore',
      timeout: YOSYS_SECONDS * 1000,
    });
    if (exitCode !== 0 || all !== '')
      throw new ProofError(`Yosys does not read the proof (exit status ${exitCode}):\n${all}`);
  } catch (error) {
    await remove();
    throw error;
  }
  return { ask: (question, timeoutSeconds) => ask(tools, folder, question, timeoutSeconds), remove };
}

async function ask(
  { smtbmc, solver }: ProofTools,
  folder: string,
  { kind, cycles }: Question,
  timeoutSeconds: number,
): Promise<Answer> {
  const induction = kind === 'step' ? ['-i'] : [];
  const options = ['--unroll', '--noprogress', '-s', 'yices', '-t', String(cycles), ...induction];
  const { all, timedOut } = await execa(smtbmc, [...options, problemFile], {
    cwd: folder,
    env: { PATH: `${solver}:${process.env.PATH ?? ''}` },
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: timeoutSeconds * 1000,
    forceKillAfterDelay: 2_000,
  });
  if (timedOut)
    throw new UndecidedError(
      `the solver did not answer within ${timeoutSeconds} s (${kind}, ${cycles} cycles)`,
    );
  const status = /Status: (PASSED|FAILED)/.exec(all)?.[1];
  const failing = [...all.matchAll(/Assert failed in .*: u_properties\.(\w+)/g)].map(([, label]) => label!);
  // Without a verdict, or with a failure that names no assertion, the tools failed and not the property.
  if (status === undefined || (status === 'FAILED' && failing.length === 0)) {
    throw new ProofError(`${basename(smtbmc)} gave no verdict:\n${all}`);
  }
  return { holds: status === 'PASSED', failing: [...new Set(failing)] };
}
