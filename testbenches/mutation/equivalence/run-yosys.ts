// SPDX-License-Identifier: Apache-2.0
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { nothing, problemFile, proverFile, proverScript, reducedFile, statusFile } from './proof-script.ts';

const PROOF_TIMEOUT = 120_000;

/** Whether all of these checks, which end with an error otherwise, succeed. */
export async function holdsAll(yosys: string, folder: string, scripts: readonly string[]): Promise<boolean> {
  for (const script of scripts) {
    await writeFile(join(folder, 'check.ys'), script);
    const run = await execa(yosys, ['-q', 'check.ys'], {
      cwd: folder,
      reject: false,
      all: true,
      timeout: PROOF_TIMEOUT,
    });
    if (run.exitCode === 0) continue;
    if (run.timedOut || /proof did fail/.test(run.all)) return false;
    throw new Error(`The check did not run (${yosys} check.ys, exit status ${run.exitCode}):\n${run.all}`);
  }
  return true;
}

/** What the prover says about a property. */
export type Answer = 'holds' | 'fails' | 'unknown';

export async function decideAll(yosys: string, folder: string, scripts: readonly string[]): Promise<Answer> {
  for (const script of scripts) {
    const answer = await decide(yosys, folder, script);
    if (answer !== 'holds') return answer;
  }
  return 'holds';
}

async function decide(yosys: string, folder: string, script: string): Promise<Answer> {
  await Promise.all([
    ...[problemFile, reducedFile, statusFile].map((file) => rm(join(folder, file), { force: true })),
    writeFile(join(folder, 'proof.ys'), script),
    writeFile(join(folder, proverFile), proverScript),
    writeFile(join(folder, 'nothing.v'), nothing),
  ]);
  // The prover replaces the design it was called with, which Yosys ends with an error: what counts are the files.
  const run = await execa(yosys, ['-q', 'proof.ys'], {
    cwd: folder,
    reject: false,
    all: true,
    timeout: PROOF_TIMEOUT,
  });
  const [status, reduced] = await Promise.all([
    readFile(join(folder, statusFile), 'latin1').catch(() => undefined),
    readFile(join(folder, reducedFile), 'latin1').catch(() => undefined),
  ]);
  if (run.timedOut) return 'unknown';
  if (reduced === undefined || status === undefined) {
    throw new Error(`The proof did not run (${yosys} proof.ys, exit status ${run.exitCode}):\n${run.all}`);
  }
  if (status.startsWith('snl_UNSAT')) return 'holds';
  if (status.startsWith('snl_SAT')) return 'fails';
  return answerOfConstant(reduced);
}

/** The prover says nothing about an output that has become a constant. */
function answerOfConstant(aiger: string): Answer {
  const [header = '', output] = aiger.split('\n');
  const [, , , latches, , gates] = header.split(' ');
  if (latches !== '0' || gates !== '0') return 'unknown';
  return output === '0' ? 'holds' : 'fails';
}
