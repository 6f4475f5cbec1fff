// SPDX-License-Identifier: Apache-2.0
import { bufferCountOf, type Configuration } from '../configuration/index.ts';
import { bitsFor, bitsToHold } from '../language/index.ts';
import { commandRegisters } from './command-registers.ts';
import {
  type InterruptSource,
  identityRegisters,
  interruptRegisters,
  misuseRegisters,
  type PortRole,
  readOnly,
  resultField,
  setting,
} from './common-registers.ts';
import { type AddressBlock, blockAddressBits, type Register, registerBits } from './register-model.ts';

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
          setting(
            'enable',
            0,
            1,
            0,
            '1: the party may send, and commands and the window are served; 0: they are refused, and messages for it wait',
          ),
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
          resultField('refusal_code', 0, 'why; OK while there was none'),
          readOnly('refusal_tag', 8, bitsFor(configuration.threads), 'call tag it was about'),
          readOnly('refusal_entry', 24, bitsFor(buffers), 'buffer it was about'),
        ],
      },
      ...misuseRegisters(addressBits, role),
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

function threshold(source: string, address: number, most: number, what: string): Register {
  const name = `${source}_threshold`;
  return {
    name,
    address,
    meaning: `${what} to set \`${source}\` of interrupt_status, 1 to ${most}`,
    fields: [
      {
        ...setting(name, 0, bitsToHold(most), 1, `${what}`),
        allowed: { least: 1, most },
      },
    ],
  };
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
