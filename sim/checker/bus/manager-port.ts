// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../manifest/index.ts';
import { createBlockRegisters } from '../../reference-model/index.ts';
import { createPortRegisters, type PortRegisters } from './port-registers.ts';
import { createSettingsAccess, settings } from './settings-access.ts';
import type { Watch } from './watch.ts';

/** Makes the rules about the registers of the manager. */
export function createManagerPort(watch: Watch, block: Manifest['addressBlocks'][number]): PortRegisters {
  const own = block.registers.filter(({ address }) => address < settings.address);
  const part = createSettingsAccess(watch);
  const rest = createPortRegisters(
    watch,
    { ...block, registers: own },
    `${block.name}_registers`,
    createBlockRegisters(own),
    {
      elsewhere: (address) =>
        address >= settings.address && address < settings.address + settings.bytes ? part : undefined,
      partOf: () => undefined,
      parts: [part],
      shows: { ready: watch.read('ready') },
      conditions: {},
      events: {},
    },
  );
  return {
    ...rest,
    restart() {
      rest.restart();
      part.restart();
    },
  };
}
