// SPDX-License-Identifier: Apache-2.0
import { type CallShape, callCycles, holdingCycles, type Path, type Release } from './timing.ts';

/** Lanes of each party: copies that it can have under way at once. A second party of two counts as the server. */
export interface Lanes {
  readonly client: number;
  readonly kernel: number;
  readonly server: number;
  /** Shared: a lane copies in either direction. Separate: that many for each direction. */
  readonly directions: 'shared' | 'separate';
}

/**
 * The lanes of the generated circuits: payload in two word-interleaved banks lets each party move one word per cycle in
 * each direction, and the kernel has one lane into its temporary buffers and one out of them.
 */
export const CIRCUIT_LANES: Lanes = { client: 1, kernel: 1, server: 1, directions: 'separate' };

/** Lanes that are never all busy, as the formulas of the holding times suppose. */
export const UNLIMITED_LANES: Lanes = {
  client: Number.POSITIVE_INFINITY,
  kernel: Number.POSITIVE_INFINITY,
  server: Number.POSITIVE_INFINITY,
  directions: 'shared',
};

/** How many copies of request and return the lanes of a party make in a call, in each direction. */
type Copies = readonly { readonly requests: number; readonly returns: number }[];

const CLIENT: Copies = [
  { requests: 1, returns: 0 },
  { requests: 0, returns: 1 },
];
const SERVER: Copies = [
  { requests: 1, returns: 0 },
  { requests: 0, returns: 1 },
];
const KERNEL: Record<Path, Copies> = {
  temporary: [
    { requests: 1, returns: 1 },
    { requests: 1, returns: 1 },
  ],
  direct: [{ requests: 1, returns: 1 }],
  'two-party': [],
};

/** Calls per cycle that the lanes can carry at most. */
export function laneLimit(shape: CallShape, lanes: Lanes): number {
  const { requestCopyCycles, returnCopyCycles, laneGapCycles } = shape;
  const limitOf = (copies: Copies, count: number, gap: number): number => {
    const busy = copies.map(
      ({ requests, returns }) => requests * (requestCopyCycles + gap) + returns * (returnCopyCycles + gap),
    );
    const most =
      lanes.directions === 'separate' ? Math.max(0, ...busy) : busy.reduce((sum, part) => sum + part, 0);
    return most === 0 ? Number.POSITIVE_INFINITY : count / most;
  };
  return Math.min(
    limitOf(CLIENT, lanes.client, 0),
    limitOf(KERNEL[shape.path], lanes.kernel, laneGapCycles),
    limitOf(SERVER, lanes.server, 0),
  );
}

/** What bounds the throughput, each in calls per cycle. */
export interface ThroughputBounds {
  /** K / H of each area. */
  readonly areas: readonly [number, number];
  /** The same for the temporary buffers. */
  readonly temporaries: number;
  readonly lanes: number;
  /** N / (T + Z) */
  readonly threads: number;
  /** The smallest of them. */
  readonly smallest: number;
}

/** Upper bounds of the throughput by Little's law: whatever is occupied for H cycles by each call serves at most K / H. */
export function throughputBounds(
  shape: CallShape,
  release: Release,
  {
    threads,
    areaBuffers,
    temporaryBuffers,
    lanes,
  }: {
    readonly threads: number;
    readonly areaBuffers: readonly [number, number];
    readonly temporaryBuffers: number;
    readonly lanes: Lanes;
  },
): ThroughputBounds {
  const holding = holdingCycles(shape, release);
  const rate = (count: number, cycles: number) => (cycles === 0 ? Number.POSITIVE_INFINITY : count / cycles);
  const bounds = {
    areas: [rate(areaBuffers[0], holding.areas[0]), rate(areaBuffers[1], holding.areas[1])] as const,
    temporaries: rate(temporaryBuffers, holding.temporaries),
    lanes: laneLimit(shape, lanes),
    threads: rate(threads, callCycles(shape) + shape.thinkCycles),
  };
  return {
    ...bounds,
    smallest: Math.min(...bounds.areas, bounds.temporaries, bounds.lanes, bounds.threads),
  };
}

/**
 * Least buffer-cycles of a call in one area where a message is written whole before it is read: each of its two
 * messages is written once and read once.
 */
export function leastBufferCycles(requestBytes: number, returnBytes: number, bytesPerCycle: number): number {
  return 2 * (Math.ceil(requestBytes / bytesPerCycle) + Math.ceil(returnBytes / bytesPerCycle));
}

/**
 * Share of the reserved byte-cycles in which a byte is alive, with nothing but copies: the buffer fills and drains in
 * ramps, so a message of L bytes uses L squared / W of the reserved B x 2L / W.
 */
export function byteEfficiency(messageBytes: number, bufferBytes: number): number {
  return messageBytes / (2 * bufferBytes);
}
