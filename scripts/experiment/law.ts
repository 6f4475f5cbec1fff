// SPDX-License-Identifier: Apache-2.0
import {
  type CallShape,
  CIRCUIT_LANES,
  CIRCUIT_TIMING,
  callCycles,
  holdingCycles,
  laneLimit,
  type Path,
} from '../../sim/sizing/index.ts';
import type { PointData } from './data.ts';

/** The shape of the calls of a point, with the means of what was drawn. */
export function shapeOf({ point, outcome }: PointData): CallShape {
  const { configuration } = point.design;
  const path: Path =
    configuration.parties === 'two' ? 'two-party' : configuration.path === 'direct' ? 'direct' : 'temporary';
  const { copyStartCycles, hopCycles, bufferlessCycles, laneGapCycles } = CIRCUIT_TIMING;
  const { requestWords, returnWords, serviceCycles } = outcome.drawn;
  return {
    path,
    requestCopyCycles: requestWords + copyStartCycles,
    returnCopyCycles: returnWords + copyStartCycles,
    hopCycles,
    bufferlessCycles,
    laneGapCycles,
    serviceCycles,
    thinkCycles: point.thinkCycles,
  };
}

/** Buffer-cycles of a call in each area by the closed forms, if nothing ever waits. */
export function lawOf(data: PointData): readonly [number, number] {
  return holdingCycles(shapeOf(data), data.point.release).areas;
}

/** Share of its time in which the busiest lane is busy at the measured throughput. */
export function laneUse(data: PointData): number {
  return data.outcome.measured.callsPerCycle / laneLimit(shapeOf(data), CIRCUIT_LANES);
}

/** Service in copies of the request: S / Tc. */
export function serviceInCopies(data: PointData): number {
  return data.point.serviceCycles / shapeOf(data).requestCopyCycles;
}

/** T: cycles of a call that never waits. */
export function wholeCall(data: PointData): number {
  return callCycles(shapeOf(data));
}
