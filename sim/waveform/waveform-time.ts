// SPDX-License-Identifier: Apache-2.0

/** Times are 64-bit numbers: no more digits than this, leading zeros aside. */
export const mostTimeDigits = 20;

const exactDigits = 15;
const upperUnit = 10 ** exactDigits;
const zero = 0x30;

/**
 * Simulation time in units of the time scale, as two exact numbers: `upper * 10^15 + lower`. Arithmetic with `bigint` at
 * every time stamp would cost more than reading it.
 */
export interface WaveformTime {
  upper: number;
  lower: number;
}

/** The time as one number. */
export function timeValue(time: WaveformTime): bigint {
  return BigInt(time.upper) * BigInt(upperUnit) + BigInt(time.lower);
}

/** Sets a time to a 64-bit number. */
export function setTime(time: WaveformTime, value: bigint): void {
  time.upper = Number(value / BigInt(upperUnit));
  time.lower = Number(value % BigInt(upperUnit));
}

/** Adds units to a time; false when there are too many to be exact. */
export function addTime(time: WaveformTime, units: number): boolean {
  const lower = time.lower + units;
  const carried = Math.floor(lower / upperUnit);
  time.upper += carried;
  time.lower = lower - carried * upperUnit;
  return Number.isSafeInteger(lower);
}

/** Negative, zero or positive as `a` is before, at or after `b`. */
export function compareTimes(a: WaveformTime, b: WaveformTime): number {
  return a.upper === b.upper ? a.lower - b.lower : a.upper - b.upper;
}

/**
 * Reads the decimal digits `bytes[from]` to `bytes[to - 1]` into `time`.
 *
 * @returns whether these are 1 to 20 digits after leading zeros; `time` is undefined otherwise.
 */
export function readTime(time: WaveformTime, bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to - 1 && bytes[at] === zero) {
    at++;
  }
  if (at >= to || to - at > mostTimeDigits) {
    return false;
  }
  const lowerFrom = to - exactDigits;
  time.upper = 0;
  time.lower = 0;
  for (; at < to; at++) {
    const digit = bytes[at]! - zero;
    if (digit >>> 0 > 9) {
      return false;
    }
    if (at < lowerFrom) {
      time.upper = time.upper * 10 + digit;
    } else {
      time.lower = time.lower * 10 + digit;
    }
  }
  return true;
}
