// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  clockAndReset,
  concat,
  defineModule,
  flipped,
  group,
  input,
  literal,
  output,
  parameter,
  set,
  when,
} from '../language/index.ts';
import { streamRegister } from '../primitives/stream-register.ts';
import { registerBits } from '../registers/index.ts';
import { accessBytes, accessPorts } from './access.ts';

const addressWidth = parameter('ADDRESS_WIDTH', 12, 'bits of a byte address');

/** The ports of an AXI4-Lite slave; seen from it. */
export function axi4LitePorts(addressBits: Parameters<typeof input>[0]) {
  return {
    awaddr: input(addressBits, ''),
    awprot: input(3, 'not looked at'),
    awvalid: input(1, ''),
    awready: output(1, ''),
    wdata: input(registerBits, ''),
    wstrb: input(accessBytes, ''),
    wvalid: input(1, ''),
    wready: output(1, ''),
    bresp: output(2, '0 OKAY, 2 SLVERR'),
    bvalid: output(1, ''),
    bready: input(1, ''),
    araddr: input(addressBits, ''),
    arprot: input(3, 'not looked at'),
    arvalid: input(1, ''),
    arready: output(1, ''),
    rdata: output(registerBits, ''),
    rresp: output(2, '0 OKAY, 2 SLVERR'),
    rvalid: output(1, ''),
    rready: input(1, ''),
  };
}

/** AXI4-Lite (ARM IHI 0022) in front of registers. */
export const axi4Lite = defineModule({
  name: 'baton_axi4_lite',
  summary: 'translates AXI4-Lite to accesses, one at a time; reads and writes take turns.',
  timing: [
    'A read whose address is accepted in cycle t is made in cycle t + 1 and answered in cycle t + 2; so is a write, from the later of its address and its data on. One access per cycle is sustained.',
    'All ready signals depend on registers only.',
  ],
  notes: ['An answer that is not taken holds up accesses of its own direction alone.'],
  parameters: [addressWidth],
  ports: {
    ...clockAndReset(),
    ...group('bus', axi4LitePorts(addressWidth)),
    ...group('accesses', flipped(accessPorts(addressWidth))),
  },
  build(m, io) {
    m.wire('unused_protection', io.awprot.any().and(io.arprot.any()));
    m.comment('What has arrived.');
    const writeTaken = m.declare('write_taken', 1);
    const readTaken = m.declare('read_taken', 1);
    const writeAddress = m.instance(
      'u_write_address',
      streamRegister,
      { in_valid: io.awvalid, in_ready: io.awready, in_data: io.awaddr, out_ready: writeTaken },
      { WIDTH: addressWidth },
    );
    const writeData = m.instance(
      'u_write_data',
      streamRegister,
      {
        in_valid: io.wvalid,
        in_ready: io.wready,
        in_data: m.wire('write_word', concat(io.wstrb, io.wdata)),
        out_ready: writeTaken,
      },
      { WIDTH: registerBits + accessBytes },
    );
    const readAddress = m.instance(
      'u_read_address',
      streamRegister,
      { in_valid: io.arvalid, in_ready: io.arready, in_data: io.araddr, out_ready: readTaken },
      { WIDTH: addressWidth },
    );

    m.comment('The access that is made: it must have room for its answer, and is kept until it is done.');
    const written = m.register('bvalid_q', 1, { reset: 0, doc: 'the answer to a write is on offer' });
    const writeRefused = m.register('write_refused_q', 1, { reset: 0 });
    const read = m.register('rvalid_q', 1, { reset: 0, doc: 'the answer to a read is on offer' });
    const readRefused = m.register('read_refused_q', 1, { reset: 0 });
    const data = m.register('rdata_q', registerBits, { reset: 0 });
    const busy = m.register('busy_q', 1, { reset: 0, doc: 'an access has begun before this cycle' });
    const writes = m.register('writes_q', 1, { reset: 0, doc: 'the last access was a write' });
    const mayWrite = m.wire(
      'may_write',
      writeAddress.out_valid.and(writeData.out_valid, written.not().or(io.bready)),
    );
    const mayRead = m.wire('may_read', readAddress.out_valid.and(read.not().or(io.rready)));
    const write = m.wire('write', choose(busy, writes, mayWrite.and(mayRead.not().or(writes.not()))));
    const valid = m.wire('valid', busy.or(mayWrite, mayRead));
    const done = m.wire('done', valid.and(io.access_ready));
    m.assign(writeTaken, done.and(write));
    m.assign(readTaken, done.and(write.not()));
    m.assign(io.access_valid, valid);
    m.assign(io.access_write, write);
    m.assign(io.access_address, choose(write, writeAddress.out_data, readAddress.out_data));
    m.assign(io.access_data, writeData.out_data.slice(registerBits - 1, 0));
    m.assign(io.access_strobe, writeData.out_data.slice(registerBits + accessBytes - 1, registerBits));
    m.clocked('turns', [set(busy, valid.and(done.not())), when(valid, [set(writes, write)])]);

    m.comment('The answers.');
    m.clocked('write_answer', [
      when(writeTaken, [set(written, 1), set(writeRefused, io.access_error)]).elseWhen(io.bready, [
        set(written, 0),
        set(writeRefused, 0),
      ]),
    ]);
    m.clocked('read_answer', [
      when(readTaken, [
        set(read, 1),
        set(readRefused, io.access_error),
        set(data, io.access_read_data),
      ]).elseWhen(io.rready, [set(read, 0), set(readRefused, 0), set(data, 0)]),
    ]);
    m.assign(io.bvalid, written);
    m.assign(io.bresp, concat(writeRefused, literal(0, 1)));
    m.assign(io.rvalid, read);
    m.assign(io.rresp, concat(readRefused, literal(0, 1)));
    m.assign(io.rdata, data);
  },
});
