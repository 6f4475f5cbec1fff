// SPDX-License-Identifier: Apache-2.0
import { createRandom } from '../../tasks/random.ts';
import { demandRange, SizingError } from '../sizing-error.ts';
import { drawSizes, type MessageSizes } from './message-sizes.ts';
import { drawTimes, type ServiceShape } from './service-times.ts';

/** One call of a thread; lengths in bytes, times in whole cycles. */
export interface Call {
  readonly requestBytes: number;
  readonly returnBytes: number;
  readonly serviceCycles: number;
  /** From the end of this call to the start of the next one of the thread. */
  readonly thinkCycles: number;
}

/**
 * What the threads of a closed loop ask for, whoever answers: circuits or the event simulation. A thread starts its next
 * call when its last one has ended. The calls of a thread depend on nothing that the others do, so early release and
 * hold meet the same calls.
 */
export interface Stimulus {
  /** When each thread starts its first call; as many as there are threads. */
  readonly startCycles: readonly number[];
  /** The calls of a thread in their order, from the first one each time it is asked; they may never end. */
  calls(thread: number): Iterator<Call, undefined>;
}

/** Distributions that calls are drawn from. */
export interface CallDistributions {
  readonly threads: number;
  readonly requestSizes: MessageSizes;
  readonly returnSizes: MessageSizes;
  readonly serviceShape: ServiceShape;
  readonly serviceCycles: number;
  readonly thinkShape: ServiceShape;
  readonly thinkCycles: number;
  /**
   * First calls start evenly within this many cycles. 0 starts all threads at once: with equal service times they then
   * stay in step, the worst case.
   */
  readonly startWithinCycles: number;
  /** A whole number from 0 to 2^32 - 1. */
  readonly seed: number;
}

/** Calls without end, drawn from distributions. */
export function drawStimulus(distributions: CallDistributions): Stimulus {
  const { threads, seed, startWithinCycles } = distributions;
  demandThreads(threads);
  demandRange('The cycles within which the threads start', startWithinCycles, 0, 2 ** 32);
  const random = createRandom(seed);
  const startCycles = Array.from({ length: threads }, () =>
    startWithinCycles < 1 ? 0 : random.below(Math.floor(startWithinCycles)),
  );
  const seeds = Array.from({ length: threads }, () => random.next32());
  return { startCycles, calls: (thread) => drawCalls(distributions, seeds[thread]!) };
}

function drawCalls(
  { requestSizes, returnSizes, serviceShape, serviceCycles, thinkShape, thinkCycles }: CallDistributions,
  seed: number,
): Iterator<Call, undefined> {
  const random = createRandom(seed);
  const requestBytes = drawSizes(requestSizes, random.fork());
  const returnBytes = drawSizes(returnSizes, random.fork());
  const service = drawTimes(serviceShape, serviceCycles, random.fork());
  const think = drawTimes(thinkShape, thinkCycles, random.fork());
  return {
    next: () => ({
      done: false,
      value: {
        requestBytes: requestBytes(),
        returnBytes: returnBytes(),
        serviceCycles: service(),
        thinkCycles: think(),
      },
    }),
  };
}

/** Given calls, a list for each thread, those that circuits served for example. */
export function listedStimulus(
  startCycles: readonly number[],
  calls: readonly (readonly Call[])[],
): Stimulus {
  demandThreads(startCycles.length);
  if (calls.length !== startCycles.length) {
    throw new SizingError(
      `There are ${startCycles.length} starts, but calls of ${calls.length} threads; each thread needs both.`,
    );
  }
  return { startCycles, calls: (thread) => calls[thread]!.values() };
}

function demandThreads(threads: number): void {
  if (Number.isInteger(threads) && threads >= 1 && threads <= 65536) return;
  throw new SizingError(`There are ${threads} threads, but there must be a whole number from 1 to 65536.`);
}
