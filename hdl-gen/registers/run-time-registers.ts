// SPDX-License-Identifier: Apache-2.0
import { bufferCountOf, type Configuration } from '../configuration/index.ts';
import { bitsToHold } from '../language/index.ts';
import type { Register, RegisterField } from './register-model.ts';

/** Names of the areas of a design, as its instances are called. */
export function areaNames({ parties, server }: Configuration): readonly string[] {
  if (parties === 'two') return ['area'];
  return server === 'remote' ? ['client_area'] : ['client_area', 'server_area'];
}

/** Bits of a limit from 1 to what was built. */
export const limitBits = bitsToHold;

/** The settings that can be changed while the block runs. */
export function runTimeRegisters(configuration: Configuration): Register[] {
  const { temporaryBuffers, serverThreads, parties, server, reserveForReturn } = configuration;
  const areas = areaNames(configuration);
  const controls = [
    ...(configuration.release === 'both' ? [hold] : []),
    ...(reserveForReturn > 0 ? [reserve] : []),
  ];
  const limit = (name: string, address: number, built: number, what: string): Register => ({
    name,
    address,
    meaning: `${what} in use at most, 1 to ${built}`,
    fields: [
      {
        name,
        low: 0,
        width: limitBits(built),
        access: 'read-write',
        reset: built,
        allowed: { least: 1, most: built },
        meaning: 'what lies above is not handed out any more; what is in use stays until it is given back',
      },
    ],
  });
  return [
    ...(controls.length > 0 ? [control(controls)] : []),
    ...areas.map((area, index) =>
      limit(
        `${area}_limit`,
        0x10 + 4 * index,
        bufferCountOf(configuration),
        `buffers of ${area.replace('_', ' ')}`,
      ),
    ),
    ...(temporaryBuffers > 0
      ? [limit('temporaries_limit', 0x18, temporaryBuffers, 'temporary buffers')]
      : []),
    ...(parties === 'three' && server === 'local'
      ? [limit('server_threads_limit', 0x1c, serverThreads, 'calls that the server executes')]
      : []),
  ];
}

const hold: RegisterField = {
  name: 'hold',
  low: 0,
  width: 1,
  access: 'read-write',
  reset: 0,
  meaning:
    '0: the buffers of a call are freed as soon as they are copied; 1: they are held until the call returns. A call keeps to what was set when it was indicated',
};

const reserve: RegisterField = {
  name: 'reserve',
  low: 1,
  width: 1,
  access: 'read-write',
  reset: 1,
  meaning:
    '1: requests leave the last free buffer of each pool to a return; 0: they do not, calls can deadlock',
};

function control(fields: readonly RegisterField[]): Register {
  return { name: 'control', address: 0x00, meaning: 'how calls are handled', fields };
}
