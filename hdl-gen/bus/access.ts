// SPDX-License-Identifier: Apache-2.0
import { input, output } from '../language/index.ts';
import { registerBits } from '../registers/index.ts';

/** Bytes of one access. */
export const accessBytes = registerBits / 8;

/**
 * What every bus is translated to, one access at a time; seen from the registers. What is asked for stays as it is until
 * `access_ready`, and the answer stands in the same cycle.
 *
 * @param addressBits bits of a byte address
 */
export function accessPorts<Bits extends Parameters<typeof input>[0]>(addressBits: Bits) {
  return {
    access_valid: input(1, 'an access is asked for; held until access_ready'),
    access_write: input(1, '1 write, 0 read'),
    access_address: input(addressBits, 'byte address; the lowest two bits do not count'),
    access_data: input(registerBits, 'write: the word'),
    access_strobe: input(accessBytes, 'write: which bytes of it'),
    access_ready: output(1, 'it is done in this cycle'),
    access_read_data: output(registerBits, 'read: the word; zero after an error'),
    access_error: output(1, 'it is refused, and nothing was done'),
  };
}
