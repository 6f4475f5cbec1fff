// SPDX-License-Identifier: Apache-2.0
import { type AnyModule, type ModuleTree, type Size, sizeValue } from '../language/index.ts';

/** An internal signal of the design that monitors read. */
export interface ManifestProbe {
  /** Stable name: instances without their `u_`, then the name the circuit gives it. */
  readonly name: string;
  /** Path below the top, as a simulator names it. */
  readonly path: string;
  /** Module and signal, for tools that make signals visible by module. */
  readonly module: string;
  readonly signal: string;
  /** Bits. */
  readonly width: number;
  readonly meaning: string;
}

/** A block behind a bus has the same names as without. */
const coreInstance = 'u_core';

/** All probes of a design, each instance with its own, in the order of the hierarchy. */
export function collectProbes(top: AnyModule, trees: readonly ModuleTree[]): ManifestProbe[] {
  const treeOf = new Map(trees.map((tree) => [tree.definition, tree]));
  const visit = (
    module: AnyModule,
    path: readonly string[],
    values: Readonly<Record<string, number>>,
  ): ManifestProbe[] => {
    const tree = treeOf.get(module)!;
    const own = tree.probes.map(({ name, signal, meaning }) => ({
      name: [
        ...path
          .filter((instance) => instance !== coreInstance)
          .map((instance) => instance.replace(/^u_/, '')),
        name,
      ].join('.'),
      path: [...path, signal.name].join('.'),
      module: module.name,
      signal: signal.name,
      width: sizeValue(signal.width, values),
      meaning,
    }));
    const below = tree.items.flatMap((item) =>
      item.kind === 'instance'
        ? visit(item.module, [...path, item.name], parameterValues(item.parameters, values))
        : [],
    );
    return [...own, ...below];
  };
  return visit(top, [], {});
}

function parameterValues(
  parameters: Readonly<Record<string, Size>>,
  outer: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(Object.entries(parameters).map(([name, size]) => [name, sizeValue(size, outer)]));
}
