// SPDX-License-Identifier: Apache-2.0

/** A number in hexadecimal, as C, Python and SystemRDL write it. */
export function hexadecimal(value: number | bigint, digits = 1): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/** A byte address, with at least three digits. */
export function addressText(address: number): string {
  return hexadecimal(address, 3);
}

/** The bits of a field at their places in a word. */
export function maskOf({ low, width }: { readonly low: number; readonly width: number }): bigint {
  return ((1n << BigInt(width)) - 1n) << BigInt(low);
}
