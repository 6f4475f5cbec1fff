// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../sim/manifest/index.ts';
import {
  bindSignals,
  monitorControlPort,
  monitorCopy,
  monitorDetection,
  monitorPayload,
  monitorReceiving,
  monitorSending,
} from '../../sim/monitors/index.ts';
import { operationName, results } from '../../sim/reference-model/codes.ts';

export type AreaName = 'area' | 'client_area' | 'server_area';
export type PartyName = 'first' | 'second';

/** Who did something where. */
interface Place {
  readonly area: AreaName;
  readonly party: PartyName;
}

/** An operation that circuits did on an area. The flag is the old one in its cycle, the new one in the next. */
export interface Operation extends Place {
  readonly cycle: number;
  readonly operation: string;
  readonly entry: number;
}

/** A word written into a buffer, or into a temporary one; addresses count words. */
export interface Write {
  readonly cycle: number;
  readonly into: AreaName | 'temporaries';
  readonly party: PartyName;
  readonly address: number;
  readonly data: number;
  /** Which of its bytes, bit 0 for byte 0. */
  readonly strobe: number;
}

/** Circuits take a reference from those that wait for them. */
export interface Detection extends Place {
  readonly cycle: number;
  readonly entry: number;
  readonly length: number;
  readonly tag: number;
  readonly kind: number;
}

/** A beat that a user takes. */
export interface Beat {
  readonly cycle: number;
  readonly user: string;
  readonly data: number;
  readonly strobe: number;
  readonly last: boolean;
  readonly tag: number;
  readonly kind: number;
}

/** What happened while a block ran, in the order in which it happened. */
export interface RunRecord {
  readonly operations: Operation[];
  readonly writes: Write[];
  readonly detections: Detection[];
  readonly beats: Beat[];
  /** Beats that users gave. */
  readonly given: { readonly cycle: number; readonly user: string }[];
  /** Cycles in which a copy into a temporary buffer ends. */
  readonly copiesDone: number[];
  /** All flags of an area, one bit each, 1 free, by the number of the cycle. */
  readonly flags: ReadonlyMap<AreaName, number[]>;
  /** A[0] of an area, by the number of the cycle. */
  readonly counts: ReadonlyMap<AreaName, number[]>;
}

/** A record, and what brings it up to date with each cycle. */
export interface Recorder {
  /** What to sample. */
  readonly signals: readonly string[];
  readonly record: RunRecord;
  sample(frame: Uint32Array, cycle: number): void;
}

/** Makes a recorder for a block; words must be of 32 bits. */
export function createRecorder(manifest: Manifest): Recorder {
  const binding = bindSignals(manifest);
  const isGateway = manifest.configuration.parties === 'three';
  const areas: readonly AreaName[] = isGateway ? ['client_area', 'server_area'] : ['area'];
  const users = isGateway ? ['client', 'server'] : ['first', 'second'];
  const places = areas.flatMap((area) =>
    (['first', 'second'] as const).map((party) => ({
      area,
      party,
      port: monitorControlPort(binding, area, party),
      payload: monitorPayload(binding, area, party),
      detection: monitorDetection(binding, area, party),
    })),
  );
  const streams = users.map((user) => ({
    user,
    receiving: monitorReceiving(binding, user),
    sending: monitorSending(binding, user),
  }));
  const copy = isGateway
    ? undefined
    : monitorCopy(binding, {
        write: 'second.temporary_write',
        address: 'second.temporary_write_address',
        data: 'second.temporary_write_data',
        done: 'second.copy_done',
      });
  const flags = new Map(areas.map((area) => [area, [] as number[]]));
  const counts = new Map(areas.map((area) => [area, [] as number[]]));
  const words = areas.map((area) => ({
    area,
    flags: binding.probe(`${area}.control_ram.flags`).word,
    count: binding.probe(`${area}.control_ram.count`).word,
  }));
  const record: RunRecord = {
    operations: [],
    writes: [],
    detections: [],
    beats: [],
    given: [],
    copiesDone: [],
    flags,
    counts,
  };

  function samplePlace(frame: Uint32Array, cycle: number, place: (typeof places)[number]): void {
    const { area, party, port, payload, detection } = place;
    for (const { sample } of [port, payload, detection]) sample(frame);
    const { answered, level, code, operation, entry } = port.event;
    if (answered && level === 1 && code === results.OK) {
      record.operations.push({ cycle, area, party, operation: operationName(operation), entry });
    }
    if (detection.event.circuitsTake) {
      const reference = detection.event;
      const { length, tag, kind } = reference;
      record.detections.push({ cycle, area, party, entry: reference.entry, length, tag, kind });
    }
    if (payload.event.writes) {
      const address = payload.event.writeAddress;
      const [data, strobe] = [frame[payload.dataAt]!, frame[payload.strobeAt]!];
      record.writes.push({ cycle, into: area, party, address, data, strobe });
    }
  }

  return {
    signals: binding.signals.map(({ name }) => name),
    record,
    sample(frame, cycle) {
      for (const { area, flags: flagWord, count } of words) {
        flags.get(area)![cycle] = frame[flagWord]!;
        counts.get(area)![cycle] = frame[count]!;
      }
      for (const place of places) samplePlace(frame, cycle, place);
      for (const { user, receiving, sending } of streams) {
        receiving.sample(frame);
        sending.sample(frame);
        const { passes, last, tag, kind } = receiving.event;
        if (passes) {
          const [data, strobe] = [frame[receiving.dataAt]!, frame[receiving.strobeAt]!];
          record.beats.push({ cycle, user, data, strobe, last, tag, kind });
        }
        if (sending.event.passes) record.given.push({ cycle, user });
      }
      if (copy === undefined) return;
      copy.sample(frame);
      if (copy.event.writes) {
        const { address } = copy.event;
        const data = frame[copy.dataAt]!;
        record.writes.push({ cycle, into: 'temporaries', party: 'second', address, data, strobe: 15 });
      }
      if (copy.event.done) record.copiesDone.push(cycle);
    },
  };
}
