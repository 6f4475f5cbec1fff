// SPDX-License-Identifier: Apache-2.0
import { SizingError } from '../sizing-error.ts';

/** How long calls are simulated. */
export interface RunLength {
  /** Calls that are measured. */
  readonly calls: number;
  /** Calls that end before, not measured. */
  readonly warmUpCalls: number;
}

/** @throws SizingError unless both counts can be simulated */
export function checkLength({ calls, warmUpCalls }: RunLength): void {
  for (const count of [calls, warmUpCalls]) {
    if (Number.isInteger(count) && count >= 0 && count <= 1e8) continue;
    throw new SizingError(`${count} calls cannot be simulated; it must be a whole number from 0 to 1e8.`);
  }
}
