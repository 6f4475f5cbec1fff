// SPDX-License-Identifier: Apache-2.0
import { bufferAddressesOf, bufferCountOf, type Configuration } from '../configuration/index.ts';
import { bitsFor, bitsToHold } from '../language/index.ts';
import {
  type InterruptSource,
  identityRegisters,
  interruptRegisters,
  misuseRegisters,
  type PortRole,
  readOnly,
} from './common-registers.ts';
import {
  type AddressBlock,
  blockAddressBits,
  type EnumeratedValues,
  type Register,
  type RegisterField,
  registerBits,
} from './register-model.ts';

/** Result codes of commands and window accesses, as the registers name them. */
const results: EnumeratedValues = {
  name: 'result',
  members: {
    OK: 0,
    NONE: 1,
    ERR_RANGE: 2,
    ERR_NOT_FOUND: 3,
    ERR_NOT_ALLOCATED: 4,
    ERR_OWNER: 5,
    ERR_TAG: 6,
    ERR_LENGTH: 7,
  },
};

const kinds: EnumeratedValues = { name: 'kind', members: { NOTICE: 0, CALL: 1, RETURN: 2, FAILURE: 3 } };

/** Where numbers stand in the registers of the command level. */
export const commandFields = { entry: 24, kind: 16, tag: 0, pointer: 0 } as const;

/** What raises the interrupt of a party. */
export function partyInterrupts({ levels, noBuffer }: Configuration, role: PortRole): InterruptSource[] {
  return [
    ...(levels === 'both'
      ? [{ name: 'message', low: 0, meaning: 'at least message_threshold messages wait' }]
      : []),
    { name: 'free', low: 1, meaning: 'at least free_threshold buffers are free' },
    { name: 'error', low: 2, meaning: 'an access was misused, or an operation refused' },
    ...(noBuffer === 'abort' && role === 'REQUESTS'
      ? [{ name: 'aborted', low: 3, meaning: 'a message of the stream found no buffer and was given up' }]
      : []),
  ];
}

/** What one party reaches through its bus port. */
export function partyBlock(configuration: Configuration, name: string, role: PortRole): AddressBlock {
  const { levels, bufferBytes, reclaim, statisticsBits } = configuration;
  const buffers = bufferCountOf(configuration);
  const commands = levels === 'both';
  const stride = 2 ** bitsFor(bufferBytes);
  const windowBits = commands ? bitsFor(buffers) + bitsFor(bufferBytes) : 0;
  const windowAddress = 2 ** Math.max(blockAddressBits, windowBits);
  const addressBits = commands ? bitsFor(windowAddress) + 1 : blockAddressBits;
  return {
    name,
    layout: 'party',
    meaning: `what the ${name} reaches`,
    addressBits,
    registers: [
      ...identityRegisters(configuration, role),
      {
        name: 'control',
        address: 0x020,
        meaning: 'what the party takes part in',
        fields: [
          setting('enable', 0, 1, 0, '1: the party may allocate, send and receive; 0: nothing is granted'),
          ...(commands
            ? [
                setting(
                  'receive_by_command',
                  1,
                  1,
                  0,
                  '1: detect finds the messages; 0: the stream gives them',
                ),
              ]
            : []),
        ],
      },
      {
        name: 'status',
        address: 0x024,
        meaning: 'how the block is',
        fields: [
          readOnly('ready', 0, 1, 'it is initialized'),
          ...(reclaim
            ? [
                readOnly(
                  'reclaims',
                  1,
                  1,
                  'all that the party holds is taken back; its commands wait until then',
                ),
              ]
            : []),
        ],
      },
      ...interruptRegisters(partyInterrupts(configuration, role)),
      ...(commands ? [threshold('message', 0x034, buffers, 'messages that must wait')] : []),
      threshold('free', 0x038, buffers, 'buffers that must be free'),
      {
        name: 'refusal',
        address: 0x03c,
        meaning: 'the last operation of the party that was refused, by whatever way it came',
        fields: [
          { ...readOnly('refusal_code', 0, 4, 'why; OK while there was none'), values: results },
          readOnly('refusal_tag', 8, bitsFor(configuration.threads), 'call tag it was about'),
          readOnly('refusal_entry', 24, bitsFor(buffers), 'buffer it was about'),
        ],
      },
      ...misuseRegisters(addressBits),
      {
        name: 'free_count',
        address: 0x04c,
        meaning: 'buffers of the area that are free',
        fields: [readOnly('free_count', 0, bitsToHold(buffers), 'how many')],
      },
      ...(commands ? commandRegisters(configuration) : []),
      ...(statisticsBits > 0 ? counters : []),
    ],
    ...(commands
      ? {
          window: {
            name: 'window',
            address: windowAddress,
            parts: buffers,
            stride,
            bytes: bufferBytes,
            meaning:
              'the bytes of the buffers that commands of the party hold, one part for each buffer: an allocated one is written, a detected one read',
          },
        }
      : {}),
  };
}

function setting(name: string, low: number, width: number, reset: number, meaning: string): RegisterField {
  return { name, low, width, access: 'read-write', reset, meaning };
}

