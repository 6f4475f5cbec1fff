// SPDX-License-Identifier: Apache-2.0

/** The way of a message between the parties; the kernel copies twice with temporary buffers, once without. */
export type Path = 'temporary' | 'direct' | 'two-party';

/** When a shared buffer is free again: early, with the end of its copy, or hold, with the end of its call. */
export type Release = 'early' | 'hold';

/** How long moving a message takes. */
export interface CopyTiming {
  /** Bytes that a lane moves in one cycle. */
  readonly bytesPerCycle: number;
  /** Cycles that each copy takes besides its words. */
  readonly copyStartCycles: number;
  /** Cycles from the end of a copy by one party to the start of the next by its peer: indication and detection. */
  readonly hopCycles: number;
  /** Cycles of a call, besides its service, in which it occupies no buffer: allocation, and registers behind the buffers. */
  readonly bufferlessCycles: number;
  /** Cycles for which the lane of the kernel that indicates messages cannot start a copy after it has ended one. */
  readonly laneGapCycles: number;
}

/** One call, its parts in cycles. */
export interface CallShape {
  readonly path: Path;
  /** One copy of the request: tq. */
  readonly requestCopyCycles: number;
  /** One copy of the return: tr. */
  readonly returnCopyCycles: number;
  /** s */
  readonly hopCycles: number;
  readonly bufferlessCycles: number;
  readonly laneGapCycles: number;
  /** S, or its mean: all that follows depends on the mean alone. */
  readonly serviceCycles: number;
  /** Z: from the end of a call to the next call of the same thread. */
  readonly thinkCycles: number;
}

/** Cycles for which one call occupies one buffer: in the first area, in the second, and among the temporaries. */
export interface HoldingCycles {
  readonly areas: readonly [number, number];
  readonly temporaries: number;
}

/** Cycles of one copy of a message: c0 + ceil(L / W). */
export function copyCycles(bytes: number, { bytesPerCycle, copyStartCycles }: CopyTiming): number {
  return copyStartCycles + Math.ceil(bytes / bytesPerCycle);
}

/** The parts of a call with messages of the given lengths in bytes. */
export function callShape(
  path: Path,
  timing: CopyTiming,
  call: {
    readonly requestBytes: number;
    readonly returnBytes: number;
    readonly serviceCycles: number;
    readonly thinkCycles: number;
  },
): CallShape {
  return {
    path,
    requestCopyCycles: copyCycles(call.requestBytes, timing),
    returnCopyCycles: copyCycles(call.returnBytes, timing),
    hopCycles: timing.hopCycles,
    bufferlessCycles: timing.bufferlessCycles,
    laneGapCycles: timing.laneGapCycles,
    serviceCycles: call.serviceCycles,
    thinkCycles: call.thinkCycles,
  };
}

/** tq + tr + s: an area holds a message for twice this in a call with early release. */
function exchangeCycles({ requestCopyCycles, returnCopyCycles, hopCycles }: CallShape): number {
  return requestCopyCycles + returnCopyCycles + hopCycles;
}

/** T, cycles from the start of a call to its end when it never waits: four, three or two copies of each message. */
export function callCycles(shape: CallShape): number {
  const { path, requestCopyCycles, returnCopyCycles, hopCycles, bufferlessCycles, serviceCycles } = shape;
  const copies = requestCopyCycles + returnCopyCycles;
  const moving = {
    temporary: 4 * exchangeCycles(shape),
    direct: 3 * copies + 4 * hopCycles,
    'two-party': 2 * exchangeCycles(shape),
  }[path];
  return moving + bufferlessCycles + serviceCycles;
}

/**
 * Cycles for which one call that never waits occupies its buffers.
 *
 * Hold keeps the buffer of each area from its first copy to the end of the call. Between two parties the service reads
 * its message from the temporary buffer, in the time of a copy.
 */
export function holdingCycles(shape: CallShape, release: Release): HoldingCycles {
  const { path, requestCopyCycles, returnCopyCycles, hopCycles, serviceCycles } = shape;
  const temporaries = {
    temporary: 2 * (requestCopyCycles + returnCopyCycles),
    direct: 0,
    'two-party': requestCopyCycles + Math.min(requestCopyCycles, serviceCycles),
  }[path];
  const early = 2 * exchangeCycles(shape);
  if (release === 'early') return { areas: [early, path === 'two-party' ? 0 : early], temporaries };
  const whole = callCycles(shape);
  const beforeSecondArea = {
    temporary: 2 * requestCopyCycles + hopCycles,
    direct: requestCopyCycles + hopCycles,
    'two-party': whole,
  }[path];
  return { areas: [whole, whole - beforeSecondArea], temporaries };
}
