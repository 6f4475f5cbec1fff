// SPDX-License-Identifier: Apache-2.0
import { messageKinds } from '../../../hdl-gen/circuits/codes.ts';
import type { Model } from '../../../sim/harness/index.ts';

/** What one party does in each cycle of a flood. */
export interface Flooder {
  /** Bytes of each of its messages, a multiple of a word. */
  readonly bytes: number;
  /** Cycles between two beats that it takes; 1 takes one in every cycle. */
  readonly takesEvery: number;
}

/** The parties whose messages came through, in the order in which their last beats were taken. */
export type Deliveries = readonly string[];

/**
 * Both parties send notices without a pause, one after the other.
 * @returns who sent the messages that came through
 */
export function flood(model: Model, parties: Readonly<Record<string, Flooder>>, cycles: number): Deliveries {
  const deliveries: string[] = [];
  const names = Object.keys(parties);
  const sides = names.map((name, index) => {
    const port = (suffix: string) => model.port(`${name}_${suffix}`);
    const wordBytes = port('in_strobe').width;
    port('in_kind').value = messageKinds.NOTICE;
    port('in_strobe').write((1n << BigInt(wordBytes)) - 1n);
    return {
      ...parties[name]!,
      other: names[1 - index]!,
      words: parties[name]!.bytes / wordBytes,
      sent: 0,
      inValid: port('in_valid'),
      inReady: port('in_ready'),
      inLast: port('in_last'),
      outValid: port('out_valid'),
      outReady: port('out_ready'),
      outLast: port('out_last'),
    };
  });
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    for (const side of sides) {
      side.inValid.value = 1;
      side.inLast.value = Number((side.sent + 1) % side.words === 0);
      side.outReady.value = Number(cycle % side.takesEvery === 0);
    }
    model.settle();
    for (const side of sides) {
      if (side.inReady.value === 1) side.sent += 1;
      if (side.outReady.value === 1 && side.outValid.value === 1 && side.outLast.value === 1) {
        deliveries.push(side.other);
      }
    }
    model.edge();
  }
  return deliveries;
}

/** The most messages of others that came through while none of this sender did. */
export function mostOvertaken(deliveries: Deliveries, sender: string): number {
  let most = 0;
  let others = 0;
  for (const from of deliveries) {
    others = from === sender ? 0 : others + 1;
    most = Math.max(most, others);
  }
  return most;
}
