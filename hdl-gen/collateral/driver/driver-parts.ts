// SPDX-License-Identifier: Apache-2.0
import { bufferAddressesOf, type Configuration } from '../../configuration/index.ts';

/** What a configuration has that its driver reaches. */
export interface DriverParts {
  /** Counters, of the parties and of the whole block. */
  readonly statistics: boolean;
  /** Counters of the block have a second word. */
  readonly wideStatistics: boolean;
  /** A dead party's buffers can be taken back. */
  readonly reclaims: boolean;
  /** Byte addresses of the buffers, where they do not follow each other from 0 on. */
  readonly pointers: 'contiguous' | readonly number[];
  /** The block gets ready by itself, and not only when somebody uses it. */
  readonly readyByItself: boolean;
}

/** The parts of the driver of a configuration; nothing for one that programs cannot send and receive in. */
export function driverParts(configuration: Configuration): DriverParts | undefined {
  const { bus, levels, statisticsBits, reclaim, initialize, bufferBytes } = configuration;
  if (bus === 'native' || levels !== 'both') return undefined;
  const pointers = bufferAddressesOf(configuration);
  return {
    statistics: statisticsBits > 0,
    wideStatistics: statisticsBits > 32,
    reclaims: reclaim,
    pointers: pointers.every((pointer, entry) => pointer === entry * bufferBytes) ? 'contiguous' : pointers,
    readyByItself: initialize === 'at-reset',
  };
}
