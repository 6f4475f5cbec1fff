// SPDX-License-Identifier: Apache-2.0
export { createRandom, type Random } from './random.ts';
export { type ResetOptions, reset } from './reset.ts';
export {
  type Beat,
  collectStream,
  type StreamOptions,
  sendStream,
  streamPorts,
} from './streams.ts';
export { createTestbench, type RunOptions, type Testbench } from './testbench.ts';
export {
  cycles,
  edge,
  first,
  join,
  sample,
  type Task,
  type TaskBody,
  type TaskHandle,
  TestbenchTimeoutError,
  TestbenchUsageError,
  type UntilOptions,
  until,
  type Wait,
  type WaitOptions,
} from './waits.ts';
