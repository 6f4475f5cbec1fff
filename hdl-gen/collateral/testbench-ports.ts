// SPDX-License-Identifier: Apache-2.0
import { kindBits } from '../circuits/codes.ts';
import type { DesignDescription } from './manifest.ts';

/** A port of the design under test. */
type Port = DesignDescription['ports'][number];

/** The two parties that a message passes between, by the prefixes of their ports. */
export interface TestbenchEnds {
  readonly near: string;
  readonly far: string;
}

export function testbenchEnds({ configuration }: DesignDescription): TestbenchEnds {
  const { parties, server } = configuration;
  if (parties === 'two') return { near: 'first', far: 'second' };
  return { near: 'client', far: server === 'remote' ? 'link' : 'server' };
}

/** A signal of a stream as the testbench knows it, whatever the port is called. */
interface StreamSignal {
  readonly name: string;
  readonly width: number;
  /** What the port is connected to. */
  readonly connection: string;
}

/** What native streams call the signals of AXI4-Stream; `tuser` has the kind of message in its low bits. */
const nativeNames: Readonly<Record<string, string>> = {
  tvalid: 'valid',
  tready: 'ready',
  tdata: 'data',
  tkeep: 'strobe',
  tlast: 'last',
  tid: 'tag',
  tuser: 'kind',
};

/** The signal of a stream of an end that a port carries; nothing where it carries none, or one that is left at 0. */
export function streamSignal({ name, width }: Port, ends: TestbenchEnds): StreamSignal | undefined {
  const [, end, direction, signal] = /^([a-z]+)_(in|out)_(\w+)$/.exec(name) ?? [];
  if (signal === undefined || !Object.values(ends).includes(end!) || signal.startsWith('abort'))
    return undefined;
  const own = `${end}_${direction}_${nativeNames[signal] ?? signal}`;
  if (signal !== 'tuser') return { name: own, width, connection: own };
  const above = width - kindBits;
  return { name: own, width: kindBits, connection: above > 0 ? `{${above}'d0, ${own}}` : own };
}

/** What a port is connected to, or nothing for an output that the testbench does not look at. */
export function connectionOf(
  port: Port,
  { clock, reset }: DesignDescription,
  ends: TestbenchEnds,
  busSignals: ReadonlySet<string>,
): string {
  const { name, width, direction } = port;
  if (name === clock || name === reset || busSignals.has(name)) return name;
  const stream = streamSignal(port, ends);
  if (stream !== undefined) return stream.connection;
  if (direction === 'output') return '';
  // A far end beyond a link is there from the beginning.
  return name === 'link_up' ? "1'b1" : `${width}'d0`;
}

/** The range of a signal in its declaration, with a space behind it; nothing for one bit. */
export function rangeOf(width: number): string {
  return width === 1 ? '' : `[${width - 1}:0] `;
}
