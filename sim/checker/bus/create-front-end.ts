// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../manifest/index.ts';
import type { BusFrontEnd } from './access.ts';
import { createApb } from './apb.ts';
import { createAxi4Lite } from './axi4-lite.ts';
import type { Watch } from './watch.ts';
import { createWishboneClassic, createWishbonePipelined } from './wishbone.ts';

/** A bus that a design may have in front of its registers. */
export type BusName = Exclude<Manifest['configuration']['bus'], 'native'>;

const frontEnds: Readonly<Record<BusName, (watch: Watch, port: string) => BusFrontEnd>> = {
  'axi4-lite': createAxi4Lite,
  'wishbone-classic': createWishboneClassic,
  'wishbone-pipelined': createWishbonePipelined,
  apb: createApb,
};

/** The front end at the bus port of a party or of the manager. */
export function createFrontEnd(bus: BusName, watch: Watch, port: string): BusFrontEnd {
  return frontEnds[bus](watch, port);
}
