// SPDX-License-Identifier: Apache-2.0
export {
  drawSizes,
  type MessageSizes,
  meanSize,
  shareUpTo,
  WORKLOADS,
  type Workload,
} from './message-sizes.ts';
export { drawTimes, SERVICE_SHAPES, type ServiceShape } from './service-times.ts';
export {
  type Call,
  type CallDistributions,
  drawStimulus,
  listedStimulus,
  type Stimulus,
} from './stimulus.ts';