function threshold(source: string, address: number, most: number, what: string): Register {
  const name = `${source}_threshold`;
  return {
    name,
    address,
    meaning: `${what} to set ${source}_status, 1 to ${most}`,
    fields: [
      {
        ...setting(name, 0, bitsToHold(most), 1, `${what}`),
        allowed: { least: 1, most },
      },
    ],
  };
}

/** The words of a bitmap by buffer. */
export function bitmapWords(
  buffers: number,
): readonly { readonly suffix: string; readonly low: number; readonly width: number }[] {
  return Array.from({ length: Math.ceil(buffers / registerBits) }, (_, word) => {
    const low = word * registerBits;
    return { suffix: word === 0 ? '' : `_${low}`, low, width: Math.min(registerBits, buffers - low) };
  });
}

/** The command level as registers. */
function commandRegisters(configuration: Configuration): Register[] {
  const { threads, bufferBytes } = configuration;
  const buffers = bufferCountOf(configuration);
  const entryBits = bitsFor(buffers);
  const tagBits = bitsFor(threads);
  const lengthBits = bitsToHold(bufferBytes);
  const pointerBits = pointerBitsOf(configuration);
  const { entry, kind, tag, pointer } = commandFields;
  const bitmap = (name: string, address: number, meaning: string): Register[] =>
    bitmapWords(buffers).map(({ suffix, low, width }, word) => ({
      name: `${name}${suffix}`,
      address: address + 4 * word,
      meaning: `${meaning}, buffers ${low} to ${low + width - 1}`,
      fields: [readOnly(`${name}${suffix}`, 0, width, 'a bit for each buffer')],
    }));
  const written = (name: string, low: number, width: number, meaning: string): RegisterField => ({
    name,
    low,
    width,
    access: 'write-only',
    reset: 0,
    meaning,
  });
  return [
    ...bitmap('pending', 0x050, 'messages that wait for the party'),
    ...bitmap('held', 0x060, 'what commands of the party hold, as this port has seen it'),
    {
      name: 'allocate',
      address: 0x070,
      readActs: true,
      meaning: 'a read allocates a buffer with one atomic swap; zero when there is none',
      fields: [
        readOnly('allocate_pointer', pointer, pointerBits, 'its byte address'),
        readOnly('allocate_entry', entry, entryBits, 'the buffer'),
        readOnly('allocate_granted', 31, 1, '1: the party holds it now'),
      ],
    },
    {
      name: 'detect',
      address: 0x074,
      readActs: true,
      meaning: 'a read takes the message that has waited longest; zero when there is none',
      fields: [
        readOnly('detect_tag', tag, tagBits, 'its call tag'),
        { ...readOnly('detect_kind', kind, 2, 'its kind'), values: kinds },
        readOnly('detect_entry', entry, entryBits, 'the buffer that it is in'),
        readOnly('detect_found', 31, 1, '1: the party holds the buffer now'),
      ],
    },
    {
      name: 'received_length',
      address: 0x078,
      meaning: 'bytes of the message that was detected last',
      fields: [readOnly('received_length', 0, lengthBits, 'bytes')],
    },
    {
      name: 'received_pointer',
      address: 0x07c,
      meaning: 'byte address of the buffer that was detected last',
      fields: [readOnly('received_pointer', 0, pointerBits, 'as deallocate wants it')],
    },
    {
      name: 'message_length',
      address: 0x080,
      meaning: 'bytes of the message that is indicated next',
      fields: [setting('message_length', 0, lengthBits, 0, 'bytes')],
    },
    {
      name: 'indicate',
      address: 0x084,
      meaning: 'a write sends a message of message_length bytes in a buffer that the party has allocated',
      fields: [
        written('indicate_tag', tag, tagBits, 'its call tag'),
        { ...written('indicate_kind', kind, 2, 'its kind'), values: kinds },
        written('indicate_entry', entry, entryBits, 'the buffer that it is in'),
      ],
    },
    {
      name: 'deallocate',
      address: 0x088,
      meaning: 'a write frees a buffer that the party holds',
      fields: [
        written('deallocate_pointer', pointer, pointerBits, 'its byte address'),
        written('deallocate_entry', entry, entryBits, 'the buffer'),
      ],
    },
    {
      name: 'result',
      address: 0x08c,
      meaning: 'what came of the last command',
      fields: [{ ...readOnly('result', 0, 4, 'its result'), values: results }],
    },
  ];
}

/** Bits of the byte address of a buffer. */
function pointerBitsOf(configuration: Configuration): number {
  return bitsFor(Math.max(...bufferAddressesOf(configuration)) + configuration.bufferBytes);
}

const counter = (name: string, address: number, meaning: string): Register => ({
  name,
  address,
  meaning,
  fields: [readOnly(name, 0, registerBits, 'it wraps')],
});

/** What the party itself has done; the wide counters are the manager's. */
const counters: readonly Register[] = [
  counter(
    'sent',
    0x0c0,
    'messages that the party has sent: by command those that were taken, by stream all that were not withdrawn',
  ),
  counter('received', 0x0c4, 'messages that the party has received, by stream and by command'),
  counter('refused', 0x0c8, 'accesses of this port that were answered with an error'),
];
