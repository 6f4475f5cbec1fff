// SPDX-License-Identifier: Apache-2.0
import { type ModuleTree, sizeValue } from '../../../hdl-gen/language/index.ts';

/** Values of the parameters of a module, by name. */
export type ParameterValues = Readonly<Record<string, number>>;

/**
 * The modules that contain every instance of a module, smallest first: the module itself, and the top last.
 *
 * @param trees leaves first, the top last
 */
export function enclosingModules(trees: readonly ModuleTree[], name: string): string[] {
  const top = trees.at(-1)!.definition.name;
  const byName = new Map(trees.map((tree) => [tree.definition.name, tree]));
  /** Whether the module is found below `from` without passing through `without`. */
  const isFound = (from: string, without: string): boolean => {
    if (from === without) return false;
    return from === name || childrenOf(byName.get(from)!).some((child) => isFound(child, without));
  };
  return trees
    .map(({ definition }) => definition.name)
    .filter((candidate) => candidate === name || candidate === top || !isFound(top, candidate));
}

function childrenOf({ items }: ModuleTree): string[] {
  return items.flatMap((item) => (item.kind === 'instance' ? [item.module.name] : []));
}

/** The different values that the parameters of a module have in a design; one empty set for a module without. */
export function parameterSets(trees: readonly ModuleTree[], name: string): ParameterValues[] {
  const byName = new Map(trees.map((tree) => [tree.definition.name, tree]));
  const found = new Map<string, ParameterValues>();
  const visit = (tree: ModuleTree, values: ParameterValues): void => {
    if (tree.definition.name === name) found.set(JSON.stringify(values), values);
    for (const item of tree.items) {
      if (item.kind !== 'instance') continue;
      const inner = Object.entries(item.parameters).map(([key, size]) => [key, sizeValue(size, values)]);
      visit(byName.get(item.module.name)!, Object.fromEntries(inner));
    }
  };
  visit(trees.at(-1)!, {});
  return [...found.values()];
}
