// SPDX-License-Identifier: Apache-2.0
import { DesignError } from '../design-error.ts';
import type { Expression } from '../expression.ts';
import type { ModuleTree } from '../module-tree.ts';
import type { Signal } from '../signal.ts';
import { targetSignal } from '../statement.ts';
import { expressionsReadByItem, operandsOf } from '../traversal.ts';
import { type Bit, bitsOf, coversAll } from './target-bits.ts';

/** Every bit that arrives or is computed is read by something; nothing dead is emitted. */
export function checkReads({ definition, ports, items }: ModuleTree): void {
  const read = new Map<Signal, Set<Bit>>();
  const mark = (expression: Expression): void => {
    const { kind } = expression.node;
    if (kind === 'slice' || kind === 'name') {
      const signal = targetSignal(expression);
      read.set(signal, new Set([...(read.get(signal) ?? []), ...bitsOf(expression)]));
    } else {
      operandsOf(expression).forEach(mark);
    }
  };
  items.flatMap(expressionsReadByItem).forEach(mark);
  const declared = [
    ...ports.filter(({ signal }) => signal.role !== 'output').map(({ signal }) => signal),
    ...items.flatMap((item) => ('signal' in item ? [item.signal] : [])),
  ];
  for (const signal of declared) {
    const bits = read.get(signal);
    if (signal.name.startsWith('unused_') || isReadByBlocks(signal, items) || coversAll(signal, bits)) {
      continue;
    }
    throw new DesignError(
      `${signal.role} ${signal.name} in module ${definition.name} ${bits === undefined ? 'is never read' : 'is read only in part'}`,
      'use it, remove it, or name what is left over unused_...',
      signal.location,
    );
  }
}

/** Clock and reset are read by clocked blocks and memories, which do not mention them. */
function isReadByBlocks({ role }: Signal, items: ModuleTree['items']): boolean {
  return (
    (role === 'clock' && items.some(({ kind }) => kind === 'clocked' || kind === 'memory')) ||
    (role === 'reset' && items.some((item) => item.kind === 'clocked' && item.resets.length > 0))
  );
}
