// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import { createApbMaster } from './apb-master.ts';
import { createAxi4LiteMaster } from './axi4-lite-master.ts';
import type { BusMaster, BusPorts, Stall } from './bus-master.ts';
import { createWishboneMaster } from './wishbone-master.ts';

type Bus = Exclude<Manifest['configuration']['bus'], 'native'>;

/** Where the register port of a block begins, for its manager. */
export const settingsAddress = 0x400;

/** What the ports of each bus begin with, behind the name of the party, and what makes accesses there. */
const masters: Readonly<
  Record<Bus, { readonly prefix: string; readonly create: (port: BusPorts, stall: Stall) => BusMaster }>
> = {
  'axi4-lite': { prefix: 'axi', create: createAxi4LiteMaster },
  'wishbone-classic': {
    prefix: 'wb',
    create: (port, stall) => createWishboneMaster(port, stall, false),
  },
  'wishbone-pipelined': {
    prefix: 'wb',
    create: (port, stall) => createWishboneMaster(port, stall, true),
  },
  apb: { prefix: 'apb', create: createApbMaster },
};

/** A master at one bus port of a design: that of a party, or of the manager. */
export function createBusMaster(
  port: BusPorts,
  bus: Bus,
  name: string,
  stall: Stall = () => false,
): BusMaster {
  const { prefix, create } = masters[bus];
  return create((signal) => port(`${name}_${prefix}_${signal}`), stall);
}
