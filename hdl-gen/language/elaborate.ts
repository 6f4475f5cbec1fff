// SPDX-License-Identifier: Apache-2.0
import { checkModule } from './checks/check-module.ts';
import { combinationalPaths, type PathsThrough } from './checks/loops.ts';
import { checkTopPorts } from './checks/names.ts';
import { DesignError } from './design-error.ts';
import { ModuleBuilder } from './module-builder.ts';
import type { AnyModule, PortDefinition, PortRole } from './module-definition.ts';
import type { ModuleTree } from './module-tree.ts';
import { Signal } from './signal.ts';

/** Runs the description of one module and checks the result. Throws a DesignError at the first mistake. */
export function elaborate(definition: AnyModule): ModuleTree {
  const entries = Object.entries(definition.ports as Readonly<Record<string, PortDefinition>>);
  const ports = entries.map(([name, { role, width, doc, group, location }]) => ({
    signal: new Signal<PortRole>(name, role, width, doc, location),
    group,
  }));
  const io = Object.fromEntries(ports.map(({ signal }) => [signal.name, signal]));
  const builder = new ModuleBuilder(io);
  definition.build(builder, io);
  const tree: ModuleTree = { definition, ports, items: builder.finishedItems(), probes: builder.probes };
  checkModule(tree);
  return tree;
}

/** Elaborates a module and everything below it; leaves first, the top last, each module once. */
export function elaborateDesign(top: AnyModule): ModuleTree[] {
  const done = new Map<AnyModule, ModuleTree>();
  const paths = new Map<AnyModule, PathsThrough>();
  const above: AnyModule[] = [];
  const visit = (definition: AnyModule): void => {
    if (above.includes(definition)) {
      const chain = [...above, definition].map(({ name }) => name).join(' > ');
      throw new DesignError(`module ${definition.name} contains itself: ${chain}`, 'break the circle', null);
    }
    if (done.has(definition)) {
      return;
    }
    const tree = elaborate(definition);
    above.push(definition);
    for (const item of tree.items) {
      if (item.kind === 'instance') {
        visit(item.module);
      }
    }
    above.pop();
    if ([...done.keys()].some(({ name }) => name === definition.name)) {
      throw new DesignError(
        `two modules are called ${definition.name}`,
        'define it once and share the definition, or rename one',
        null,
      );
    }
    paths.set(definition, combinationalPaths(tree, paths));
    done.set(definition, tree);
  };
  visit(top);
  checkTopPorts(done.get(top)!);
  return [...done.values()];
}
