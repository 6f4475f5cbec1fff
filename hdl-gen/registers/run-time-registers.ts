// SPDX-License-Identifier: Apache-2.0
import { bufferCountOf, type Configuration } from '../configuration/index.ts';
import { bitsToHold } from '../language/index.ts';
import type { FieldAccess, Register, RegisterField } from './register-model.ts';

/** Names of the areas of a design, as its instances are called. */
export function areaNames({ parties, server }: Configuration): readonly string[] {
  if (parties === 'two') return ['area'];
  return server === 'remote' ? ['client_area'] : ['client_area', 'server_area'];
}

/** Names of the parties of a design that may die: who sends requests, and who answers them unless that is a far end. */
function mortalNames({ parties, server }: Configuration): {
  readonly first: string;
  readonly second?: string;
} {
  if (parties === 'two') return { first: 'first', second: 'second' };
  return server === 'remote' ? { first: 'client' } : { first: 'client', second: 'server' };
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
    meaning: `${what} at most, 1 to ${built}`,
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
        `buffers of ${area.replace('_', ' ')} in use`,
      ),
    ),
    ...(temporaryBuffers > 0
      ? [limit('temporaries_limit', 0x18, temporaryBuffers, 'temporary buffers in use')]
      : []),
    ...(parties === 'three' && server === 'local'
      ? [limit('server_threads_limit', 0x1c, serverThreads, 'calls that the server executes')]
      : []),
    ...(configuration.reclaim ? [reclaim(mortalNames(configuration))] : []),
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

/** Takes back what a dead party holds, and says how far that is. */
function reclaim({ first, second }: ReturnType<typeof mortalNames>): Register {
  const users = second === undefined ? [first] : [first, second];
  const bit = (name: string, low: number, access: FieldAccess, meaning: string): RegisterField => ({
    name,
    low,
    width: 1,
    access,
    reset: 0,
    meaning,
  });
  return {
    name: 'reclaim',
    address: 0x20,
    meaning: 'takes back all that a dead party holds',
    fields: [
      ...users.map((user, index) =>
        bit(`${user}_reclaim`, index, 'start', `1: the ${user} is dead; reads 1 until its buffers are free`),
      ),
      ...users.map((user, index) =>
        bit(
          `${user}_drops`,
          8 + index,
          'read-only',
          `the rest of a message that the ${user} had half sent is still to come, and is swallowed`,
        ),
      ),
      bit(
        `${first}_orphans`,
        16,
        'read-only',
        `returns of calls that a dead ${first} made are still to come: they are dropped, and their tags are in use until then`,
      ),
      ...(second === undefined
        ? []
        : [
            bit(
              `${second}_fails`,
              17,
              'read-only',
              `calls that a dead ${second} had are still to be answered with failures`,
            ),
          ]),
    ],
  };
}
