// SPDX-License-Identifier: Apache-2.0
import { DesignError } from '../design-error.ts';
import type { ModuleTree } from '../module-tree.ts';
import type { Signal } from '../signal.ts';
import { expressionsReadByItem, signalsDrivenByItem, signalsRead } from '../traversal.ts';

/** Every signal that a module reads, drives or probes was declared in that module. */
export function checkOwnership({ definition, ports, items, probes }: ModuleTree): void {
  const own = new Set<Signal>([
    ...ports.map(({ signal }) => signal),
    ...items.flatMap((item) => ('signal' in item ? [item.signal] : [])),
  ]);
  const mustBeOwn = (signals: Iterable<Signal>, use: string): void => {
    for (const signal of signals) {
      if (!own.has(signal)) {
        throw new DesignError(
          `${signal.name} is ${use} in module ${definition.name}, which does not declare it`,
          'bring it in through a port',
          signal.location,
        );
      }
    }
  };
  for (const item of items) {
    mustBeOwn(signalsRead(...expressionsReadByItem(item)), 'read');
    mustBeOwn(signalsDrivenByItem(item), 'driven');
  }
  mustBeOwn(
    probes.map(({ signal }) => signal),
    'probed',
  );
}
