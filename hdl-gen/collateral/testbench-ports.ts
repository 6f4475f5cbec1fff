// SPDX-License-Identifier: Apache-2.0
import type { DesignDescription } from './manifest.ts';

/** A port of the design under test. */
type Port = DesignDescription['ports'][number];

/** The two parties that a message passes between, by the prefixes of their ports. */
export interface TestbenchEnds {
  readonly near: string;
  readonly far: string;
}

const requiredOutputs = [
  'in_ready',
  'out_valid',
  'out_data',
  'out_strobe',
  'out_last',
  'out_tag',
  'out_kind',
];

/** The ends of a design whose streams are native; nothing where they are behind a bus. */
export function testbenchEnds({ configuration, ports }: DesignDescription): TestbenchEnds | undefined {
  const { parties, server } = configuration;
  const ends =
    parties === 'two'
      ? { near: 'first', far: 'second' }
      : { near: 'client', far: server === 'remote' ? 'link' : 'server' };
  const names = new Set(ports.map(({ name }) => name));
  const isNative = Object.values(ends).every((end) =>
    requiredOutputs.every((output) => names.has(`${end}_${output}`)),
  );
  return isNative ? ends : undefined;
}

/** What a port is connected to, or nothing for an output that the testbench does not look at. */
export function connectionOf(
  { name, width, direction }: Port,
  { clock, reset }: DesignDescription,
  ends: TestbenchEnds,
): string {
  if (name === clock || name === reset) return name;
  const [end, other] = [`${ends.near}_`, `${ends.far}_`];
  const isStream = (prefix: string) => name.startsWith(`${prefix}in_`) || name.startsWith(`${prefix}out_`);
  if (direction === 'output') return isStream(end) || isStream(other) ? name : '';
  if (name.endsWith('_in_abort')) return "1'b0";
  if (isStream(end) || isStream(other)) return name;
  // A far end beyond a link is there from the beginning.
  return name === 'link_up' ? "1'b1" : `{${width}{1'b0}}`;
}
