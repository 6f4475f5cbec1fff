// SPDX-License-Identifier: Apache-2.0
import {
  type Expression,
  literal,
  type ModuleItem,
  type ModuleTree,
} from '../../../hdl-gen/language/index.ts';
import { Signal } from '../../../hdl-gen/language/signal.ts';
import type { Mutant } from '../mutants/draw-mutants.ts';

/** The output that says that a mutant would make a difference. */
export const differenceOutput = 'mutant_matters';

/**
 * The design as it was, with an output at every level that is 1 in each cycle in which what the mutant puts in the place
 * of an expression has another value. If it never is, the mutant is the same design.
 *
 * @param differs another meaning of the output, at the place of the mutant
 */
export function withDifferenceOutput(
  trees: readonly ModuleTree[],
  { module, site, before, after }: Mutant,
  differs: Expression = before.xor(after).any(),
): ModuleTree[] {
  const affected = new Set([module]);
  return trees.map((tree) => {
    const terms: Expression[] = [];
    if (tree.definition.name === module) {
      terms.push(differs.and(...site.guards));
    }
    const items = tree.items.flatMap((item): ModuleItem[] => {
      if (item.kind !== 'instance' || !affected.has(item.module.name)) return [item];
      const actual = new Signal(`${differenceOutput}_${item.name}`, 'wire', 1, '');
      terms.push(actual);
      const connection = { port: differenceOutput, role: 'output', actual } as const;
      return [
        { kind: 'wire', signal: actual, value: undefined },
        { ...item, connections: [...item.connections, connection] },
      ];
    });
    if (terms.length === 0) return tree;
    affected.add(tree.definition.name);
    const output = new Signal<'output'>(differenceOutput, 'output', 1, '');
    const value = terms.reduce((sum, term) => sum.or(term), literal(0, 1) as Expression);
    return {
      ...tree,
      ports: [...tree.ports, { signal: output, group: 'mutant' }],
      items: [...items, { kind: 'assign', target: output, value }],
    };
  });
}
