// SPDX-License-Identifier: Apache-2.0
import { type CallShape, callShape, type Path } from './index.ts';

/** A call whose copies all take one unit of time and whose hops take none, as tables by multiples of a copy suppose. */
export function symmetricCall(serviceCopies: number, path: Path = 'temporary'): CallShape {
  return callShape(
    path,
    { bytesPerCycle: 1, copyStartCycles: 0, hopCycles: 0, bufferlessCycles: 0, laneGapCycles: 0 },
    { requestBytes: 1, returnBytes: 1, serviceCycles: serviceCopies, thinkCycles: 0 },
  );
}
