// SPDX-License-Identifier: Apache-2.0
import { CIRCUIT_TIMING, copyCycles, type Release } from '../../../sim/sizing/index.ts';
import { GATEWAY } from '../designs.ts';
import type { Point } from '../point.ts';

/** Bytes of a message where nothing else is said. */
export const MESSAGE_BYTES = 512;
/** Buffers of each pool of the designs, and threads, where nothing else is said. */
export const BUFFERS = 32;

export const RELEASES: readonly Release[] = ['early', 'hold'];

/** Tc: cycles of one copy of a message at 64 bit, to which services are compared. */
export function copyAt64(bytes: number): number {
  return copyCycles(bytes, { bytesPerCycle: 8, ...CIRCUIT_TIMING });
}

/** How many points are measured, and for how long. */
export interface Extent {
  /** In three minutes instead of an hour. */
  readonly quick: boolean;
}

/** Takes the second of two where little time is given. */
export function pick<Value>({ quick }: Extent, full: Value, few: Value): Value {
  return quick ? few : full;
}

/** Limits that both areas have. */
export function areas(buffers: number): { readonly areaBuffers: readonly [number, number] } {
  return { areaBuffers: [buffers, buffers] };
}

/** A point of the gateway with nothing lacking, with what is given instead. */
export function pointOf(given: Partial<Point> & Pick<Point, 'run' | 'release'>): Point {
  const bytes = given.requestSizes ?? MESSAGE_BYTES;
  const threads = given.threads ?? BUFFERS;
  const point: Point = {
    design: GATEWAY,
    limits: {},
    threads,
    requestSizes: bytes,
    returnSizes: bytes,
    serviceShape: 'exponential',
    serviceCycles: 100 * copyAt64(MESSAGE_BYTES),
    thinkCycles: 1,
    start: threads === 1 ? 'together' : 'spread',
    calls: 20_000,
    seed: 1995,
    checked: false,
    ...given,
  };
  return point.release === 'hold' ? { ...point, limits: holdLimits(point) } : point;
}

/** Hold needs no reserve, since returns reuse the buffers of their requests, and no server thread that finds no buffer. */
function holdLimits({ limits, design }: Point): Point['limits'] {
  // Between two parties a call holds one buffer, and the service has no threads of its own.
  const isGateway = design.configuration.parties !== 'two';
  const serverThreads = limits.serverThreads ?? (isGateway ? limits.areaBuffers?.[1] : undefined);
  return { ...limits, reserve: 0, ...(serverThreads === undefined ? {} : { serverThreads }) };
}
