// SPDX-License-Identifier: Apache-2.0
import type { Port } from '../harness/index.ts';
import type { Manifest } from '../manifest/index.ts';

/** Bits of the kind of a message. */
const kindBits = 2;

/** How the streams of a block are called on AXI4-Stream. */
const streamNames: Readonly<Record<string, string>> = {
  valid: 'tvalid',
  ready: 'tready',
  data: 'tdata',
  strobe: 'tkeep',
  last: 'tlast',
  tag: 'tid',
};

/** The ports of streams by their native names, for designs whose streams are AXI4-Stream; all others as they are. */
export function nativePorts(
  port: (name: string) => Port,
  { configuration }: Manifest,
): (name: string) => Port {
  if (configuration.bus === 'native') return port;
  return (name) => {
    const [, stream, signal] = /^(\w+_(?:in|out))_(\w+)$/.exec(name) ?? [];
    if (stream === undefined || signal === undefined) return port(name);
    if (signal === 'kind') return bitsOf(port(`${stream}_tuser`), name, 0, kindBits);
    if (signal === 'abort') return bitsOf(port(`${stream}_tuser`), name, kindBits, 1);
    const own = streamNames[signal];
    return own === undefined ? port(name) : port(`${stream}_${own}`);
  };
}

/** Some bits of a port as a port of its own. */
function bitsOf(whole: Port, name: string, low: number, width: number): Port {
  const unit = 2 ** low;
  const most = 2 ** width;
  const get = () => Math.floor(whole.value / unit) % most;
  const set = (value: number) => {
    whole.value += ((value % most) - get()) * unit;
  };
  return Object.defineProperty(
    Object.assign(Object.create(whole) as Port, {
      name,
      width,
      read: () => BigInt(get()),
      write: (value: bigint) => set(Number(value)),
    }),
    'value',
    { get, set },
  );
}
