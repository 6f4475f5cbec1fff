// SPDX-License-Identifier: Apache-2.0
import type { ModuleTree } from '../../../hdl-gen/language/index.ts';
import { targetSignal } from '../../../hdl-gen/language/statement.ts';
import {
  expressionsReadByItem,
  signalsDrivenByItem,
  signalsRead,
} from '../../../hdl-gen/language/traversal.ts';
import type { Mutant } from '../mutants/draw-mutants.ts';

/** Signals of each module, by name. */
type Signals = Map<string, Set<string>>;

/**
 * Whether a mutant changes only what no output of the design depends on, in whichever instance of its module: then there
 * is nothing to compare.
 *
 * @param trees leaves first, the top last
 */
export function isUnread(trees: readonly ModuleTree[], { module, site }: Mutant): boolean {
  const read = signalsThatMatter(trees);
  const [, driven] = /^(?:wire|assign) (\w+)$/.exec(site.place) ?? [];
  if (driven !== undefined) return !read.get(module)!.has(driven);
  const [, name, port] = /^(\w+)\.(\w+)$/.exec(site.place) ?? [];
  if (site.role !== 'connection' || port === undefined) return false;
  const instance = trees
    .find(({ definition }) => definition.name === module)!
    .items.find((item) => item.kind === 'instance' && item.name === name);
  return instance?.kind === 'instance' && !read.get(instance.module.name)!.has(port);
}

/** The signals that some output of the top depends on, with whatever registers and memories between. */
function signalsThatMatter(trees: readonly ModuleTree[]): Signals {
  const found: Signals = new Map(trees.map(({ definition }) => [definition.name, new Set()]));
  let hasGrown = true;
  const add = (module: string, names: Iterable<string>): void => {
    const known = found.get(module)!;
    const before = known.size;
    for (const name of names) known.add(name);
    hasGrown ||= known.size > before;
  };
  const top = trees.at(-1)!;
  add(
    top.definition.name,
    top.ports.flatMap(({ signal }) => (signal.role === 'output' ? [signal.name] : [])),
  );
  while (hasGrown) {
    hasGrown = false;
    for (const tree of trees.toReversed()) spread(tree, found, add);
  }
  return found;
}

/** Goes one step back from the signals of a module that matter, and through its instances. */
function spread(
  { definition: { name: module }, items }: ModuleTree,
  found: Signals,
  add: (module: string, names: Iterable<string>) => void,
): void {
  const matters = (name: string) => found.get(module)!.has(name);
  for (const item of items) {
    if (item.kind === 'instance') {
      const below = item.module.name;
      for (const { role, port, actual } of item.connections) {
        if (role === 'output') {
          if (matters(targetSignal(actual).name)) add(below, [port]);
        } else if (found.get(below)!.has(port)) {
          add(
            module,
            [...signalsRead(actual)].map(({ name }) => name),
          );
        }
      }
    } else if (signalsDrivenByItem(item).some(({ name }) => matters(name))) {
      add(
        module,
        [...signalsRead(...expressionsReadByItem(item))].map(({ name }) => name),
      );
    }
  }
}
