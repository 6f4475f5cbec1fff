// SPDX-License-Identifier: Apache-2.0
import { DesignError } from '../design-error.ts';
import type { AnyModule } from '../module-definition.ts';
import type { ModuleTree } from '../module-tree.ts';
import type { Signal } from '../signal.ts';
import { targetSignal } from '../statement.ts';
import { expressionsReadByItem, signalsDrivenByItem, signalsRead } from '../traversal.ts';

type Dependencies = Map<Signal, Set<Signal>>;

/** For each output of a module the inputs it depends on without a register between. */
export type PathsThrough = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Finds the combinational paths through a module, given those of its instances.
 * Throws a DesignError where a signal depends on itself, instances included.
 */
export function combinationalPaths(
  tree: ModuleTree,
  below: ReadonlyMap<AnyModule, PathsThrough>,
): PathsThrough {
  const dependencies = combinationalDependencies(tree, below);
  checkLoops(tree, dependencies);
  const outputs = tree.ports.filter(({ signal }) => signal.role === 'output');
  return new Map(outputs.map(({ signal }) => [signal.name, inputsReached(signal, dependencies)]));
}

function checkLoops(tree: ModuleTree, dependencies: Dependencies): void {
  const finished = new Set<Signal>();
  const path: Signal[] = [];
  const visit = (signal: Signal): void => {
    const start = path.indexOf(signal);
    if (start >= 0) {
      const loop = [...path.slice(start), signal].map(({ name }) => name).join(' <- ');
      throw new DesignError(
        `combinational loop in module ${tree.definition.name}: ${loop}`,
        'put a register into it',
        signal.location,
      );
    }
    if (finished.has(signal)) {
      return;
    }
    path.push(signal);
    for (const source of dependencies.get(signal) ?? []) {
      visit(source);
    }
    path.pop();
    finished.add(signal);
  };
  for (const signal of dependencies.keys()) {
    visit(signal);
  }
}

function combinationalDependencies(
  { items }: ModuleTree,
  below: ReadonlyMap<AnyModule, PathsThrough>,
): Dependencies {
  const dependencies: Dependencies = new Map();
  const add = (target: Signal, sources: Iterable<Signal>): void => {
    const known = dependencies.get(target) ?? new Set();
    dependencies.set(target, known);
    for (const source of sources) {
      known.add(source);
    }
  };
  for (const item of items) {
    if (item.kind === 'wire' || item.kind === 'assign' || item.kind === 'combinational') {
      const targets = signalsDrivenByItem(item);
      const sources = [...signalsRead(...expressionsReadByItem(item))];
      // A combinational block reads its own targets only after setting them.
      const outside =
        item.kind === 'combinational' ? sources.filter((source) => !targets.includes(source)) : sources;
      for (const target of targets) {
        add(target, outside);
      }
    } else if (item.kind === 'instance') {
      const through = below.get(item.module) ?? new Map<string, Set<string>>();
      const actual = new Map(item.connections.map((connection) => [connection.port, connection.actual]));
      for (const [output, inputs] of through) {
        const sources = [...inputs].flatMap((input) => [...signalsRead(actual.get(input)!)]);
        add(targetSignal(actual.get(output)!), sources);
      }
    }
  }
  return dependencies;
}

function inputsReached(output: Signal, dependencies: Dependencies): Set<string> {
  const reached = new Set<Signal>();
  const pending = [output];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!reached.has(next)) {
      reached.add(next);
      pending.push(...(dependencies.get(next) ?? []));
    }
  }
  return new Set([...reached].filter(({ role }) => role === 'input').map(({ name }) => name));
}
