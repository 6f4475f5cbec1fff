// SPDX-License-Identifier: Apache-2.0
import { CIRCUIT_LANES, type CopyTiming, type Lanes, type Path, type Release } from '../formulas/index.ts';
import { demandRange, SizingError } from '../sizing-error.ts';

/** What calls pass through: pools, lanes and rules. Counts may be Infinity, for what is never lacking. */
export interface SimulatedDesign {
  readonly path: Path;
  readonly release: Release;
  /** Buffers of the first area and of the second; two parties have no second one. */
  readonly areaBuffers: readonly [number, number];
  readonly temporaryBuffers: number;
  /** Calls that the server executes at once; two parties have no such limit. */
  readonly serverThreads: number;
  /** Buffers of each pool that requests leave free for returns. */
  readonly reserveForReturn: number;
  /** What a request does that finds no buffer or server thread. Returns always wait. */
  readonly noBuffer: 'wait' | 'abort';
  /** Messages up to this many bytes travel within their reference, without buffers; 0 is off. */
  readonly bypassBytes: number;
  readonly timing: CopyTiming;
  readonly lanes: Lanes;
  /** When a copy takes the buffer that it fills: before it waits for a lane, or together with the lane. */
  readonly allocation: 'before-lane' | 'with-lane';
  /** Who gets a lane: whoever came first, or first of all copies out of a shared buffer, which free it. */
  readonly arbitration: 'first-come' | 'drain-first';
  /**
   * Which class is served when requests and returns could take the same: whoever came first, returns first from a pool,
   * or both in turns, from a pool as well as at a lane.
   */
  readonly classes: 'first-come' | 'returns-first' | 'turns';
}

/** The rules of the generated circuits: late allocation, and a lane of its own for each direction. */
export const CIRCUIT_RULES = {
  lanes: CIRCUIT_LANES,
  allocation: 'with-lane',
  arbitration: 'drain-first',
  classes: 'turns',
} as const satisfies Partial<SimulatedDesign>;

/**
 * Checks that calls can be simulated at all.
 *
 * @throws SizingError naming what cannot work
 */
export function checkDesign(design: SimulatedDesign): void {
  const { areaBuffers, temporaryBuffers, reserveForReturn, path, timing, lanes } = design;
  demandRange('The reserve for returns', reserveForReturn, 0, 64);
  const pools: readonly (readonly [string, number])[] = [
    ['buffers of the first area', areaBuffers[0]],
    ...(path === 'two-party' ? [] : [['buffers of the second area', areaBuffers[1]] as const]),
    ...(path === 'direct' ? [] : [['temporary buffers', temporaryBuffers] as const]),
  ];
  for (const [what, count] of pools) {
    if (isCount(count) && count > reserveForReturn) continue;
    throw new SizingError(
      `The number of ${what} is ${count}, but must be a whole number above the reserve for returns, ${reserveForReturn}: no request could ever start.`,
    );
  }
  const counts: readonly (readonly [string, number])[] = [
    ['server threads', design.serverThreads],
    ['lanes of the client', lanes.client],
    ['lanes of the kernel', lanes.kernel],
    ['lanes of the server', lanes.server],
  ];
  for (const [what, count] of counts) {
    if (isCount(count) && count >= 1) continue;
    throw new SizingError(`The number of ${what} is ${count}, but must be a whole number from 1.`);
  }
  demandRange('The bytes moved in one cycle', timing.bytesPerCycle, 1, 65536);
  demandRange('The start of a copy, in cycles,', timing.copyStartCycles, 0, 1e9);
  demandRange('The hop between two parties, in cycles,', timing.hopCycles, 0, 1e9);
  demandRange('The cycles without a buffer', timing.bufferlessCycles, 0, 1e9);
  demandRange('The gap of a lane, in cycles,', timing.laneGapCycles, 0, 1e9);
  demandRange('The limit of bypass, in bytes,', design.bypassBytes, 0, 65536);
}

function isCount(count: number): boolean {
  return Number.isInteger(count) || count === Number.POSITIVE_INFINITY;
}
