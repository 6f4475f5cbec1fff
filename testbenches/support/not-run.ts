// SPDX-License-Identifier: Apache-2.0

// The title of a skipped group carries the reason, so that every reporter of the test runner hands it on.

const MARK = /\[not run: (.*)\]$/;

/** The title of a group of tests that is skipped for a reason. */
export function markNotRun(title: string, reason: string): string {
  return `${title} [not run: ${reason}]`;
}

/**
 * @param titles of the groups around a test, outermost first
 * @returns the reason why the test is skipped, or nothing if no group gives one
 */
export function findReasonNotRun(titles: readonly string[]): string | undefined {
  return titles.map((title) => MARK.exec(title)?.[1]).find((reason) => reason !== undefined);
}
