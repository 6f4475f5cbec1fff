// SPDX-License-Identifier: Apache-2.0
import { collectProbes } from '../../hdl-gen/collateral/probes.ts';
import { type ModuleTree, type Size, sizeValue } from '../../hdl-gen/language/index.ts';

/** A signal inside the proved block that the properties read through an input of their own. */
export interface Tap {
  /** Name of the input of the properties. */
  readonly name: string;
  /** Path below the block, as Yosys names it in the flat design. */
  readonly path: string;
  /** Bits. */
  readonly width: number;
  /** The signal is there only after Yosys has made registers of the memories. */
  readonly isWord: boolean;
}

/** Gives properties access to signals inside a block; every access becomes a tap. */
export interface Taps {
  /** A probe by its stable name, `first_port.answered` for example. */
  probe(name: string): string;
  /** A port, register or wire by its path, `u_allocation.offer_q` for example. */
  inside(path: string): string;
  /** The words of a memory by the path of its instance, the first one first. */
  words(path: string): readonly string[];
  readonly list: readonly Tap[];
}

type Values = Readonly<Record<string, number>>;

/** The generated block has no such signal: it was renamed, or the property was written for another configuration. */
export class TapError extends Error {
  override readonly name = 'TapError';
}

/** @param trees of the proved block, leaves first, the block itself last */
export function createTaps(trees: readonly ModuleTree[]): Taps {
  const block = trees.at(-1)!;
  const treeOf = new Map(trees.map((tree) => [tree.definition, tree]));
  const probes = new Map(collectProbes(block.definition, trees).map((probe) => [probe.name, probe]));
  const taps = new Map<string, Tap>();

  function add(path: string, width: number, isWord = false): string {
    const name = `seen_${path.replaceAll(/\bu_/g, '').replaceAll(/[.[\]]+/g, '_')}`;
    taps.set(path, { name, path, width, isWord });
    return name;
  }

  function missing(what: string, path: string, tree: ModuleTree): TapError {
    return new TapError(
      `There is no ${what} "${path}" in ${block.definition.name}: looked in ${tree.definition.name}.`,
    );
  }

  /** The module at the end of a path of instances, and the values of its parameters. */
  function moduleAt(path: readonly string[]): { tree: ModuleTree; values: Values } {
    let [tree, values]: [ModuleTree, Values] = [block, {}];
    for (const name of path) {
      const item = tree.items.find((candidate) => candidate.kind === 'instance' && candidate.name === name);
      if (item?.kind !== 'instance') throw missing('instance', path.join('.'), tree);
      const outer = values;
      const parameters = Object.entries(item.parameters as Readonly<Record<string, Size>>);
      values = Object.fromEntries(parameters.map(([key, size]) => [key, sizeValue(size, outer)]));
      tree = treeOf.get(item.module)!;
    }
    return { tree, values };
  }

  return {
    probe(name) {
      const probe = probes.get(name);
      if (probe === undefined) throw missing('probe', name, block);
      return add(probe.path, probe.width);
    },
    inside(path) {
      const names = path.split('.');
      const { tree, values } = moduleAt(names.slice(0, -1));
      const wanted = names.at(-1);
      const declared = tree.items.flatMap((item) => ('signal' in item ? [item.signal] : []));
      const signal = [...tree.ports.map((port) => port.signal), ...declared].find(
        ({ name }) => name === wanted,
      );
      if (signal === undefined) throw missing('signal', path, tree);
      return add(path, sizeValue(signal.width, values));
    },
    words(path) {
      const { tree, values } = moduleAt(path.split('.'));
      const memory = tree.items.find((item) => item.kind === 'memory');
      if (memory?.kind !== 'memory') throw missing('memory', path, tree);
      const width = sizeValue(memory.laneCount, values) * sizeValue(memory.laneWidth, values);
      return Array.from({ length: sizeValue(memory.depth, values) }, (_, index) =>
        add(`${path}.${memory.name}[${index}]`, width, true),
      );
    },
    get list() {
      return [...taps.values()];
    },
  };
}
