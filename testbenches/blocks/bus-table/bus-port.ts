// SPDX-License-Identifier: Apache-2.0
import type { Bus } from '../../../hdl-gen/bus/buses.ts';

/** Reads a signal by the name that the specification of its bus has for it. */
type Read = (signal: string) => number;

/** What a bus calls a request and its answer, and how requests follow each other without a pause. */
export interface BusPort {
  /** What the names of its signals begin with, behind the name of the party. */
  readonly prefix: string;
  /** A part of a request is handed over in this cycle. */
  readonly requests: (read: Read) => boolean;
  /** Which of these cycles counts: without a handshake of its own, a request counts from where it stands. */
  readonly counts: 'first' | 'last';
  /** Cycles of an access as short as the protocol has it. */
  readonly shortest: number;
  /** Signals that ask for one access after the other, in a cycle of that number. */
  readonly asking: (write: boolean, cycle: number) => Readonly<Record<string, number>>;
  /** Names of the signals with address, data and byte lanes. */
  readonly operands: (write: boolean) => Readonly<Record<'address' | 'data' | 'lanes', string>>;
  /** Answers that are given in this cycle. */
  readonly answers: (read: Read) => number;
}

const wishbone: Omit<BusPort, 'requests' | 'counts'> = {
  prefix: 'wb',
  shortest: 1,
  asking: (write) => ({ cyc_i: 1, stb_i: 1, we_i: write ? 1 : 0 }),
  operands: () => ({ address: 'adr_i', data: 'dat_i', lanes: 'sel_i' }),
  answers: (read) => read('ack_o'),
};

/** The buses as a bench sees them. */
export const busPorts: Readonly<Record<Bus, BusPort>> = {
  'axi4-lite': {
    prefix: 'axi',
    requests: (read) =>
      ['aw', 'w', 'ar'].some((one) => read(`${one}valid`) === 1 && read(`${one}ready`) === 1),
    counts: 'last',
    shortest: 1,
    asking: (write) => (write ? { awvalid: 1, wvalid: 1, bready: 1 } : { arvalid: 1, rready: 1 }),
    operands: (write) => ({ address: write ? 'awaddr' : 'araddr', data: 'wdata', lanes: 'wstrb' }),
    answers: (read) => read('bvalid') * read('bready') + read('rvalid') * read('rready'),
  },
  'wishbone-classic': {
    ...wishbone,
    requests: (read) => read('cyc_i') === 1 && read('stb_i') === 1,
    counts: 'first',
  },
  'wishbone-pipelined': {
    ...wishbone,
    requests: (read) => read('cyc_i') === 1 && read('stb_i') === 1 && read('stall_o') === 0,
    counts: 'last',
  },
  apb: {
    prefix: 'apb',
    requests: (read) => read('psel') === 1 && read('penable') === 1,
    counts: 'first',
    shortest: 2,
    asking: (write, cycle) => ({ psel: 1, penable: cycle % 2, pwrite: write ? 1 : 0 }),
    operands: () => ({ address: 'paddr', data: 'pwdata', lanes: 'pstrb' }),
    answers: (read) => read('penable') * read('pready'),
  },
};
