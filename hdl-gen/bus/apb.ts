// SPDX-License-Identifier: Apache-2.0
import { defineModule, flipped, group, input, output, parameter } from '../language/index.ts';
import { registerBits } from '../registers/index.ts';
import { accessBytes, accessPorts } from './access.ts';

const addressWidth = parameter('ADDRESS_WIDTH', 12, 'bits of a byte address');

/** The ports of an APB4 completer; seen from it. */
export function apbPorts(addressBits: Parameters<typeof input>[0]) {
  return {
    paddr: input(addressBits, ''),
    pprot: input(3, 'not looked at'),
    psel: input(1, ''),
    penable: input(1, ''),
    pwrite: input(1, ''),
    pwdata: input(registerBits, ''),
    pstrb: input(accessBytes, ''),
    pready: output(1, ''),
    prdata: output(registerBits, ''),
    pslverr: output(1, ''),
  };
}

/** APB4 (ARM IHI 0024) in front of registers. */
export const apb = defineModule({
  name: 'baton_apb',
  summary: 'translates APB4 transfers to accesses.',
  timing: ['An access is made in the access phase, and its last cycle is that in which it is done.'],
  parameters: [addressWidth],
  ports: {
    ...group('bus', apbPorts(addressWidth)),
    ...group('accesses', flipped(accessPorts(addressWidth))),
  },
  build(m, io) {
    m.wire('unused_protection', io.pprot.any());
    const valid = m.wire('valid', io.psel.and(io.penable));
    m.assign(io.access_valid, valid);
    m.assign(io.access_write, io.pwrite);
    m.assign(io.access_address, io.paddr);
    m.assign(io.access_data, io.pwdata);
    m.assign(io.access_strobe, io.pstrb);
    m.assign(io.pready, valid.and(io.access_ready));
    m.assign(io.prdata, io.access_read_data);
    m.assign(io.pslverr, valid.and(io.access_ready, io.access_error));
  },
});
