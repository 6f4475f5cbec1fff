// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../sim/manifest/index.ts';
import {
  CIRCUIT_RULES,
  CIRCUIT_TIMING,
  type PoolUse,
  type SimulatedDesign,
  type Stimulus,
  simulateCalls,
} from '../../sim/sizing/index.ts';
import type { Measured, MeasuredPool } from './measured.ts';
import { type Point, warmUpCalls } from './point.ts';
import { pathOf } from './settings.ts';

/** The same calls event by event, through the lanes of the circuits, with the constants of X1. */
export function simulatePoint(point: Point, manifest: Manifest, stimulus: Stimulus): Measured {
  const { calls, cycles, callsPerCycle, areas, temporaries, latency, aborted, deadlock } = simulateCalls(
    simulatedDesign(point, manifest),
    stimulus,
    { calls: point.calls, warmUpCalls: warmUpCalls(point) },
  );
  const { mean, p50, p99 } = latency;
  return {
    calls,
    cycles,
    callsPerCycle,
    pools: [poolOf(areas[0]), poolOf(areas[1]), poolOf(temporaries)],
    latency: { mean, p50, p99 },
    aborted,
    stuckCalls: deadlock?.waiting.reduce((sum, { threads }) => sum + threads, 0) ?? 0,
    provided: areas[0].grownTo,
  };
}

function simulatedDesign({ limits, release }: Point, manifest: Manifest): SimulatedDesign {
  const { configuration, sizes } = manifest;
  const control =
    configuration.noBuffer === 'second-area' ? 2 * configuration.buffers : configuration.buffers;

  return {
    ...CIRCUIT_RULES,
    path: pathOf(manifest),
    timing: { bytesPerCycle: sizes.wordBytes, ...CIRCUIT_TIMING },
    release,
    areaBuffers: limits.areaBuffers ?? [control, control],
    temporaryBuffers: limits.temporaryBuffers ?? configuration.temporaryBuffers,
    serverThreads: limits.serverThreads ?? configuration.serverThreads,
    reserveForReturn: limits.reserve ?? configuration.reserveForReturn,
    noBuffer: configuration.noBuffer === 'abort' ? 'abort' : 'wait',
    bypassBytes: configuration.bypassBytes,
  };
}

function poolOf({ bufferCyclesPerCall, mean, peak, requests, returns }: PoolUse): MeasuredPool {
  return {
    bufferCyclesPerCall,
    mean,
    peak,
    allocations: requests.taken + returns.taken,
    requests: { blocked: requests.blocked, waitCycles: requests.waitCycles },
    returns: { blocked: returns.blocked, waitCycles: returns.waitCycles },
  };
}
