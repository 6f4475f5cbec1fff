// SPDX-License-Identifier: Apache-2.0

/** One line of the table of measured cycles. */
export interface CycleRow {
  readonly preset: string;
  readonly operation: string;
  /** For example `<= 4` or `>= 97 %`. */
  readonly target: string;
  readonly measured: string;
  readonly met: boolean;
}

/** A number of cycles that must not be exceeded. */
export function atMost(preset: string, operation: string, target: number, measured: number): CycleRow {
  return { preset, operation, target: `<= ${target}`, measured: String(measured), met: measured <= target };
}

/** A number that must be hit exactly. */
export function exactly(preset: string, operation: string, target: number, measured: number): CycleRow {
  return { preset, operation, target: String(target), measured: String(measured), met: measured === target };
}

/** A share of busy cycles in percent that must be reached. */
export function busyAtLeast(preset: string, operation: string, target: number, share: number): CycleRow {
  return {
    preset,
    operation,
    target: `>= ${target} %`,
    measured: `${(share * 100).toFixed(1)} %`,
    met: share * 100 >= target,
  };
}
