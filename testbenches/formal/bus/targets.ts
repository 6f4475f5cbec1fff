// SPDX-License-Identifier: Apache-2.0
import { type Bus, busFrontEnds } from '../../../hdl-gen/bus/buses.ts';
import type { Sizes } from '../../../hdl-gen/circuits/sizes.ts';
import { unmarshaling } from '../../../hdl-gen/circuits/unmarshaling.ts';
import { elaborateDesign, type ModuleTree, sizeValue } from '../../../hdl-gen/language/index.ts';
import type { PropertySet, ProvedInvariant } from '../property.ts';
import type { Taps } from '../taps.ts';
import { type AccessSide, accessSide } from './access-side.ts';
import { apbAssumptions, apbProperties } from './apb.ts';
import { axi4LiteProperties } from './axi4-lite.ts';
import { axi4StreamProperties } from './axi4-stream.ts';
import {
  wishboneClassicAssumptions,
  wishboneClassicProperties,
  wishbonePipelinedProperties,
} from './wishbone.ts';

/** The circuits at the edge of a block whose protocol is proved. */
export const busTargetNames = [
  'axi4-lite',
  'wishbone-classic',
  'wishbone-pipelined',
  'apb',
  'axi4-stream',
] as const;
export type BusTargetName = (typeof busTargetNames)[number];

export function isBusTarget(name: string): name is BusTargetName {
  return (busTargetNames as readonly string[]).includes(name);
}

export function busTrees(name: BusTargetName, sizes: Sizes): ModuleTree[] {
  return elaborateDesign(name === 'axi4-stream' ? unmarshaling(sizes) : busFrontEnds[name].module);
}

interface Description {
  readonly sets: readonly PropertySet[];
  readonly assumptions: readonly string[];
}

/** The properties of a front end, or of the circuits at the end of a stream. */
export function describeBusTarget(
  name: BusTargetName,
  taps: Taps,
  sizes: Sizes,
  trees: readonly ModuleTree[],
): Description {
  if (name === 'axi4-stream') return { sets: [axi4StreamProperties(taps, sizes)], assumptions: [] };
  const { of, properties, assumptions } = protocols[name];
  const bits = askedBits(trees.at(-1)!);
  const side = accessSide(taps, of, bits);
  return {
    sets: [properties(taps, side, bits)],
    assumptions: [...side.assumptions, ...(assumptions?.(taps) ?? [])],
  };
}

const protocols: Readonly<
  Record<
    Bus,
    {
      readonly of: ProvedInvariant;
      readonly properties: (taps: Taps, side: AccessSide, bits: number) => PropertySet;
      readonly assumptions?: (taps: Taps) => string[];
    }
  >
> = {
  'axi4-lite': { of: 'AXI4-Lite', properties: axi4LiteProperties },
  'wishbone-classic': {
    of: 'Wishbone',
    properties: wishboneClassicProperties,
    assumptions: wishboneClassicAssumptions,
  },
  'wishbone-pipelined': { of: 'Wishbone', properties: wishbonePipelinedProperties },
  apb: { of: 'APB4', properties: apbProperties, assumptions: apbAssumptions },
};

/** Bits of all that an access asks for. */
function askedBits({ ports }: ModuleTree): number {
  const asked = ['access_write', 'access_address', 'access_data', 'access_strobe'];
  return ports
    .filter(({ signal }) => asked.includes(signal.name))
    .reduce((sum, { signal }) => sum + sizeValue(signal.width), 0);
}
