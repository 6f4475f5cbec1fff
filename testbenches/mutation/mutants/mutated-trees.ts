// SPDX-License-Identifier: Apache-2.0

import { combinationalPaths } from '../../../hdl-gen/language/checks/loops.ts';
import { choose, DesignError, type ModuleTree } from '../../../hdl-gen/language/index.ts';
import { Signal } from '../../../hdl-gen/language/signal.ts';
import type { Mutant } from './draw-mutants.ts';
import { mapExpressions } from './map-expressions.ts';

/** Bits of the input that chooses the mutant. */
export const selectBits = 16;

/** The input of the top that chooses the mutant; 0 is the design as it was. */
export const selectPort = 'mutant';

/**
 * All mutants of a design in one, so that it is compiled once: an input of the top says which of them is active. Every
 * module looks at that input by its hierarchical name.
 *
 * @param trees leaves first, the top last
 */
export function withMutants(trees: readonly ModuleTree[], mutants: readonly Mutant[]): ModuleTree[] {
  const top = trees.at(-1)!;
  const below = new Signal(`${top.definition.name}.${selectPort}`, 'wire', selectBits, '');
  const atTop = new Signal<'input'>(selectPort, 'input', selectBits, 'the mutant that is active, 0 for none');
  return trees.map((tree) => {
    const select = tree === top ? atTop : below;
    const mine = mutants.filter(({ module }) => module === tree.definition.name);
    const mapped = mapExpressions(tree, (site, expression) =>
      mine
        .filter((mutant) => mutant.site.index === site.index)
        .reduce((other, { id, after }) => choose(select.eq(id), after, other), expression),
    );
    return tree === top
      ? { ...mapped, ports: [...mapped.ports, { signal: atTop, group: 'mutants' }] }
      : mapped;
  });
}

/** One module with one mutant for good. */
export function withMutant(tree: ModuleTree, mutant: Mutant): ModuleTree {
  return mapExpressions(tree, (site, expression) =>
    site.index === mutant.site.index ? mutant.after : expression,
  );
}

/**
 * Whether no signal depends on itself without a register between, even if all mutants could be active at once. A design
 * with such a loop has no defined behaviour.
 */
export function isFreeOfLoops(trees: readonly ModuleTree[], mutants: readonly Mutant[]): boolean {
  const paths = new Map();
  try {
    for (const tree of withMutants(trees, mutants)) {
      paths.set(tree.definition, combinationalPaths(tree, paths));
    }
    return true;
  } catch (error) {
    if (error instanceof DesignError) {
      return false;
    }
    throw error;
  }
}
