// SPDX-License-Identifier: Apache-2.0
import { type Bus, busFrontEnds } from '../../../hdl-gen/bus/buses.ts';
import { partyRegisters } from '../../../hdl-gen/bus/party-registers.ts';
import { type Sizes, sizesOf } from '../../../hdl-gen/circuits/sizes.ts';
import { unmarshaling } from '../../../hdl-gen/circuits/unmarshaling.ts';
import {
  type AnyModule,
  defineModule,
  elaborateDesign,
  type ModuleTree,
  type PortDefinitions,
  sizeValue,
} from '../../../hdl-gen/language/index.ts';
import { type AddressBlock, addressBlocks } from '../../../hdl-gen/registers/index.ts';
import type { PropertySet, ProvedInvariant } from '../property.ts';
import type { Taps } from '../taps.ts';
import { type AccessSide, accessSide } from './access-side.ts';
import { apbAssumptions, apbProperties } from './apb.ts';
import { axi4LiteProperties } from './axi4-lite.ts';
import { axi4StreamProperties } from './axi4-stream.ts';
import { partyRegistersAssumptions, partyRegistersProperties } from './party-registers.ts';
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
  'registers',
] as const;
export type BusTargetName = (typeof busTargetNames)[number];

export function isBusTarget(name: string): name is BusTargetName {
  return (busTargetNames as readonly string[]).includes(name);
}

export function busTrees(name: BusTargetName, sizes: Sizes): ModuleTree[] {
  if (name === 'axi4-stream') return elaborateDesign(unmarshaling(sizes));
  if (name !== 'registers') return elaborateDesign(busFrontEnds[name].module);
  const behind = behindBus(sizes);
  const [block] = addressBlocks(behind.configuration);
  return elaborateDesign(asTop(partyRegisters(behind, block!, 'REQUESTS') as AnyModule));
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
  const bits = askedBits(trees.at(-1)!);
  if (name === 'registers') {
    const inside = { ...taps, inside: (path: string) => taps.inside(`${registersInstance}.${path}`) };
    const side = accessSide(inside, 'registers', bits);
    const [block] = addressBlocks(behindBus(sizes).configuration);
    return {
      sets: [partyRegistersProperties(inside, side, settingsOf(block!))],
      assumptions: partyRegistersAssumptions(inside, side.stays),
    };
  }
  const { of, properties, assumptions } = protocols[name];
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

const registersInstance = 'u_registers';

/** A module inside one that has no other purpose: a port of a top may not be called `interrupt`. */
function asTop(module: AnyModule): AnyModule {
  const outer = (name: string) => (name === 'interrupt' ? 'irq' : name);
  const ports = Object.entries(module.ports as PortDefinitions);
  return defineModule<PortDefinitions>({
    name: 'baton_proof_of_registers',
    summary: 'registers by themselves.',
    timing: [],
    ports: Object.fromEntries(ports.map(([name, port]) => [outer(name), port])),
    build(m, io) {
      const data = ports.filter(([, { role }]) => role === 'input' || role === 'output');
      m.instance(
        registersInstance,
        module,
        Object.fromEntries(data.map(([name]) => [name, io[outer(name)]])) as never,
      );
    },
  });
}

/** The same design behind a bus; which one makes no difference to its registers. */
function behindBus({ configuration }: Sizes): Sizes {
  return sizesOf({ ...configuration, bus: 'apb' });
}

function settingsOf({ registers }: AddressBlock): string[] {
  return registers
    .flatMap(({ fields }) => fields)
    .flatMap(({ access, name }) => (access === 'read-write' ? [name] : []));
}

/** Bits of all that an access asks for. */
function askedBits({ ports }: ModuleTree): number {
  const asked = ['access_write', 'access_address', 'access_data', 'access_strobe'];
  return ports
    .filter(({ signal }) => asked.includes(signal.name))
    .reduce((sum, { signal }) => sum + sizeValue(signal.width), 0);
}
