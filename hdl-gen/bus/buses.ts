// SPDX-License-Identifier: Apache-2.0
import type { Configuration } from '../configuration/index.ts';
import type { AnyModule, PortDefinitions } from '../language/index.ts';
import { apb, apbPorts } from './apb.ts';
import { axi4Lite, axi4LitePorts } from './axi4-lite.ts';
import { pipelinedWishbonePorts, wishboneClassic, wishbonePipelined, wishbonePorts } from './wishbone.ts';

/** What stands between a bus and registers. */
export interface BusFrontEnd {
  /** What the ports of a bus begin with, behind the name of the party. */
  readonly prefix: string;
  readonly title: string;
  readonly module: AnyModule;
  /** Ports of a slave, by the names that its specification gives them. */
  readonly ports: (addressBits: number) => PortDefinitions;
}

/** A bus that a block can be put behind. */
export type Bus = Exclude<Configuration['bus'], 'native'>;

/** The front end of each bus. */
export const busFrontEnds: Readonly<Record<Bus, BusFrontEnd>> = {
  'axi4-lite': { prefix: 'axi', title: 'AXI4-Lite', module: axi4Lite, ports: axi4LitePorts },
  'wishbone-classic': {
    prefix: 'wb',
    title: 'Wishbone B4, classic',
    module: wishboneClassic,
    ports: wishbonePorts,
  },
  'wishbone-pipelined': {
    prefix: 'wb',
    title: 'Wishbone B4, pipelined',
    module: wishbonePipelined,
    ports: pipelinedWishbonePorts,
  },
  apb: { prefix: 'apb', title: 'APB4', module: apb, ports: apbPorts },
};
