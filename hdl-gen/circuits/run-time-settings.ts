// SPDX-License-Identifier: Apache-2.0
import { bitsToHold, input } from '../language/index.ts';
import type { Sizes } from './sizes.ts';

/** Whether requests leave the last free buffer of a pool to a return; without a port where none is kept at all. */
export function reserveSetting({ configuration }: Sizes) {
  return configuration.reserveForReturn > 0
    ? { reserve: input(1, 'requests leave the last free buffer to a return') }
    : {};
}

/** How many entries of an area are used, those of a second control area included. */
export function limitPort({ bufferCount }: Sizes) {
  return { limit: input(bitsToHold(bufferCount), 'entries that may be allocated') };
}

/** Settings of an area that may change at any time. */
export function areaSettings(sizes: Sizes) {
  return { ...limitPort(sizes), ...reserveSetting(sizes) };
}

/** Settings of temporary buffers that may change at any time. */
export function temporarySettings(sizes: Sizes) {
  return {
    temporaries_limit: input(
      bitsToHold(sizes.configuration.temporaryBuffers),
      'temporary buffers that may be taken',
    ),
    ...reserveSetting(sizes),
  };
}

/** Server threads that may execute calls. */
export function threadSettings({ configuration }: Sizes) {
  const { serverThreads } = configuration;
  return {
    server_threads_limit: input(bitsToHold(serverThreads), 'calls that the server may execute at once'),
  };
}

/** Settings of a kernel that may change at any time. */
export function kernelSettings(sizes: Sizes) {
  return { ...temporarySettings(sizes), ...threadSettings(sizes) };
}
