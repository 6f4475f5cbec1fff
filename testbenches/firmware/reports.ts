// SPDX-License-Identifier: Apache-2.0

/** Who reports, in the order of the bits of the system's ports. */
export const cores = ['client', 'kernel', 'server'] as const;

/** What is reported, by the numbers of `enum report` of the firmware. */
const names = {
  1: 'begin',
  2: 'call',
  3: 'detect',
  4: 'return',
  5: 'returned',
  6: 'end',
  7: 'done',
  15: 'fault',
} as const;

export type ReportName = (typeof names)[keyof typeof names];

/** A core has said something. */
export interface Report {
  readonly core: (typeof cores)[number];
  readonly name: ReportName;
  /** The length or the tag of a call, how many calls were done, or the line of the program that found something wrong. */
  readonly number: number;
  readonly cycle: number;
  /** Cycles in which the kernel's core has worked so far. */
  readonly kernelBusy: number;
}

/** The firmware found something wrong, or did not end. */
export class FirmwareError extends Error {
  override readonly name = 'FirmwareError';
}

/** A word that a core has reported. @throws FirmwareError for one that no program reports */
export function readReport(core: number, word: number, cycle: number, kernelBusy: number): Report {
  const name = (names as Readonly<Record<number, ReportName>>)[word >>> 28];
  if (name === undefined) throw new FirmwareError(`The ${cores[core]} reports 0x${word.toString(16)}.`);
  return { core: cores[core]!, name, number: word & 0xfff_ffff, cycle, kernelBusy };
}
