// SPDX-License-Identifier: Apache-2.0
import { ModelUsageError } from './errors.ts';
import type { Port } from './port-types.ts';

/** Some names, and how many more there are. */
export function nameList(names: Iterable<string>): string {
  const all = [...names];
  return all.length <= 40 ? all.join(', ') : `${all.slice(0, 40).join(', ')} and ${all.length - 40} more`;
}

/** Asked of any object by `await`, by JSON and by those who print values; never the name of a port that somebody misses. */
const askedOfAnything = new Set(['then', 'toJSON', 'asymmetricMatch', 'nodeType', 'tagName', 'inspect']);

/** @throws ModelUsageError always */
export function missingPort(top: string, names: Iterable<string>, name: string): never {
  throw new ModelUsageError(`'${top}' has no port '${name}'; its ports are: ${nameList(names)}.`);
}

/**
 * The ports of a model by name. Unlike in other objects it is an error to ask for one that is not there, and to replace one
 * (`ports.go = 1` where `ports.go.value = 1` is meant).
 */
export function portTable(top: string, ports: readonly Port[]): Readonly<Record<string, Port>> {
  const missing = (name: string) => missingPort(top, Object.keys(table), name);
  // Behind the ports, so that finding one that is there costs nothing more.
  const behind = new Proxy(Object.create(null) as Record<string, Port>, {
    get: (_target, name, receiver) =>
      typeof name === 'symbol' || name in Object.prototype || askedOfAnything.has(name) || /\W/.test(name)
        ? Reflect.get(Object.prototype, name, receiver)
        : missing(name),
    set: (_target, name) => missing(String(name)),
  });
  const table: Record<string, Port> = Object.create(behind);
  // Not assigned: that would ask the proxy first.
  for (const port of ports) Object.defineProperty(table, port.name, { enumerable: true, value: port });
  return Object.freeze(table);
}
