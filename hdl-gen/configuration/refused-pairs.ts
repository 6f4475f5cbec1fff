// SPDX-License-Identifier: Apache-2.0
import { bufferAddressesOf, bufferCountOf, overlappingBuffers } from './buffer-addresses.ts';
import { messageFitsRegister, messageTooWide } from './message-word.ts';
import { type Configuration, mostPayloadBytes } from './schema.ts';

/** Two fields whose values make no sense together, and why. */
export interface RefusedPair {
  readonly field: keyof Configuration;
  readonly other: keyof Configuration;
  readonly refuses: (configuration: Configuration) => boolean;
  /** Completes the sentence "field is value, but ...". */
  readonly reason: (configuration: Configuration) => string;
}

/** The one table of combinations that the schema alone cannot refuse. */
export const refusedPairs: readonly RefusedPair[] = [
  {
    field: 'bufferBytes',
    other: 'dataWidth',
    refuses: ({ bufferBytes, dataWidth }) => bufferBytes % (dataWidth / 8) !== 0,
    reason: ({ dataWidth }) =>
      `must be a multiple of ${dataWidth / 8}, the bytes of one word of dataWidth ${dataWidth}`,
  },
  {
    field: 'serverThreads',
    other: 'threads',
    refuses: ({ serverThreads, threads }) => serverThreads > threads,
    reason: ({ threads }) => `must be 1 to threads, which is ${threads}`,
  },
  {
    field: 'bufferAddresses',
    other: 'buffers',
    refuses: (configuration) => bufferAddressesOf(configuration).length !== bufferCountOf(configuration),
    reason: (configuration) =>
      `it has ${bufferAddressesOf(configuration).length} addresses and an area has ${bufferCountOf(configuration)} buffers: give one address for each`,
  },
  {
    field: 'bufferAddresses',
    other: 'dataWidth',
    refuses: (configuration) => unalignedBuffer(configuration) >= 0,
    reason: (configuration) =>
      `address ${bufferAddressesOf(configuration)[unalignedBuffer(configuration)]} must be a multiple of ${configuration.dataWidth / 8}, the bytes of one word of dataWidth ${configuration.dataWidth}`,
  },
  {
    field: 'bufferAddresses',
    other: 'bufferBytes',
    refuses: (configuration) => overlappingBuffers(configuration) !== undefined,
    reason: (configuration) => {
      const [one, other] = overlappingBuffers(configuration)!.map(
        (entry) => bufferAddressesOf(configuration)[entry]!,
      );
      return `the buffers at ${one} and ${other} overlap: each has ${configuration.bufferBytes} bytes`;
    },
  },
  {
    field: 'bufferAddresses',
    other: 'bufferBytes',
    refuses: (configuration) => endOfBuffers(configuration) > mostPayloadBytes,
    reason: (configuration) =>
      `a buffer ends at ${endOfBuffers(configuration)}, and an area has at most ${mostPayloadBytes} bytes`,
  },
  {
    field: 'hardening',
    other: 'server',
    refuses: ({ hardening, server }) => hardening === 'off' && server === 'remote',
    reason: () => 'must be on when server is remote: what comes from another address space is checked',
  },
  {
    field: 'release',
    other: 'hardening',
    refuses: ({ release, hardening }) => release === 'both' && hardening === 'off',
    reason: () =>
      'must be "early" when hardening is off: open calls are not followed then, so nobody knows which buffer a return goes into',
  },
  {
    field: 'bypassBytes',
    other: 'levels',
    refuses: ({ bypassBytes, levels }) => bypassBytes > 0 && levels === 'both',
    reason: () =>
      'must be 0 unless levels is "stream": a short message has no buffer that a command could read',
  },
  {
    field: 'bypassBytes',
    other: 'dataWidth',
    refuses: ({ bypassBytes, dataWidth }) => bypassBytes % (dataWidth / 8) !== 0,
    reason: ({ dataWidth }) =>
      `must be a multiple of ${dataWidth / 8}, the bytes of one word of dataWidth ${dataWidth}`,
  },
  {
    field: 'bypassBytes',
    other: 'bufferBytes',
    refuses: ({ bypassBytes, bufferBytes }) => bypassBytes >= bufferBytes,
    reason: ({ bufferBytes }) =>
      `must be less than bufferBytes, which is ${bufferBytes}: else no message ever takes a buffer`,
  },
  {
    field: 'bypassBytes',
    other: 'release',
    refuses: ({ bypassBytes, release }) => bypassBytes > 0 && release === 'both',
    reason: () =>
      'must be 0 when release is "both": a short call has no buffer that could be held until it returns',
  },
  {
    field: 'bypassBytes',
    other: 'reclaim',
    refuses: ({ bypassBytes, reclaim }) => bypassBytes > 0 && reclaim,
    reason: () =>
      'must be 0 when reclaim is true: a reclaim finds messages by the command level, and a bypass is built without it',
  },
  {
    field: 'threads',
    other: 'bus',
    refuses: (configuration) => !messageFitsRegister(configuration),
    reason: messageTooWide,
  },
  {
    field: 'memory',
    other: 'noBuffer',
    refuses: ({ memory, noBuffer }) => memory === 'on-demand' && noBuffer === 'second-area',
    reason: () =>
      'must be all-at-once when noBuffer is second-area: the second area is the memory that is added on demand',
  },
  {
    field: 'reserveForReturn',
    other: 'buffers',
    refuses: ({ reserveForReturn, buffers }) => reserveForReturn > 0 && buffers === 1,
    reason: () => 'must be 0 when buffers is 1: with the only buffer reserved, no request could ever start',
  },
  {
    field: 'path',
    other: 'parties',
    refuses: ({ path, parties }) => path === 'direct' && parties === 'two',
    reason: () => 'must be "temporary" when parties is "two": a channel has no second area to copy into',
  },
  {
    field: 'temporaryBuffers',
    other: 'path',
    refuses: ({ temporaryBuffers, path }) => path === 'direct' && temporaryBuffers > 0,
    reason: () => 'must be left out when path is "direct": no temporary buffer is built',
  },
  {
    field: 'server',
    other: 'parties',
    refuses: ({ server, parties }) => server === 'remote' && parties === 'two',
    reason: () => 'must be "local" when parties is "two": a channel has no kernel that a link could end at',
  },
  {
    field: 'path',
    other: 'server',
    refuses: ({ path, server }) => path === 'direct' && server === 'remote',
    reason: () => 'must be "temporary" when server is "remote": there is no second area to copy into',
  },
  {
    field: 'serverThreads',
    other: 'server',
    refuses: ({ serverThreads, threads, server }) => server === 'remote' && serverThreads !== threads,
    reason: () => 'must be left out when server is "remote": the far end counts its own server threads',
  },
  {
    field: 'reclaim',
    other: 'levels',
    refuses: ({ reclaim, levels }) => reclaim && levels === 'stream',
    reason: () =>
      'must be false when levels is "stream": what waits for a dead party is found by the pending bits of the command level',
  },
  {
    field: 'reclaim',
    other: 'hardening',
    refuses: ({ reclaim, hardening }) => reclaim && hardening === 'off',
    reason: () =>
      'must be false when hardening is off: open calls are not followed then, so nobody knows which of them lose their peer',
  },
  {
    field: 'reclaim',
    other: 'release',
    refuses: ({ reclaim, release }) => reclaim && release === 'both',
    reason: () =>
      'must be false when release is "both": the buffer of a held call belongs to both ends of it, and taking it from one would harm the other',
  },
  {
    field: 'reclaim',
    other: 'reset',
    refuses: ({ reclaim, reset }) => reclaim && reset === 'asynchronous-low',
    reason: () =>
      'must be false when reset is "asynchronous-low": the circuits of one party are reset in step with the clock, while the rest goes on',
  },
];

/** Entry of the first buffer that does not begin with a word, or -1. */
function unalignedBuffer(configuration: Configuration): number {
  if (configuration.bufferAddresses === 'contiguous') return -1;
  return bufferAddressesOf(configuration).findIndex(
    (address) => address % (configuration.dataWidth / 8) !== 0,
  );
}

function endOfBuffers(configuration: Configuration): number {
  return Math.max(...bufferAddressesOf(configuration)) + configuration.bufferBytes;
}
