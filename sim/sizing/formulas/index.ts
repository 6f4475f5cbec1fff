// SPDX-License-Identifier: Apache-2.0
export { buffersForLoad, buffersForThreads, engset, erlangB, threadsForBuffers } from './blocking.ts';
export {
  byteEfficiency,
  CIRCUIT_LANES,
  type Lanes,
  laneLimit,
  leastBufferCycles,
  type ThroughputBounds,
  throughputBounds,
  UNLIMITED_LANES,
} from './limits.ts';
export { holdingShares, meanBuffersOfPayload, type Saving, saving, temporaryShare } from './saving.ts';
export {
  type CallShape,
  type CopyTiming,
  callCycles,
  callShape,
  copyCycles,
  type HoldingCycles,
  holdingCycles,
  type Path,
  type Release,
} from './timing.ts';
