// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ModuleTree } from '../../../hdl-gen/language/index.ts';
import type { Mutant } from '../mutants/draw-mutants.ts';
import { withMutant } from '../mutants/mutated-trees.ts';
import { differenceOutput, withDifferenceOutput } from './difference-output.ts';
import { enclosingModules, parameterSets } from './enclosing-modules.ts';
import {
  equivalenceScript,
  nothing,
  problemFile,
  proverFile,
  proverScript,
  reachabilityScript,
  reducedFile,
  statusFile,
} from './proof-script.ts';
import { cutMemories, textAfterReset } from './proof-tree.ts';

export type Verdict = 'equivalent' | 'different' | 'undecided';

export interface Proof {
  readonly verdict: Verdict;
  /** The module at whose ports the two designs were compared. */
  readonly comparedAt: string;
}

const PROOF_TIMEOUT = 120_000;

/**
 * Asks Yosys whether a mutant can ever be told from the design as it was: whether what it changes ever has another value,
 * and whether the ports ever differ. First with free inputs at the module of the mutant, then at the next larger one that
 * contains all its instances, up to the top.
 *
 * @param yosys the command
 * @param trees leaves first, the top last
 */
export async function proveEquivalent(
  yosys: string,
  trees: readonly ModuleTree[],
  mutant: Mutant,
  levels = enclosingModules(trees, mutant.module),
): Promise<Proof> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-proof-'));
  try {
    const { gold, gate, marked } = await writeDesigns(folder, trees, mutant);
    let verdict: Verdict = 'undecided';
    for (const top of levels) {
      const sets = parameterSets(trees, top);
      const never = sets.map((set) => reachabilityScript(top, set, marked, differenceOutput));
      if (mutant.site.role !== 'reset value' && (await decideAll(yosys, folder, never)) === 'holds') {
        return { verdict: 'equivalent', comparedAt: `${top}, unreachable` };
      }
      const equal = sets.map((set) => equivalenceScript(top, set, gold, gate));
      const answer = await decideAll(yosys, folder, equal);
      if (answer === 'holds') return { verdict: 'equivalent', comparedAt: top };
      verdict = answer === 'fails' ? 'different' : 'undecided';
    }
    return { verdict, comparedAt: levels.at(-1)! };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeDesigns(folder: string, trees: readonly ModuleTree[], mutant: Mutant) {
  const write = async (side: string, written: readonly ModuleTree[]): Promise<string[]> => {
    const names = written.map(({ definition }) => `${side}_${definition.name}.v`);
    await Promise.all(
      written.map((tree, index) => writeFile(join(folder, names[index]!), textAfterReset(tree))),
    );
    return names;
  };
  const mutated = trees.map((tree) =>
    tree.definition.name === mutant.module ? withMutant(tree, mutant) : tree,
  );
  return {
    gold: await write('gold', cutMemories(trees)),
    gate: await write('gate', cutMemories(mutated)),
    marked: await write('marked', cutMemories(withDifferenceOutput(trees, mutant))),
  };
}

/** What the prover says about a property. */
type Answer = 'holds' | 'fails' | 'unknown';

async function decideAll(yosys: string, folder: string, scripts: readonly string[]): Promise<Answer> {
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
