// SPDX-License-Identifier: Apache-2.0
import { bufferCountOf } from './buffer-addresses.ts';
import type { Configuration } from './schema.ts';

/** Bits of a register, and of one access of it. */
export const registerBits = 32;

/** Bits in the word that says all about a message, besides buffer, bytes and tag: it is there, and its kind. */
const otherBits = 1 + 2;

const bitsFor = (values: number) => Math.max(1, Math.ceil(Math.log2(values)));

/** Bits of what differs by configuration in that word. */
export function messageBits(configuration: Configuration) {
  return {
    entry: bitsFor(bufferCountOf(configuration)),
    length: bitsFor(configuration.bufferBytes + 1),
    tag: bitsFor(configuration.threads),
  };
}

/** Whether all about a message has room in one register; where no register says it, it has. */
export function messageFitsRegister(configuration: Configuration): boolean {
  if (configuration.bus === 'native' || configuration.levels === 'stream') return true;
  const { entry, length, tag } = messageBits(configuration);
  return otherBits + entry + length + tag <= registerBits;
}

/** Why it has not, and what would. */
export function messageTooWide(configuration: Configuration): string {
  const { bufferBytes, threads } = configuration;
  const { entry, length, tag } = messageBits(configuration);
  const sum = `${otherBits} + ${entry} (${bufferCountOf(configuration)} buffers) + ${length} (bufferBytes ${bufferBytes}) + ${tag} (threads ${threads})`;
  const most = 2 ** (registerBits - otherBits - entry - length);
  return `must be at most ${most} with these buffers behind a bus: the registers INDICATE and DETECT have ${registerBits} bits for all about a message, and it takes ${sum}. Fewer or smaller buffers leave more; levels "stream" has no such registers`;
}
