// SPDX-License-Identifier: Apache-2.0
import { settingsAddress } from '../../../sim/bus/index.ts';
import { type Accesses, type PartySoftware, read, write } from './party-software.ts';
import { VirtualPort } from './virtual-port.ts';

/** Software that does through the bus of the manager what the register port does. */
export function createManagerSoftware(widthOf: (port: string) => number): PartySoftware {
  const names = ['valid', 'ready', 'write', 'address', 'write_data', 'done', 'read_data', 'error'];
  const ports = new Map(
    names.map((name) => [name, new VirtualPort(`register_${name}`, widthOf(`register_${name}`))]),
  );
  const port = (name: string) => ports.get(name)!;
  let busy = false;

  function* access(): Accesses {
    busy = true;
    // The lowest two bits of an address do not count behind a bus, and the register port refuses them.
    const address = settingsAddress + (port('address').value & ~3);
    const answer = yield port('write').value === 1 ? write(address, port('write_data').value) : read(address);
    port('done').value = 1;
    port('read_data').value = answer.data;
    port('error').value = answer.error ? 1 : 0;
    busy = false;
  }

  return {
    port: (name) => ports.get(name),
    next() {
      if (port('valid').value === 0) return undefined;
      port('ready').value = 1;
      return access();
    },
    endCycle() {
      for (const name of ['ready', 'done']) port(name).value = 0;
    },
    idle: () => !busy,
    reset() {
      busy = false;
      for (const one of ports.values()) one.value = 0;
    },
  };
}
