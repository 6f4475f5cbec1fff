// SPDX-License-Identifier: Apache-2.0
import type { Instance, ModuleTree, Signal } from '../../hdl-gen/language/index.ts';
import { expressionsReadByItem, signalsDrivenByItem, signalsRead } from '../../hdl-gen/language/traversal.ts';

/**
 * The instances of a module whose outputs can reach an input of one of them without passing through a third.
 *
 * @param tree the module that contains them
 * @param name of the instance whose inputs are followed back
 */
export function instancesBehind(tree: ModuleTree, name: string): Set<string> {
  const instances = tree.items.filter((item): item is Instance => item.kind === 'instance');
  const start = instances.find((instance) => instance.name === name)!;
  const found = new Set<string>();
  const seen = new Set<Signal>();
  const waiting = start.connections
    .filter(({ role }) => role !== 'output')
    .flatMap(({ actual }) => [...signalsRead(actual)]);
  for (let signal = waiting.pop(); signal !== undefined; signal = waiting.pop()) {
    if (seen.has(signal)) continue;
    seen.add(signal);
    for (const instance of instances) {
      const drives = instance.connections.some(
        ({ role, actual }) => role === 'output' && signalsRead(actual).has(signal!),
      );
      if (drives) found.add(instance.name);
    }
    for (const item of tree.items) {
      if (item.kind !== 'instance' && signalsDrivenByItem(item).includes(signal)) {
        waiting.push(...signalsRead(...expressionsReadByItem(item)));
      }
    }
  }
  return found;
}
