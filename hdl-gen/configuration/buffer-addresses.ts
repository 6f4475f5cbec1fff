// SPDX-License-Identifier: Apache-2.0
import type { Configuration } from './schema.ts';

/** Buffers of an area, those of its second control area included. */
export function bufferCountOf({ buffers, noBuffer }: Pick<Configuration, 'buffers' | 'noBuffer'>): number {
  return noBuffer === 'second-area' ? 2 * buffers : buffers;
}

/** Byte address of each buffer of an area. */
export function bufferAddressesOf(configuration: AddressFields): number[] {
  const { bufferBytes, bufferAddresses } = configuration;
  return bufferAddresses === 'contiguous'
    ? Array.from({ length: bufferCountOf(configuration) }, (_, entry) => entry * bufferBytes)
    : bufferAddresses;
}

/** Two buffers of a list that share bytes, as positions in it; undefined when there are none. */
export function overlappingBuffers(configuration: AddressFields): readonly [number, number] | undefined {
  const addresses = bufferAddressesOf(configuration);
  const order = addresses.map((_, entry) => entry).sort((one, other) => addresses[one]! - addresses[other]!);
  const later = order.findIndex(
    (entry, place) =>
      place > 0 && addresses[entry]! < addresses[order[place - 1]!]! + configuration.bufferBytes,
  );
  return later < 0 ? undefined : [order[later - 1]!, order[later]!];
}

type AddressFields = Pick<Configuration, 'buffers' | 'bufferBytes' | 'bufferAddresses' | 'noBuffer'>;
