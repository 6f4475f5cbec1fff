// SPDX-License-Identifier: Apache-2.0
import {
  buffersForThreads,
  type CallShape,
  CIRCUIT_LANES,
  type CopyTiming,
  callCycles,
  callShape,
  holdingCycles,
  holdingShares,
  laneLimit,
  type Path,
  type Release,
  type Saving,
  saving,
  temporaryShare,
  throughputBounds,
} from './formulas/index.ts';
import { demandRange } from './sizing-error.ts';

/** How many buffers do so many threads need? */
export interface SizingQuestion {
  readonly path: Path;
  readonly threads: number;
  readonly requestBytes: number;
  readonly returnBytes: number;
  /** Mean cycles that the server executes a call. */
  readonly serviceCycles: number;
  /** Mean cycles from the end of a call to the next one of the same thread. */
  readonly thinkCycles: number;
  /** Share of the allocations that may find no buffer, above 0 and below 1. */
  readonly blocking: number;
  readonly bufferBytes: number;
  /** Buffers of each pool that requests leave to returns. */
  readonly reserveForReturn: number;
  readonly timing: CopyTiming;
}

/**
 * The generated gateway, as measured: a call of one thread takes 4 (Wq + Wr) + 19 cycles and occupies each area for
 * 2 (Wq + Wr) + 7, the temporaries for 2 (Wq + Wr) + 4; the lane out of the temporaries takes 3.5 cycles a message more
 * than its words.
 */
export const CIRCUIT_TIMING = {
  copyStartCycles: 1,
  hopCycles: 1.5,
  bufferlessCycles: 5,
  laneGapCycles: 2.5,
} as const;

/** Numbers of buffers, and the bytes of all of them together. */
export interface Pools {
  readonly areas: readonly [number, number];
  readonly temporaries: number;
  readonly bytes: number;
}

/** What one way of releasing buffers needs. */
export interface ReleaseNeeds {
  /** Cycles for which a call occupies a buffer of each area. */
  readonly holdingCycles: readonly [number, number];
  readonly meanBuffers: readonly [number, number];
  /** The fewest for the blocking probability, by Engset's formula. */
  readonly needed: Pools;
}

/** The answer of the formulas. Calls per cycle throughout. */
export interface SizingAnswer {
  readonly shape: CallShape;
  readonly callCycles: number;
  readonly meanTemporaries: number;
  readonly early: ReleaseNeeds;
  readonly hold: ReleaseNeeds;
  readonly saving: Saving;
  /** What to build for early release: what is needed, alike in both areas, and the reserve for returns on top. */
  readonly built: Pools;
  /** Most that the threads ask for: no call ever waits. */
  readonly unconstrained: number;
  /** Share of its time in which the busiest lane would be busy then; above 1 the lanes are the limit. */
  readonly laneLoad: number;
  /** Bounds of early release with what is built, of hold with the same, and of hold with a buffer for each thread. */
  readonly throughput: { readonly early: number; readonly holdSameBuffers: number; readonly hold: number };
}

/**
 * Answers by the closed forms alone.
 *
 * @throws SizingError for a question that makes no sense
 */
export function answerSizing(question: SizingQuestion): SizingAnswer {
  checkQuestion(question);
  const { threads, reserveForReturn, bufferBytes, path } = question;
  const shape = callShape(path, question.timing, question);
  const early = needsOf(question, shape, 'early');
  const hold = needsOf(question, shape, 'hold');
  const alike = Math.max(...early.needed.areas) + reserveForReturn;
  const temporaries = path === 'direct' ? 0 : Math.max(2, early.needed.temporaries + reserveForReturn);
  const built = poolsOf([alike, path === 'two-party' ? 0 : alike], temporaries, bufferBytes);
  const limits = { threads, lanes: CIRCUIT_LANES };
  const same = { ...limits, areaBuffers: built.areas, temporaryBuffers: built.temporaries };
  const enough = { ...same, areaBuffers: [threads, threads] as const };
  const unconstrained = threads / (callCycles(shape) + shape.thinkCycles);
  return {
    shape,
    callCycles: callCycles(shape),
    meanTemporaries: threads * temporaryShare(shape),
    early,
    hold,
    saving: saving(shape),
    built,
    unconstrained,
    laneLoad: unconstrained / laneLimit(shape, CIRCUIT_LANES),
    throughput: {
      early: throughputBounds(shape, 'early', same).smallest,
      holdSameBuffers: throughputBounds(shape, 'hold', same).smallest,
      hold: throughputBounds(shape, 'hold', enough).smallest,
    },
  };
}

function needsOf(
  { threads, blocking, bufferBytes }: SizingQuestion,
  shape: CallShape,
  release: Release,
): ReleaseNeeds {
  const [first, second] = holdingShares(shape, release);
  const buffers = (share: number) => (share === 0 ? 0 : buffersForThreads(threads, share, blocking));
  return {
    holdingCycles: holdingCycles(shape, release).areas,
    meanBuffers: [threads * first, threads * second],
    needed: poolsOf([buffers(first), buffers(second)], buffers(temporaryShare(shape)), bufferBytes),
  };
}

function poolsOf(areas: readonly [number, number], temporaries: number, bufferBytes: number): Pools {
  return { areas, temporaries, bytes: bufferBytes * (areas[0] + areas[1] + temporaries) };
}

function checkQuestion(question: SizingQuestion): void {
  const { bufferBytes, requestBytes, returnBytes } = question;
  demandRange('The number of threads', question.threads, 1, 65536);
  demandRange('The service time in cycles', question.serviceCycles, 0, 1e12);
  demandRange('The think time in cycles', question.thinkCycles, 0, 1e12);
  demandRange('The buffer size in bytes', bufferBytes, 1, 65536);
  demandRange('The request length in bytes', requestBytes, 0, bufferBytes);
  demandRange('The return length in bytes', returnBytes, 0, bufferBytes);
}
