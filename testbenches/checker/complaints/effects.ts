// SPDX-License-Identifier: Apache-2.0
import type { Seen, Values } from './complaint.ts';

export const [allocate, indicate, detect, deallocate] = [0, 1, 2, 3] as const;
const [load, store, swap] = [0, 1, 2] as const;

/** Which circuits of a party have an operation. */
export type Circuits = 'sending' | 'receiving';

/** An operation of the circuits of a party, such as `area.first`, takes effect. */
export function takesEffect(party: string, circuits: Circuits, operation: number): (seen: Seen) => boolean {
  const port = portOf(party);
  return (seen) =>
    seen(`${port}.answered`) === 1 &&
    seen(`${port}.by_circuits`) === 1 &&
    seen(`${port}.by_receiver`) === Number(circuits === 'receiving') &&
    seen(`${port}.operation`) === operation;
}

/** An allocation of an entry takes effect instead of what does. */
export function allocates(party: string, entry: number): Values {
  return effect(party, { operation: allocate, access: swap, entry, value: 0, store: 1, old_flag: 1 });
}

/** The entry on offer is taken instead of what happens, and the next one is on offer. */
export function takesOffered(party: string): (seen: Seen) => Values {
  const area = areaOf(party);
  return (seen) => {
    const entry = seen(`${area}.allocation.entry`, -1);
    return { ...allocates(party, entry), ...offers(area, freeBefore(area, seen) & ~(1 << entry)) };
  };
}

/** The entry at hand is indicated instead of what happens to it. */
export function indicates(party: string): (seen: Seen) => Values {
  const area = areaOf(party);
  return (seen) => ({
    ...effect(party, { operation: indicate, access: load, store: 0, old_flag: 0 }),
    ...(seen(`${swapOf(party)}_operation`) === swap ? offers(area, freeBefore(area, seen)) : {}),
  });
}

/** The entry at hand is freed instead of what happens to it. */
export function frees(party: string): Values {
  return effect(party, { operation: deallocate, access: store, value: 1, store: 1, old_flag: 0 });
}

/** The operation that takes effect is on another entry. */
export function onEntry(party: string, entry: number): Values {
  return { [`${portOf(party)}.entry`]: entry, [`${swapOf(party)}_entry`]: entry };
}

function effect(
  party: string,
  {
    operation,
    access,
    entry,
    ...flag
  }: Readonly<Record<string, number>> & { operation: number; access: number },
): Values {
  return {
    [`${portOf(party)}.operation`]: operation,
    [`${swapOf(party)}_operation`]: access,
    ...Object.fromEntries(Object.entries(flag).map(([name, value]) => [`${swapOf(party)}_${name}`, value])),
    ...(entry === undefined ? {} : onEntry(party, entry)),
  };
}

/** Free entries of an area that could be offered, by the flags of the cycle before. */
function freeBefore(area: string, seen: Seen): number {
  const taken = ['first', 'second'].map((name) =>
    seen(`${area}.atomic_swap.${name}_done`, -1) === 1 &&
    seen(`${area}.atomic_swap.${name}_operation`, -1) === swap
      ? 1 << seen(`${area}.atomic_swap.${name}_entry`, -1)
      : 0,
  );
  return seen(`${area}.control_ram.flags`, -1) & ~(taken[0]! | taken[1]!);
}

/** The lowest of these entries is on offer. */
function offers(area: string, free: number): Values {
  return {
    [`${area}.allocation.offer_valid`]: Number(free !== 0),
    [`${area}.allocation.entry`]: lowestBit(free),
  };
}

/** The number of the lowest bit that is 1; 0 if there is none. */
export function lowestBit(bits: number): number {
  return bits === 0 ? 0 : 31 - Math.clz32(bits & -bits);
}

function areaOf(party: string): string {
  return party.split('.')[0]!;
}

function portOf(party: string): string {
  return `${party}_port`;
}

function swapOf(party: string): string {
  const [area, name] = party.split('.');
  return `${area}.atomic_swap.${name}`;
}
