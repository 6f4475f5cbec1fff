// SPDX-License-Identifier: Apache-2.0
import type { SizingAnswer, SizingQuestion } from './answer.ts';
import {
  CIRCUIT_RULES,
  type Measurement,
  type SimulatedDesign,
  simulateCalls,
} from './event-simulation/index.ts';
import { drawStimulus, type ServiceShape } from './workload/index.ts';

/** The same calls through the lanes of the circuits, three times. */
export interface SimulatedAnswer {
  /** Early release with what is to be built. */
  readonly early: Measurement;
  /** Hold with the same buffers. */
  readonly holdSameBuffers: Measurement;
  /** Hold with a buffer of each area for each thread. */
  readonly hold: Measurement;
}

/** What is simulated besides the question. */
export interface SimulationChoices {
  readonly calls: number;
  readonly serviceShape: ServiceShape;
  readonly seed: number;
}

/** Simulates an answer, after a warm-up of a tenth of the calls; threads start at random within one call. */
export function simulateAnswer(
  question: SizingQuestion,
  { built, callCycles }: SizingAnswer,
  { calls, serviceShape, seed }: SimulationChoices,
): SimulatedAnswer {
  const { path, threads, timing, reserveForReturn } = question;
  const stimulus = drawStimulus({
    threads,
    requestSizes: question.requestBytes,
    returnSizes: question.returnBytes,
    serviceShape,
    serviceCycles: question.serviceCycles,
    thinkShape: serviceShape,
    thinkCycles: question.thinkCycles,
    startWithinCycles: callCycles + question.thinkCycles,
    seed,
  });
  const early: SimulatedDesign = {
    ...CIRCUIT_RULES,
    path,
    timing,
    release: 'early',
    areaBuffers: built.areas,
    temporaryBuffers: built.temporaries,
    serverThreads: threads,
    reserveForReturn,
    noBuffer: 'wait',
    bypassBytes: 0,
  };
  // Returns that reuse the buffers of their requests need no reserve, and no server thread waits without a buffer.
  const hold = (buffers: number): SimulatedDesign => ({
    ...early,
    release: 'hold',
    areaBuffers: [buffers, buffers],
    serverThreads: Math.min(threads, buffers),
    reserveForReturn: 0,
  });
  const run = (design: SimulatedDesign) =>
    simulateCalls(design, stimulus, { calls, warmUpCalls: Math.floor(calls / 10) });
  return {
    early: run(early),
    holdSameBuffers: run(hold(built.areas[0])),
    hold: run(hold(threads)),
  };
}
