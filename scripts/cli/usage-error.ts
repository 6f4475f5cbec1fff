// SPDX-License-Identifier: Apache-2.0

/** The command line itself is wrong: a verb, an option, a value or a file that cannot be used. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something ran, and what it was to prove is not so. */
export class CheckFailedError extends Error {
  override readonly name = 'CheckFailedError';
}
