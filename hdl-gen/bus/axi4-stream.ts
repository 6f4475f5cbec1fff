// SPDX-License-Identifier: Apache-2.0
import { kindBits } from '../circuits/codes.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { type Expression, input, type ModuleBuilder, output, type Signal } from '../language/index.ts';

/** A stream into the block as AXI4-Stream (ARM IHI 0051); seen from the block. */
export function axi4StreamIn({ wordBits, wordBytes, tagBits }: Sizes, canAbort: boolean) {
  return {
    tvalid: input(1, ''),
    tready: output(1, ''),
    tdata: input(wordBits, 'byte 0 in the lowest bits'),
    tkeep: input(wordBytes, 'last beat: its bytes, contiguous from byte 0; other beats are full'),
    tlast: input(1, 'the message ends with this beat'),
    tid: input(tagBits, 'first beat: call tag'),
    tuser: canAbort
      ? input(kindBits + 1, 'bits 1:0, first beat: kind of message; bit 2, last beat: it is withdrawn')
      : input(kindBits, 'first beat: kind of message'),
  };
}

/** A stream out of the block; seen from the block. */
export function axi4StreamOut({ wordBits, wordBytes, tagBits }: Sizes) {
  return {
    tvalid: output(1, ''),
    tready: input(1, ''),
    tdata: output(wordBits, 'byte 0 in the lowest bits; bytes beyond the message are zero'),
    tkeep: output(wordBytes, 'bytes of the beat, contiguous from byte 0'),
    tlast: output(1, 'the message ends with this beat'),
    tid: output(tagBits, 'call tag'),
    tuser: output(kindBits, 'kind of message'),
  };
}

type Ports = Readonly<Record<string, Signal>>;
type Wires = (name: string) => Signal<'wire'>;

/** Connects a stream into the block; beats are taken while `enabled`. */
export function connectStreamIn(
  m: ModuleBuilder,
  port: Ports,
  wire: Wires,
  canAbort: boolean,
  enabled: Signal | undefined,
): void {
  const gated = (signal: Expression) => (enabled === undefined ? signal : signal.and(enabled));
  m.assign(wire('in_valid'), gated(port.tvalid!));
  m.assign(port.tready as Signal<'output'>, gated(wire('in_ready')));
  m.assign(wire('in_data'), port.tdata!);
  m.assign(wire('in_strobe'), port.tkeep!);
  m.assign(wire('in_last'), port.tlast!);
  m.assign(wire('in_tag'), port.tid!);
  m.assign(wire('in_kind'), canAbort ? port.tuser!.slice(kindBits - 1, 0) : port.tuser!);
  if (canAbort) m.assign(wire('in_abort'), port.tuser!.bit(kindBits));
}

/** Connects a stream out of the block. */
export function connectStreamOut(m: ModuleBuilder, port: Ports, wire: Wires): void {
  m.assign(port.tvalid as Signal<'output'>, wire('out_valid'));
  m.assign(wire('out_ready'), port.tready!);
  m.assign(port.tdata as Signal<'output'>, wire('out_data'));
  m.assign(port.tkeep as Signal<'output'>, wire('out_strobe'));
  m.assign(port.tlast as Signal<'output'>, wire('out_last'));
  m.assign(port.tid as Signal<'output'>, wire('out_tag'));
  m.assign(port.tuser as Signal<'output'>, wire('out_kind'));
}
