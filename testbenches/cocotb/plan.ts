// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../../sim/tasks/index.ts';

/** Who sends the messages of a party, or receives them. */
export type Level = 'stream' | 'command' | 'nobody';

export const messageKinds = { NOTICE: 0, CALL: 1, RETURN: 2 } as const;

/** What a run is given: the same for both engines. */
export interface Setting {
  readonly seed: number;
  /** Cycles after which no new phase begins. */
  readonly cycles: number;
  /** Names of the parties, as the ports begin with them. */
  readonly parties: readonly [string, string];
  readonly bufferBytes: number;
  readonly threads: number;
  readonly wordBytes: number;
  readonly entryBits: number;
  readonly pointerBits: number;
  readonly lengthBits: number;
  readonly tagBits: number;
  readonly offsetBits: number;
}

/** What the agents of a run share: the phase they are in, and the call tags. */
export interface Plan {
  readonly setting: Setting;
  readonly sends: Level[];
  readonly receives: Level[];
  wrongMessages: boolean;
  resting: boolean;
  /** Whose single command is due; undefined while none is. */
  turn: number | undefined;
  /** Messages on their way to each party. */
  readonly underWay: number[];
  freeTags: number[];
  toReturn: number[];
}

export function createPlan(setting: Setting): Plan {
  const plan: Plan = {
    setting,
    sends: ['nobody', 'nobody'],
    receives: ['stream', 'stream'],
    wrongMessages: false,
    resting: true,
    turn: undefined,
    underWay: [0, 0],
    freeTags: [],
    toReturn: [],
  };
  resetPlan(plan);
  return plan;
}

export function resetPlan(plan: Plan): void {
  plan.underWay.fill(0);
  plan.freeTags = Array.from({ length: plan.setting.threads }, (_, tag) => tag);
  plan.toReturn = [];
}

/** Kind and tag of the next message of a party. */
export function chooseMessage(plan: Plan, party: number, random: Random): { kind: number; tag: number } {
  const take = (tags: number[]) => tags.splice(random.below(tags.length), 1)[0]!;
  if (party === 0 && plan.freeTags.length > 0 && random.chance(0.7)) {
    return { kind: messageKinds.CALL, tag: take(plan.freeTags) };
  }
  if (party === 1 && plan.toReturn.length > 0 && random.chance(0.8)) {
    return { kind: messageKinds.RETURN, tag: take(plan.toReturn) };
  }
  return { kind: messageKinds.NOTICE, tag: random.below(plan.setting.threads) };
}

/** A party has got a message. */
export function noteReceived(plan: Plan, party: number, kind: number, tag: number): void {
  plan.underWay[party]! -= 1;
  if (party === 1 && kind === messageKinds.CALL) plan.toReturn.push(tag);
  if (party === 0 && kind === messageKinds.RETURN) plan.freeTags.push(tag);
}
