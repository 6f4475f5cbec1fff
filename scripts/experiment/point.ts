// SPDX-License-Identifier: Apache-2.0
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';
import type { MessageSizes, Release, ServiceShape } from '../../sim/sizing/index.ts';

/** A generated circuit that points are measured on. */
export interface ExperimentDesign {
  /** Names its folder and its rows in the data. */
  readonly name: string;
  readonly configuration: ConfigurationInput;
}

/** What is changed by registers before a run; what is not given stays as it was built. */
export interface RunTimeLimits {
  /** Of the first area and of the second. */
  readonly areaBuffers?: readonly [number, number];
  readonly temporaryBuffers?: number;
  readonly serverThreads?: number;
  readonly reserve?: 0 | 1;
}

/** Threads that call in a closed loop: everything that decides what is measured. */
export interface Point {
  /** Which part of the experiment it belongs to, X1 to X8. */
  readonly run: string;
  readonly design: ExperimentDesign;
  readonly release: Release;
  readonly limits: RunTimeLimits;
  readonly threads: number;
  readonly requestSizes: MessageSizes;
  readonly returnSizes: MessageSizes;
  readonly serviceShape: ServiceShape;
  /** Mean. */
  readonly serviceCycles: number;
  /** From the end of a call to the next one of its thread; 1 at least, since software cannot call in the cycle in which its return arrives. */
  readonly thinkCycles: number;
  /** Threads start evenly within one call, or all at once. */
  readonly start: 'spread' | 'together';
  /** Calls measured, after a warm-up of a tenth as many. */
  readonly calls: number;
  readonly seed: number;
  /** Compare every operation with the reference model, cycle by cycle. */
  readonly checked: boolean;
}

/** A point in one line, different for different points. */
export function pointName(point: Point): string {
  const { limits, requestSizes, returnSizes } = point;
  const words = [
    point.run,
    point.design.name,
    point.release,
    `${point.threads} threads`,
    requestSizes === returnSizes ? `${requestSizes}` : `${requestSizes}/${returnSizes}`,
    `${point.serviceShape} ${point.serviceCycles}`,
    ...(point.thinkCycles === 1 ? [] : [`think ${point.thinkCycles}`]),
    ...(point.start === 'together' ? ['together'] : []),
    ...(limits.areaBuffers === undefined ? [] : [`areas ${limits.areaBuffers.join(' + ')}`]),
    ...(limits.temporaryBuffers === undefined ? [] : [`temporaries ${limits.temporaryBuffers}`]),
    ...(limits.serverThreads === undefined ? [] : [`server threads ${limits.serverThreads}`]),
    ...(limits.reserve === undefined ? [] : [`reserve ${limits.reserve}`]),
    ...(point.checked ? ['checked'] : []),
  ];
  return words.join(', ');
}

/** Calls that end before a point is measured; at least one, so that the statistics begin between two calls. */
export function warmUpCalls({ calls }: Point): number {
  return Math.max(1, Math.floor(calls / 10));
}
