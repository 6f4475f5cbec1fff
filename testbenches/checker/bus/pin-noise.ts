// SPDX-License-Identifier: Apache-2.0
import type { BusAccess } from '../../../sim/bus/index.ts';
import type { Model, Port } from '../../../sim/harness/index.ts';
import type { Manifest } from '../../../sim/manifest/index.ts';
import type { Random } from '../../../sim/tasks/index.ts';

/** A master that keeps to the protocol of its bus and to nothing else. `drive` comes before the model settles, `observe` after. */
export interface PinNoise {
  drive(): void;
  observe(): void;
}

interface Noise {
  readonly pin: (name: string) => Port;
  readonly random: Random;
  /** What to ask for next. */
  readonly access: () => BusAccess;
  /** How likely something is held back in a cycle. */
  readonly stall: number;
}

/** How likely a Wishbone cycle ends in a cycle of the clock although an access is under way. */
const abandons = 0.03;

/** Reads and writes at once, addresses and data in any order, as many as are taken. */
function axi4LiteNoise({ pin, random, access, stall }: Noise): PinNoise {
  const channel = (name: string, show: () => void) => {
    const [valid, ready] = [pin(`${name}valid`), pin(`${name}ready`)];
    let waits = false;
    return {
      drive() {
        if (waits) return;
        valid.value = random.chance(stall) ? 0 : 1;
        if (valid.value === 1) show();
      },
      observe() {
        waits = valid.value === 1 && ready.value === 0;
      },
    };
  };
  /** Writes of which one channel has shown its part. */
  const [ofAddresses, ofWords]: [BusAccess[], BusAccess[]] = [[], []];
  const next = (own: BusAccess[], other: BusAccess[]): BusAccess => {
    const begun = own.shift();
    if (begun !== undefined) return begun;
    const fresh = access();
    other.push(fresh);
    return fresh;
  };
  const channels = [
    channel('aw', () => {
      pin('awaddr').value = next(ofAddresses, ofWords).address;
    }),
    channel('w', () => {
      const { data, strobe } = next(ofWords, ofAddresses);
      pin('wdata').value = data;
      pin('wstrb').value = strobe;
    }),
    channel('ar', () => {
      pin('araddr').value = access().address;
    }),
  ];
  return {
    drive() {
      for (const one of channels) one.drive();
      pin('bready').value = random.chance(stall) ? 0 : 1;
      pin('rready').value = random.chance(stall) ? 0 : 1;
    },
    observe() {
      for (const one of channels) one.observe();
    },
  };
}

/** Cycles of one access after the other, which end at any time. */
function wishboneNoise({ pin, random, access, stall }: Noise, pipelined: boolean): PinNoise {
  const [cycle, strobe] = [pin('cyc_i'), pin('stb_i')];
  const show = () => {
    const { write, address, data, strobe: bytes } = access();
    pin('we_i').value = write ? 1 : 0;
    pin('adr_i').value = address;
    pin('dat_i').value = data;
    pin('sel_i').value = bytes;
  };
  let waits = false;
  return {
    drive() {
      const ends = random.chance(abandons);
      if (waits && !ends) return;
      waits = false;
      cycle.value = ends ? 0 : 1;
      strobe.value = ends || random.chance(stall) ? 0 : 1;
      if (strobe.value === 1) show();
    },
    observe() {
      const stops = pipelined
        ? pin('stall_o').value === 1
        : pin('ack_o').value === 0 && pin('err_o').value === 0;
      waits = strobe.value === 1 && stops;
    },
  };
}

/** Transfers with and without a pause between them. */
function apbNoise({ pin, random, access, stall }: Noise): PinNoise {
  const [select, enable] = [pin('psel'), pin('penable')];
  let waits = false;
  return {
    drive() {
      if (waits) {
        enable.value = 1;
        return;
      }
      enable.value = 0;
      select.value = random.chance(stall) ? 0 : 1;
      if (select.value === 0) return;
      const { write, address, data, strobe } = access();
      pin('pwrite').value = write ? 1 : 0;
      pin('paddr').value = address;
      pin('pwdata').value = data;
      pin('pstrb').value = write ? strobe : 0;
    },
    observe() {
      waits = select.value === 1 && (enable.value === 0 || pin('pready').value === 0);
    },
  };
}

const kinds = {
  'axi4-lite': { prefix: 'axi', create: axi4LiteNoise },
  'wishbone-classic': { prefix: 'wb', create: (noise: Noise) => wishboneNoise(noise, false) },
  'wishbone-pipelined': { prefix: 'wb', create: (noise: Noise) => wishboneNoise(noise, true) },
  apb: { prefix: 'apb', create: apbNoise },
} as const;

/** A master that asks for anything at one bus port of a design. */
export function createPinNoise(
  model: Model,
  { configuration: { bus, bufferBytes, threads }, addressBlocks }: Manifest,
  name: string,
  random: Random,
  stall: number,
): PinNoise {
  const block = addressBlocks.find((candidate) => candidate.name === name)!;
  const { prefix, create } = kinds[bus as keyof typeof kinds];
  const { registers, window, addressBits } = block;
  const control = registers.find(({ fields }) => fields.some((field) => field.name === 'enable'));

  function address(): number {
    if (window !== undefined && random.chance(0.3)) {
      return window.address + random.below(window.parts) * window.stride + random.below(window.stride);
    }
    if (random.chance(0.05)) return random.below(2 ** addressBits);
    return registers[random.below(registers.length)]!.address + (random.chance(0.1) ? random.below(4) : 0);
  }

  /** What may be right: a party that never takes part, or whose commands are all refused, shows little. */
  function likelyData(place: number): number {
    if (place === control?.address) return 1 + 2 * random.below(2);
    const register = registers.find(({ address }) => address === place);
    if (register?.name !== 'indicate' && register?.name !== 'deallocate') return random.below(8);
    const entry = random.below(window?.parts ?? 1);
    const likely: Record<string, number> = {
      entry,
      pointer: entry * bufferBytes,
      length: random.below(bufferBytes + 2),
      kind: random.below(3),
      tag: random.below(threads),
    };
    return register.fields.reduce(
      (word, { name, low }) => word + likely[name.replace(`${register.name}_`, '')]! * 2 ** low,
      0,
    );
  }

  function access(): BusAccess {
    const place = address();
    const data = random.chance(0.7) ? likelyData(place) : random.next32();
    const strobe = random.chance(0.7) ? 15 : random.below(16);
    return { write: random.chance(0.5), address: place, data, strobe };
  }

  const ports = new Map<string, Port>();
  const pin = (signal: string): Port => {
    const known = ports.get(signal) ?? model.port(`${name}_${prefix}_${signal}`);
    ports.set(signal, known);
    return known;
  };
  return create({ pin, random, access, stall });
}
