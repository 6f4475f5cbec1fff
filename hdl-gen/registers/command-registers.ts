// SPDX-License-Identifier: Apache-2.0
import { kindBits, kindMeanings, messageKinds } from '../circuits/codes.ts';
import { bufferAddressesOf, bufferCountOf, type Configuration, messageBits } from '../configuration/index.ts';
import { bitsFor } from '../language/index.ts';
import { readOnly, resultField } from './common-registers.ts';
import { type EnumeratedValues, type Register, type RegisterField, registerBits } from './register-model.ts';

const kinds: EnumeratedValues = { name: 'kind', members: messageKinds, meanings: kindMeanings };

/** Where numbers stand in the registers of the command level, each of which is one word: an access sends or receives. */
export function commandFields(configuration: Configuration) {
  const bits = messageBits(configuration);
  return {
    pointer: 0,
    tag: 0,
    kind: bits.tag,
    length: bits.tag + kindBits,
    entry: registerBits - 1 - bits.entry,
    /** Whether there is what a read asks for. */
    success: registerBits - 1,
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
export function commandRegisters(configuration: Configuration): Register[] {
  const buffers = bufferCountOf(configuration);
  const { entry: entryBits, length: lengthBits, tag: tagBits } = messageBits(configuration);
  const pointerBits = pointerBitsOf(configuration);
  const { entry, kind, tag, length, pointer, success } = commandFields(configuration);
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
        readOnly('allocate_granted', success, 1, '1: the party holds it now'),
      ],
    },
    {
      name: 'detect',
      address: 0x074,
      readActs: true,
      meaning: 'a read takes the message that has waited longest; zero when there is none',
      fields: [
        readOnly('detect_tag', tag, tagBits, 'its call tag'),
        { ...readOnly('detect_kind', kind, kindBits, 'its kind'), values: kinds },
        readOnly('detect_length', length, lengthBits, 'its bytes'),
        readOnly('detect_entry', entry, entryBits, 'the buffer that it is in'),
        readOnly('detect_found', success, 1, '1: the party holds the buffer now'),
      ],
    },
    {
      name: 'indicate',
      address: 0x078,
      meaning: 'a write sends a message in a buffer that the party has allocated',
      fields: [
        written('indicate_tag', tag, tagBits, 'its call tag'),
        { ...written('indicate_kind', kind, kindBits, 'its kind'), values: kinds },
        written('indicate_length', length, lengthBits, 'its bytes'),
        written('indicate_entry', entry, entryBits, 'the buffer that it is in'),
      ],
    },
    {
      name: 'deallocate',
      address: 0x07c,
      meaning: 'a write frees a buffer that the party holds',
      fields: [
        written('deallocate_pointer', pointer, pointerBits, 'its byte address'),
        written('deallocate_entry', entry, entryBits, 'the buffer'),
      ],
    },
    {
      name: 'received_pointer',
      address: 0x080,
      meaning: 'byte address of the buffer that was detected last',
      fields: [readOnly('received_pointer', 0, pointerBits, 'as deallocate wants it')],
    },
    {
      name: 'result',
      address: 0x084,
      meaning: 'what came of the last command',
      fields: [resultField('result', 0, 'its result')],
    },
  ];
}

/** Bits of the byte address of a buffer. */
function pointerBitsOf(configuration: Configuration): number {
  return bitsFor(Math.max(...bufferAddressesOf(configuration)) + configuration.bufferBytes);
}
