// SPDX-License-Identifier: Apache-2.0
import { resultBits, resultCodes, resultMeanings } from '../circuits/codes.ts';
import { bufferCountOf, type Configuration, configurationDigest, version } from '../configuration/index.ts';
import { bitsToHold } from '../language/index.ts';
import type { Register, RegisterField } from './register-model.ts';

/** Who stands at a bus port: who sends requests, who sends returns, or who manages the block. */
export const portRoles = { REQUESTS: 0, RETURNS: 1, MANAGER: 2 } as const;

export type PortRole = keyof typeof portRoles;

/** What was wrong with an access. */
export const misuses = {
  NONE: 0,
  NO_REGISTER: 1,
  NOT_WRITABLE: 2,
  NOT_READABLE: 3,
  NOT_ALLOWED: 4,
  DISABLED: 5,
  REFUSED: 6,
} as const;

const roleMeanings: Readonly<Record<PortRole, string>> = {
  REQUESTS: 'the party that calls: first, or client',
  RETURNS: 'the party that answers: second, or server',
  MANAGER: 'settings, statistics and limits',
};

const misuseMeanings: Readonly<Record<keyof typeof misuses, string>> = {
  NONE: 'no access was refused',
  NO_REGISTER: 'there is no register, or byte of a window, at the address',
  NOT_WRITABLE: 'a write of what can only be read',
  NOT_READABLE: 'a read of what can only be written',
  NOT_ALLOWED: 'a value beyond the limits of its field, or some bytes of a word that is written as a whole',
  DISABLED: 'a command or window access while the party is not enabled',
  REFUSED:
    'the block refused it: a command by its result, a window access behind the end or of a buffer that is not held, and of the manager any access from 0x400 on that may not be',
};

/** Bits of `misuses`. */
export const misuseBits = 3;

/** "BATN" in ASCII, so that a driver knows what it has found. */
const identity = 0x4241544e;

/** A field that a write does not change. */
export function readOnly(name: string, low: number, width: number, meaning: string): RegisterField {
  return { name, low, width, access: 'read-only', reset: 0, meaning };
}

/** A field that has the result code of a command or a window access. */
export function resultField(name: string, low: number, meaning: string): RegisterField {
  return {
    ...readOnly(name, low, resultBits, meaning),
    values: { name: 'result', members: resultCodes, meanings: resultMeanings },
  };
}

/** A field that is read as it was written. */
export function setting(
  name: string,
  low: number,
  width: number,
  reset: number,
  meaning: string,
): RegisterField {
  return { name, low, width, access: 'read-write', reset, meaning };
}

/** A field that always reads the same. */
function constant(name: string, low: number, width: number, value: number, meaning: string): RegisterField {
  return { ...readOnly(name, low, width, meaning), reset: value, constant: true };
}

