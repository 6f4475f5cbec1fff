// SPDX-License-Identifier: Apache-2.0
export {
  answerSizing,
  CIRCUIT_TIMING,
  type Pools,
  type ReleaseNeeds,
  type SizingAnswer,
  type SizingQuestion,
} from './answer.ts';
export * from './event-simulation/index.ts';
export * from './formulas/index.ts';
export { type SimulatedAnswer, type SimulationChoices, simulateAnswer } from './simulated-answer.ts';
export { SizingError } from './sizing-error.ts';
export * from './workload/index.ts';
