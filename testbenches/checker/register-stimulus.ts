// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../sim/manifest/index.ts';
import type { Random } from '../../sim/tasks/index.ts';
import type { PortOf, Stimulus } from './stream-stimulus.ts';

/** How registers are used. */
export interface RegisterHabits {
  /** How likely a register is read or written in a cycle. */
  readonly rate: () => number;
  /** All calls are held: that is set first, and stays. */
  readonly holds: boolean;
  /** The reserve changes too, where calls may deadlock without it. */
  readonly unreserved: boolean;
  /** Registers are only read. */
  readonly onlyReads: boolean;
}

/**
 * Reads and writes random registers while `enough` is false; while it is true it puts all settings back. The reserve stays in a gateway,
 * and where calls can be held, unless asked for: without it calls may deadlock, and nothing that is written later undoes
 * that. A held call needs none for its return, but notices of the second party wait in the same stream.
 */
export function registerUser(
  portOf: PortOf,
  { registers, configuration }: Manifest,
  random: Random,
  { rate, holds, unreserved, onlyReads }: RegisterHabits,
  enough: () => boolean,
): Stimulus {
  const port = (name: string) => portOf(`register_${name}`);
  const [valid, ready, write, address, data] = [
    port('valid'),
    port('ready'),
    port('write'),
    port('address'),
    port('write_data'),
  ];
  const done = port('done');
  const keepsReserve = !unreserved && (configuration.parties === 'three' || configuration.release === 'both');
  /** What a setting is at rest. */
  const word = (fields: Manifest['registers'][number]['fields']) =>
    fields.reduce((sum, { name, reset, low }) => sum + (name === 'hold' && holds ? 1 : reset) * 2 ** low, 0);
  const all = registers
    .map(({ address, fields }) => {
      const writable = fields.filter(({ access }) => access === 'read-write');
      const changing = writable.filter(
        ({ name }) => !(name === 'reserve' && keepsReserve) && !(name === 'hold' && holds),
      );
      // What stays is in a register together with what changes.
      const staying = word(fields.filter((field) => !changing.includes(field)));
      return { address, rest: word(fields), staying, writable, changing };
    })
    .filter(({ writable }) => writable.length > 0);
  const settings = all.filter(({ changing }) => changing.length > 0);
  const reclaim = registers.find(({ fields }) => fields.some(({ access }) => access === 'start'));
  let toRestore = holds ? [...all] : [];
  let begins = holds;
  let busy = false;
  let passed = false;

  function ask(at: number, word?: number): void {
    address.value = at;
    write.value = word === undefined ? 0 : 1;
    data.value = word ?? random.next32();
    valid.value = 1;
  }

  const readSomething = () => ask(registers[random.below(registers.length)]!.address);

  function something(): void {
    if (onlyReads) {
      readSomething();
      return;
    }
    if (reclaim !== undefined && random.chance(0.2)) {
      ask(reclaim.address, random.below(4));
      return;
    }
    if (random.chance(0.1)) {
      // Few addresses have a register; the write has a value that none of the limits takes.
      ask(
        random.below(2 ** address.width),
        random.chance(0.5) ? (random.next32() | 0x4000_0002) >>> 0 : undefined,
      );
      return;
    }
    if (random.chance(0.5)) {
      readSomething();
      return;
    }
    const { address: at, changing, staying } = settings[random.below(settings.length)]!;
    const most = changing[0]!.allowed?.most;
    ask(at, most === undefined ? (random.next32() | staying) >>> 0 : random.below(most + 3));
  }

  return {
    drive() {
      if (passed) valid.value = 0;
      passed = false;
      if (busy || valid.value === 1) return;
      const next = enough() || begins ? toRestore.pop() : undefined;
      begins = begins && next !== undefined;
      if (next !== undefined) {
        ask(next.address, next.rest);
      } else if (!enough() && random.chance(rate())) {
        toRestore = [...all];
        something();
      }
    },
    observe() {
      if (done.value === 1) busy = false;
      if (valid.value === 1 && ready.value === 1) {
        passed = true;
        busy = true;
      }
    },
    idle: () => toRestore.length === 0 && !busy && valid.value === 0,
    reset() {
      valid.value = 0;
      busy = false;
      passed = false;
      toRestore = holds ? [...all] : [];
      begins = holds;
    },
  };
}
