// SPDX-License-Identifier: Apache-2.0
import type { Configuration } from '../configuration/index.ts';
import { identityRegisters, interruptRegisters, misuseRegisters, readOnly } from './common-registers.ts';
import { registerMap } from './register-map.ts';
import { type AddressBlock, blockAddressBits } from './register-model.ts';

/** Where the settings and counters of the block begin in the address block of its manager. */
export const settingsAddress = 0x400;

/** What raises the interrupt of the manager. */
export const managerInterrupts = [
  { name: 'error', low: 2, meaning: 'an access was answered with an error' },
] as const;

/** What the manager of a block reaches through its bus port: its settings, statistics and limits. */
export function managerBlock(configuration: Configuration): AddressBlock {
  return {
    name: 'manager',
    layout: 'manager',
    meaning: 'what the manager of the block reaches',
    addressBits: blockAddressBits,
    registers: [
      ...identityRegisters(configuration, 'MANAGER'),
      {
        name: 'status',
        address: 0x024,
        meaning: 'how the block is',
        fields: [readOnly('ready', 0, 1, 'it is initialized')],
      },
      ...interruptRegisters(managerInterrupts),
      ...misuseRegisters(blockAddressBits, 'MANAGER'),
      ...registerMap(configuration).map((register) => ({
        ...register,
        address: settingsAddress + register.address,
      })),
    ],
  };
}