/** Registers that say what stands behind a bus port, at 0x000. */
export function identityRegisters(configuration: Configuration, role: PortRole): Register[] {
  const [major, minor, patch] = version.split('.').map(Number) as [number, number, number];
  const { levels, hardening, release, reclaim, bypassBytes, bufferBytes, threads, dataWidth } = configuration;
  const bit = (name: string, low: number, value: boolean, meaning: string) =>
    constant(name, low, 1, value ? 1 : 0, meaning);
  const buffers = bufferCountOf(configuration);
  return [
    {
      name: 'identity',
      address: 0x000,
      meaning: 'what this is',
      fields: [constant('identity', 0, 32, identity, '"BATN" in ASCII')],
    },
    {
      name: 'version',
      address: 0x004,
      meaning: 'version of the generator',
      fields: [
        constant('patch', 0, 8, patch, 'the third number'),
        constant('minor', 8, 8, minor, 'the second number'),
        constant('major', 16, 8, major, 'the first number'),
      ],
    },
    {
      name: 'configuration',
      address: 0x008,
      meaning: 'digest of the configuration, as in the headers of the Verilog files',
      fields: [
        constant(
          'configuration',
          0,
          32,
          Number.parseInt(configurationDigest(configuration), 16),
          'the digest',
        ),
      ],
    },
    {
      name: 'capabilities',
      address: 0x00c,
      meaning: 'what was built',
      fields: [
        {
          ...constant('port_role', 0, 2, portRoles[role], 'who this port is for'),
          values: { name: 'port_role', members: portRoles, meanings: roleMeanings },
        },
        bit('has_commands', 2, levels === 'both', 'commands and windows, besides streams'),
        bit('is_hardened', 3, hardening === 'on', 'owner, flag, length and call tag are checked'),
        bit('can_hold', 4, release === 'both', 'the manager can have calls held'),
        bit('can_reclaim', 5, reclaim, 'the manager can take back what a dead party holds'),
        bit('can_bypass', 6, bypassBytes > 0, 'short messages take no buffer'),
        constant('stream_bytes', 16, 7, dataWidth / 8, 'bytes of a beat of the streams'),
      ],
    },
    {
      name: 'built',
      address: 0x010,
      meaning: 'how many there are',
      fields: [
        constant(
          'buffers',
          0,
          bitsToHold(buffers),
          buffers,
          role === 'MANAGER' ? 'buffers of each area' : 'buffers of the area of this port',
        ),
        constant('threads', 16, bitsToHold(threads), threads, 'call tags'),
      ],
    },
    {
      name: 'buffer_bytes',
      address: 0x014,
      meaning: 'bytes of one buffer',
      fields: [constant('buffer_bytes', 0, bitsToHold(bufferBytes), bufferBytes, 'bytes')],
    },
  ];
}

/** A source of the interrupt of a port. */
export interface InterruptSource {
  /** Name of its bits: `<name>_status`, `<name>_enable` and `<name>_test`. */
  readonly name: string;
  /** Bit in the three registers. */
  readonly low: number;
  readonly meaning: string;
}

/** Status, enable and test of the interrupt of a port, at 0x028. */
export function interruptRegisters(sources: readonly InterruptSource[]): Register[] {
  const fields = (
    suffix: string,
    access: RegisterField['access'],
    meaning: (source: InterruptSource) => string,
  ): RegisterField[] =>
    sources.map((source) => ({
      name: `${source.name}_${suffix}`,
      low: source.low,
      width: 1,
      access,
      reset: 0,
      meaning: meaning(source),
    }));
  return [
    {
      name: 'interrupt_status',
      address: 0x028,
      meaning: 'why the interrupt line may be high; a level, so that no event is lost',
      fields: fields(
        'status',
        'write-one-to-clear',
        ({ meaning }) => `${meaning}; a 1 forgets what is over, and a test`,
      ),
    },
    {
      name: 'interrupt_enable',
      address: 0x02c,
      meaning: 'what raises the interrupt line',
      fields: fields(
        'enable',
        'read-write',
        ({ name }) => `1: \`${name}\` of interrupt_status raises the line`,
      ),
    },
    {
      name: 'interrupt_test',
      address: 0x030,
      meaning: 'sets bits of the status, to try the way to the processor',
      fields: fields(
        'test',
        'write-one',
        ({ name }) => `1: \`${name}\` of interrupt_status is set until it is cleared`,
      ),
    },
  ];
}

/** The record of the last access that was answered with an error, at 0x040. */
export function misuseRegisters(addressBits: number, role: PortRole): Register[] {
  return [
    {
      name: 'misuse',
      address: 0x040,
      meaning: 'the last access that was answered with an error',
      fields: [
        {
          ...readOnly('misuse_cause', 0, misuseBits, 'what was wrong with it'),
          values: { name: 'misuse', members: misuses, meanings: misuseMeanings },
        },
        readOnly('misuse_write', 8, 1, '1: it was a write'),
      ],
    },
    {
      name: 'misuse_address',
      address: 0x044,
      meaning: 'where it went',
      fields: [readOnly('misuse_address', 0, addressBits, 'its byte address')],
    },
    {
      name: 'error_clear',
      address: 0x048,
      meaning: 'forgets errors',
      fields: [
        {
          name: 'error_clear',
          low: 0,
          width: 1,
          access: 'write-one',
          reset: 0,
          meaning: `1: forgets the record of misuse${role === 'MANAGER' ? '' : ', and that of refused operations'}`,
        },
      ],
    },
  ];
}
