// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  type Expression,
  type Instance,
  literal,
  type ModuleItem,
  type ModuleTree,
  set,
} from '../../../hdl-gen/language/index.ts';
import { Signal } from '../../../hdl-gen/language/signal.ts';
import type { Mutant } from '../mutants/draw-mutants.ts';

const sources = ['one', 'other'] as const;

/** Where a memory takes its data from after a cycle in which it is not read. */
export type NoiseSource = (typeof sources)[number];

const isReadOf = ({ name }: Instance, { site }: Mutant) => site.place === `${name}.read_enable`;

/** Whether a mutant is about when a memory is read. */
export function changesReading(trees: readonly ModuleTree[], mutant: Mutant): boolean {
  return trees.some(
    ({ definition, items }) =>
      definition.name === mutant.module &&
      items.some((item) => item.kind === 'instance' && isReadOf(item, mutant)),
  );
}

/**
 * The design with a memory that returns anything at all after a cycle in which it is not read. If it does not matter what
 * that is, a memory may be read more often than needed.
 */
export function withUnreadData(
  trees: readonly ModuleTree[],
  mutant: Mutant,
  source: NoiseSource,
): ModuleTree[] {
  return trees.map((tree) =>
    tree.definition.name === mutant.module
      ? {
          ...tree,
          items: tree.items.flatMap((item) =>
            item.kind === 'instance' && isReadOf(item, mutant) ? withNoise(item, source) : [item],
          ),
        }
      : tree,
  );
}

function withNoise(memory: Instance, source: NoiseSource): ModuleItem[] {
  const actual = (port: string): Expression =>
    memory.connections.find((connection) => connection.port === port)!.actual;
  const data = actual('read_data');
  const wire = (name: string) => new Signal(`${memory.name}_${name}`, 'wire', data.width, '');
  const stored = wire('stored_data');
  const wasRead = new Signal<'register'>(`${memory.name}_was_read_q`, 'register', 1, '');
  const declaration = { kind: 'register', signal: wasRead, reset: literal(0, 1) } as const;
  // Idle memories, each with an output of its own, are cut like any other: their data is free.
  const noise = sources.map((each) => ({ each, signal: wire(`noise_from_${each}`) }));
  const idle = noise.flatMap(({ each, signal }): ModuleItem[] => [
    { kind: 'wire', signal, value: undefined },
    {
      ...memory,
      name: `${memory.name}_${each}`,
      connections: memory.connections.map((connection) => ({
        ...connection,
        actual:
          connection.role === 'input'
            ? literal(0, connection.actual.width)
            : connection.role === 'output'
              ? signal
              : connection.actual,
      })),
    },
  ]);
  const chosen = noise.find(({ each }) => each === source)!.signal;
  return [
    { kind: 'wire', signal: stored, value: undefined },
    {
      ...memory,
      connections: memory.connections.map((connection) =>
        connection.port === 'read_data' ? { ...connection, actual: stored } : connection,
      ),
    },
    ...idle,
    declaration,
    {
      kind: 'clocked',
      name: `${memory.name}_reading`,
      resets: [declaration],
      statements: [set(wasRead, actual('read_enable'))],
    },
    { kind: 'assign', target: data, value: choose(wasRead, stored, chosen) },
  ];
}
