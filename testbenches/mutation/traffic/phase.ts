// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../../../sim/tasks/index.ts';

/** How the parties behave for a while; chances are those of one cycle. */
export interface Phase {
  /** A sender that has nothing on offer begins or continues a message. */
  readonly send: number;
  /** A message has one byte or none. */
  readonly short: number;
  /** A reader is ready. */
  readonly read: number;
  /** Software that has nothing to do begins something. */
  readonly software: number;
  /** Of what begins, the part that breaks a rule. */
  readonly hostile: number;
  /** The other level receives from now on. */
  readonly switchReceiver: number;
  /** Registers are accessed, wherever nothing is under way there; 0 puts all settings back. */
  readonly registers: number;
}

/** Short messages without a pause, which leave commands few cycles. */
const rush = { send: 1, short: 1, read: 1, software: 1 } as const;

/** The chance that both parties are in a rush at the same time. */
const RUSH_CHANCE = 0.15;

/** One party may be slow where the other is fast, so that every queue and pool fills and empties. */
export function drawPhases(random: Random): readonly [Phase, Phase] {
  const phases = [drawPhase(random), drawPhase(random)] as const;
  if (!random.chance(RUSH_CHANCE)) return phases;
  return [
    { ...phases[0], ...rush },
    { ...phases[1], ...rush },
  ];
}

function drawPhase(random: Random): Phase {
  const pick = (choices: readonly number[]): number => choices[random.below(choices.length)]!;
  return {
    send: pick([1, 1, 0.5, 0.1]),
    short: 0,
    read: pick([1, 1, 0.7, 0.3, 0.05]),
    software: pick([0, 0.1, 0.5, 1]),
    hostile: pick([0, 0.1, 0.3, 0.9]),
    switchReceiver: pick([0, 0.005, 0.02]),
    registers: pick([0, 0.05, 0.5]),
  };
}

/** Nothing new begins, everything is taken. */
export const draining: Phase = {
  send: 1,
  short: 0,
  read: 1,
  software: 1,
  hostile: 0,
  switchReceiver: 0,
  registers: 0,
};
