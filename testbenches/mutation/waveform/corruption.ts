// SPDX-License-Identifier: Apache-2.0
import type { Recording, Samples } from './recording.ts';

/** A recording that somebody or something has changed. */
export interface Corruption {
  /** What was done, in words. */
  readonly description: string;
  /** New samples of the signals concerned. */
  readonly changed: ReadonlyMap<string, Samples>;
  /** The cycle in which the change can first be known. */
  readonly knownIn: number;
}

/** A value with one digit exchanged. @param bit 0 for the least significant */
export function withBit(value: string, bit: number, digit: (before: string) => string): string {
  const at = value.length - 1 - bit;
  return value.slice(0, at) + digit(value[at]!) + value.slice(at + 1);
}

/** The first cycle from `start` on in which the samples differ, if any does. */
export function firstDifference(before: Samples, after: Samples, start = 0): number | undefined {
  const found = before.findIndex((value, cycle) => cycle >= start && value !== after[cycle]);
  return found < 0 ? undefined : found;
}

/** Whether all these signals are 1 in a cycle. */
export function areHigh(recording: Recording, signals: readonly string[], cycle: number): boolean {
  return signals.every((signal) => recording.samples(signal)[cycle] === '1');
}
