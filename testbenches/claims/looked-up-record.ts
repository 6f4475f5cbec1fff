// SPDX-License-Identifier: Apache-2.0
import type { AreaName, PartyName, RunRecord } from './record-cycles.ts';

/** Cycle of something that did not happen: it fails whatever is said about its order. */
export const never = Number.NaN;

/** The buffers that circuits of a party took, and what became of their flags: [before, after]. */
export function allocated(record: RunRecord, area: AreaName, party: PartyName) {
  return operationsOf(record, area, party, 'ALLOCATE').map(({ entry, cycle }) => ({
    entry,
    flag: [flagIn(record, area, entry, cycle), flagIn(record, area, entry, cycle + 1)],
  }));
}

/** The references that circuits of a party took. */
export function detected(record: RunRecord, area: AreaName, party: PartyName) {
  return detectionsOf(record, area, party).map(({ entry, length, tag, kind }) => ({
    entry,
    length,
    tag,
    kind,
  }));
}

/** The entries that circuits of a party freed. */
export function freed(record: RunRecord, area: AreaName, party: PartyName): number[] {
  return operationsOf(record, area, party, 'DEALLOCATE').map(({ entry }) => entry);
}

/** Cycle of the first operation of a kind, or `never`. */
export function cycleOf(record: RunRecord, area: AreaName, party: PartyName, operation: string): number {
  return operationsOf(record, area, party, operation)[0]?.cycle ?? never;
}

/** Cycle of the first detection, or `never`. */
export function cycleOfDetection(record: RunRecord, area: AreaName, party: PartyName): number {
  return detectionsOf(record, area, party)[0]?.cycle ?? never;
}

/** Cycles of the first and the last beat that a user took, or `never`. */
export function cyclesOfBeats(record: RunRecord, user: string): { first: number; last: number } {
  const taken = record.beats.filter((beat) => beat.user === user);
  return { first: taken[0]?.cycle ?? never, last: taken.at(-1)?.cycle ?? never };
}

/** Cycle of the first beat that a user gave, or `never`. */
export function firstGiven({ given }: RunRecord, user: string): number {
  return given.find((beat) => beat.user === user)?.cycle ?? never;
}

/** The flag of an entry in a cycle: 1 free. */
export function flagIn({ flags }: RunRecord, area: AreaName, entry: number, cycle: number): number {
  return ((flags.get(area)![cycle] ?? 0) >> entry) & 1;
}

/** All flags of an area at the end of the record. */
export function flagsAtTheEnd({ flags }: RunRecord, area: AreaName): number {
  return flags.get(area)!.at(-1)!;
}

/** What a party wrote into a buffer that begins at a word: so many bytes, `undefined` where it wrote none. */
export function written(record: RunRecord, into: string, party: PartyName, address: number, length: number) {
  const memory = new Map<number, number>();
  for (const word of record.writes.filter((event) => event.into === into && event.party === party)) {
    for (const [lane, byte] of bytesOf(word.data, word.strobe)) memory.set(4 * word.address + lane, byte);
  }
  return Array.from({ length }, (_, index) => memory.get(4 * address + index));
}

/** Cycle in which a party wrote for the last time, or `never`. */
export function cycleOfLastWrite(record: RunRecord, into: string, party: PartyName): number {
  return record.writes.findLast((event) => event.into === into && event.party === party)?.cycle ?? never;
}

/** What a user took: the bytes of all beats, and their tags. */
export function taken(record: RunRecord, user: string) {
  const beats = record.beats.filter((beat) => beat.user === user);
  const bytes = beats.flatMap(({ data, strobe }) => bytesOf(data, strobe).map(([, byte]) => byte));
  return { bytes, tags: [...new Set(beats.map(({ tag }) => tag))] };
}

function operationsOf({ operations }: RunRecord, area: AreaName, party: PartyName, operation: string) {
  return operations.filter(
    (event) => event.area === area && event.party === party && event.operation === operation,
  );
}

function detectionsOf({ detections }: RunRecord, area: AreaName, party: PartyName) {
  return detections.filter((event) => event.area === area && event.party === party);
}

/** The bytes of a word that its strobe names, each with its place. */
function bytesOf(word: number, strobe: number): [lane: number, byte: number][] {
  return [0, 1, 2, 3]
    .filter((lane) => ((strobe >> lane) & 1) === 1)
    .map((lane) => [lane, (word >>> (8 * lane)) & 255]);
}
