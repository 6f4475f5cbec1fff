// SPDX-License-Identifier: Apache-2.0
import type { Port } from '../../harness/index.ts';
import type { Manifest } from '../../manifest/index.ts';
import type { Side } from '../carrier.ts';

/** A running design after its reset, as the carrier needs it. One cycle is: write inputs, settle, look at outputs, edge. */
export interface Circuits {
  readonly manifest: Manifest;
  port(name: string): Port;
  settle(): void;
  edge(): void;
  /** Flags, waiting messages and open calls, a line each, for reports. */
  describeState(): string;
}

/** What the ports of a party are called. */
export function partyName(manifest: Manifest, side: Side): string {
  const { parties, server } = manifest.configuration;
  if (parties === 'two') return side;
  if (side === 'first') return 'client';
  return server === 'remote' ? 'link' : 'server';
}
