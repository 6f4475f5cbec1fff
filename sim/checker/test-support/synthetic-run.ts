// SPDX-License-Identifier: Apache-2.0
import { expect } from 'vitest';
import {
  bufferBytes,
  entries,
  syntheticFrame,
  syntheticManifest,
} from '../../monitors/test-support/synthetic-channel.ts';
import { createChecker } from '../checker.ts';
import { DifferenceError } from '../difference.ts';
import type { RuleName } from '../rules.ts';

/** Values of signals by the names of ports and probes; all others are zero. */
export type Values = Readonly<Record<string, number>>;

/** What the outputs of the resting channel are. */
const rest: Values = {
  'area.atomic_swap.first_ready': 1,
  'area.atomic_swap.second_ready': 1,
  'area.payload.first_write_ready': 1,
  'area.payload.first_read_ready': 1,
  'area.payload.second_write_ready': 1,
  'area.payload.second_read_ready': 1,
  'second.temporary_pool.free': 0b1111,
};

/** Frames of a channel from its reset until it is ready, one for each cycle. */
export const untilReady: Values[] = [
  { rst: 1 },
  ...Array.from({ length: entries }, (_, entry) => ({
    ...rest,
    'area.initialization.filling': 1,
    'area.initialization.entry': entry,
    'area.initialization.pointer': entry * bufferBytes,
    'area.control_ram.flags': 2 ** entry - 1,
    'area.control_ram.count': entry === 0 ? 0 : entries,
    // The offer follows the flags one cycle later.
    ...(entry >= 2 ? { 'area.allocation.offer_valid': 1 } : {}),
  })),
];

/** What it shows once it is ready, while nothing happens. */
export const resting: Values = {
  ...rest,
  ready: 1,
  first_in_ready: 1,
  second_in_ready: 1,
  first_window_ready: 1,
  second_window_ready: 1,
  'area.initialization.ready': 1,
  'area.control_ram.flags': 0b1111,
  'area.control_ram.count': entries,
  'area.allocation.offer_valid': 1,
};

/** Gives a checker the frames one after the other, and returns what it says about them. */
export function check(frames: readonly Values[], unknown: readonly Values[] = []) {
  const checker = createChecker(syntheticManifest);
  let difference: DifferenceError | undefined;
  try {
    frames.forEach((values, cycle) => {
      checker.sample(
        // Registers can be reached from the second cycle after a reset on.
        syntheticFrame({ register_ready: frames[cycle - 1]?.rst === 1 ? 0 : 1, ...values }),
        cycle,
        unknown.length === 0 ? undefined : syntheticFrame(unknown[cycle] ?? {}),
      );
    });
    checker.finish();
  } catch (error) {
    if (!(error instanceof DifferenceError)) throw error;
    difference = error;
  }
  return { checker, difference };
}

/** Expects the frames to break a rule, in the last of them if no cycle is named. */
export function expectDifference(
  frames: readonly Values[],
  rule: RuleName,
  cycle = frames.length - 1,
): DifferenceError {
  const { difference } = check(frames);
  expect(difference?.difference).toMatchObject({ rule, cycle });
  return difference!;
}
