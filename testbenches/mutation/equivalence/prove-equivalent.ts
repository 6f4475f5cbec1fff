// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Expression, ModuleTree } from '../../../hdl-gen/language/index.ts';
import type { Mutant } from '../mutants/draw-mutants.ts';
import { withMutant } from '../mutants/mutated-trees.ts';
import { differenceOutput, withDifferenceOutput } from './difference-output.ts';
import { enclosingModules, type ParameterValues, parameterSets } from './enclosing-modules.ts';
import { equivalenceScript, reachabilityScript, settlingScript } from './proof-script.ts';
import { cutMemories, textAfterReset } from './proof-tree.ts';
import { decideAll, holdsAll } from './run-yosys.ts';
import { changesReading, withUnreadData } from './unread-data.ts';
import { isUnread } from './unread-signals.ts';

export type Verdict = 'equivalent' | 'different' | 'undecided';

export interface Proof {
  readonly verdict: Verdict;
  /** The module at whose ports the two designs were compared, and what else the proof rests on. */
  readonly comparedAt: string;
}

/** One way to show that a mutant makes no difference at the ports of a module. */
interface Way {
  /** What it shows. */
  readonly finding: string;
  readonly holds: (top: string, sets: readonly ParameterValues[]) => Promise<boolean>;
}

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
  if (isUnread(trees, mutant)) return { verdict: 'equivalent', comparedAt: 'no output depends on it' };
  const folder = await mkdtemp(join(tmpdir(), 'baton-proof-'));
  try {
    const mutated = trees.map((tree) =>
      tree.definition.name === mutant.module ? withMutant(tree, mutant) : tree,
    );
    const prover: Prover = { yosys, folder };
    const ways = await waysOf(prover, trees, mutated, mutant);
    const gold = await writeDesign(folder, 'gold', cutMemories(trees));
    const gate = await writeDesign(folder, 'gate', cutMemories(mutated));
    let verdict: Verdict = 'undecided';
    for (const top of levels) {
      const sets = parameterSets(trees, top);
      for (const { finding, holds } of ways) {
        if (await holds(top, sets)) return { verdict: 'equivalent', comparedAt: `${top}, ${finding}` };
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

interface Prover {
  readonly yosys: string;
  readonly folder: string;
}

/** What can be shown of a mutant without comparing two designs for all time, which is tried first. */
async function waysOf(
  { yosys, folder }: Prover,
  trees: readonly ModuleTree[],
  mutated: readonly ModuleTree[],
  mutant: Mutant,
): Promise<Way[]> {
  const write = (side: string, written: readonly ModuleTree[]) => writeDesign(folder, side, written);
  if (mutant.site.role === 'reset value') {
    const before = await write('bare_gold', cutMemories(trees, 0));
    const after = await write('bare_gate', cutMemories(mutated, 0));
    return [
      {
        finding: 'overwritten',
        holds: (top, sets) =>
          holdsAll(
            yosys,
            folder,
            sets.map((set) => settlingScript(top, set, before, after, resetOf(trees))),
          ),
      },
    ];
  }
  const never = async (side: string, differs?: Expression) => {
    const marked = await write(side, cutMemories(withDifferenceOutput(trees, mutant, differs)));
    return async (top: string, sets: readonly ParameterValues[]) => {
      const scripts = sets.map((set) => reachabilityScript(top, set, marked, differenceOutput));
      return (await decideAll(yosys, folder, scripts)) === 'holds';
    };
  };
  const unreachable: Way = { finding: 'unreachable', holds: await never('marked') };
  if (!changesReading(trees, mutant)) return [unreachable];

  const isMissed = await never('missed', mutant.before.and(mutant.after.not()));
  const one = await write('one', cutMemories(withUnreadData(trees, mutant, 'one')));
  const other = await write('other', cutMemories(withUnreadData(trees, mutant, 'other')));
  const isUnused = async (top: string, sets: readonly ParameterValues[]) => {
    const scripts = sets.map((set) => equivalenceScript(top, set, one, other));
    return (await decideAll(yosys, folder, scripts)) === 'holds';
  };
  return [
    unreachable,
    {
      finding: 'read in vain',
      holds: async (top, sets) => (await isMissed(top, sets)) && (await isUnused(top, sets)),
    },
  ];
}

/** Writes a design into a folder; returns the names of its files. */
async function writeDesign(folder: string, side: string, trees: readonly ModuleTree[]): Promise<string[]> {
  const names = trees.map(({ definition }) => `${side}_${definition.name}.v`);
  await Promise.all(trees.map((tree, index) => writeFile(join(folder, names[index]!), textAfterReset(tree))));
  return names;
}

function resetOf(trees: readonly ModuleTree[]): string {
  const reset = trees.at(-1)!.ports.find(({ signal }) => signal.role === 'reset');
  if (reset === undefined) throw new Error('The top has no reset.');
  return reset.signal.name;
}
