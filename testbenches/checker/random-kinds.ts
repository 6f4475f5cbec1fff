// SPDX-License-Identifier: Apache-2.0
import type { RandomRun } from './random-run.ts';

/** Kinds of random traffic, by what is hard about them. */
export const randomKinds = {
  streams: { stall: 0.2, hostility: 0, commandRate: 0, registerRate: 0, resets: 0 },
  limits: { stall: 0.1, hostility: 0, commandRate: 0, registerRate: 0.02, resets: 0 },
  hostile: { stall: 0.2, hostility: 0.15, commandRate: 0.3, registerRate: 0.05, resets: 0 },
  resets: {
    stall: 0.4,
    hostility: 0.2,
    commandRate: 0.5,
    registerRate: 0.05,
    resets: 0.002,
    unreserved: true,
  },
  rush: { stall: 0, hostility: 0.05, commandRate: 1, registerRate: 0, resets: 0, rush: true, holds: true },
} as const satisfies Readonly<Record<string, Omit<RandomRun, 'seed' | 'cycles'>>>;

export type RandomKind = keyof typeof randomKinds;
