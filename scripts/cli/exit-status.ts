// SPDX-License-Identifier: Apache-2.0

/** Everything ran and passed. */
export const PASSED = 0;
/** A check failed. */
export const FAILED = 1;
/** The input is wrong; nothing was checked. */
export const WRONG_INPUT = 2;
