// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  clockAndReset,
  defineModule,
  flipped,
  group,
  input,
  type ModuleBuilder,
  output,
  parameter,
  set,
  when,
} from '../language/index.ts';
import { registerBits } from '../registers/index.ts';
import { accessBytes, accessPorts } from './access.ts';

const addressWidth = parameter('ADDRESS_WIDTH', 12, 'bits of a byte address');

/** The ports of a classic Wishbone slave; seen from it. */
export function wishbonePorts(addressBits: Parameters<typeof input>[0]) {
  return {
    cyc_i: input(1, ''),
    stb_i: input(1, ''),
    we_i: input(1, ''),
    adr_i: input(addressBits, 'byte address'),
    sel_i: input(accessBytes, ''),
    dat_i: input(registerBits, ''),
    dat_o: output(registerBits, ''),
    ack_o: output(1, ''),
    err_o: output(1, ''),
  };
}

/** Those of a pipelined one. */
export function pipelinedWishbonePorts(addressBits: Parameters<typeof input>[0]) {
  return { ...wishbonePorts(addressBits), stall_o: output(1, '') };
}

const abandoned =
  'An access that was begun takes effect even when the bus cycle ends before its answer; that answer is not given to a later cycle.';

/** Registers that keep an access until it is done. */
function accessRegisters(m: ModuleBuilder) {
  return {
    held: m.register('held_q', 1, { reset: 0 }),
    lost: m.register('abandoned_q', 1, { reset: 0, doc: 'its bus cycle has ended' }),
    write: m.register('write_q', 1, { reset: 0 }),
    address: m.register('address_q', addressWidth, { reset: 0 }),
    data: m.register('data_q', registerBits, { reset: 0 }),
    strobe: m.register('strobe_q', accessBytes, { reset: 0 }),
  };
}

/** Wishbone B4, classic cycles, in front of registers. */
export const wishboneClassic = defineModule({
  name: 'baton_wishbone_classic',
  summary: 'translates classic Wishbone cycles to accesses.',
  timing: ['An access is made in the cycle in which it is asked for, and answered as soon as it is done.'],
  notes: [abandoned],
  parameters: [addressWidth],
  ports: {
    ...clockAndReset(),
    ...group('bus', wishbonePorts(addressWidth)),
    ...group('accesses', flipped(accessPorts(addressWidth))),
  },
  build(m, io) {
    m.comment('An access that takes longer is kept here.');
    const { held, lost, write, address, data, strobe } = accessRegisters(m);
    const asked = m.wire('asked', io.cyc_i.and(io.stb_i));
    const valid = m.wire('valid', held.or(asked));
    const done = m.wire('done', valid.and(io.access_ready));
    m.assign(io.access_valid, valid);
    m.assign(io.access_write, choose(held, write, io.we_i));
    m.assign(io.access_address, choose(held, address, io.adr_i));
    m.assign(io.access_data, choose(held, data, io.dat_i));
    m.assign(io.access_strobe, choose(held, strobe, io.sel_i));
    m.clocked('kept_access', [
      set(held, valid.and(done.not())),
      set(lost, held.and(done.not(), lost.or(asked.not()))),
      when(held.not(), [
        set(write, io.we_i),
        set(address, io.adr_i),
        set(data, io.dat_i),
        set(strobe, io.sel_i),
      ]),
    ]);
    m.comment('The answer.');
    const answers = m.wire('answers', done.and(asked, lost.not()));
    m.assign(io.ack_o, answers.and(io.access_error.not()));
    m.assign(io.err_o, answers.and(io.access_error));
    m.assign(io.dat_o, io.access_read_data);
  },
});

/** Wishbone B4, pipelined cycles, in front of registers. */
export const wishbonePipelined = defineModule({
  name: 'baton_wishbone_pipelined',
  summary: 'translates pipelined Wishbone cycles to accesses.',
  timing: [
    'An access accepted in cycle t is made in cycle t + 1 and answered in cycle t + 2; one access per cycle is sustained.',
  ],
  notes: [abandoned, 'Nothing is answered while no bus cycle is open.'],
  parameters: [addressWidth],
  ports: {
    ...clockAndReset(),
    ...group('bus', pipelinedWishbonePorts(addressWidth)),
    ...group('accesses', flipped(accessPorts(addressWidth))),
  },
  build(m, io) {
    m.comment('The access that is made.');
    const { held, lost, write, address, data, strobe } = accessRegisters(m);
    const done = m.wire('done', held.and(io.access_ready));
    const stalls = m.wire('stalls', held.and(done.not()));
    const accepted = m.wire('accepted', io.cyc_i.and(io.stb_i, stalls.not()));
    m.assign(io.stall_o, stalls);
    m.assign(io.access_valid, held);
    m.assign(io.access_write, write);
    m.assign(io.access_address, address);
    m.assign(io.access_data, data);
    m.assign(io.access_strobe, strobe);
    m.clocked('accepted_access', [
      when(accepted, [
        set(held, 1),
        set(write, io.we_i),
        set(address, io.adr_i),
        set(data, io.dat_i),
        set(strobe, io.sel_i),
      ]).elseWhen(done, [set(held, 0)]),
    ]);
    m.clocked('ended_cycle', [set(lost, stalls.and(lost.or(io.cyc_i.not())))]);

    m.comment('The answer.');
    const acknowledged = m.register('ack_q', 1, { reset: 0 });
    const refused = m.register('err_q', 1, { reset: 0 });
    const read = m.register('read_data_q', registerBits, { reset: 0 });
    const answers = m.wire('answers', done.and(io.cyc_i, lost.not()));
    m.clocked('answer', [
      set(acknowledged, answers.and(io.access_error.not())),
      set(refused, answers.and(io.access_error)),
      set(read, io.access_read_data),
    ]);
    m.assign(io.ack_o, acknowledged.and(io.cyc_i));
    m.assign(io.err_o, refused.and(io.cyc_i));
    m.assign(io.dat_o, read);
  },
});
