// SPDX-License-Identifier: Apache-2.0
import type { Configuration } from './schema.ts';

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
];
