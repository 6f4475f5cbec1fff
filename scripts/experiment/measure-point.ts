// SPDX-License-Identifier: Apache-2.0

import type { Manifest } from '../../sim/manifest/index.ts';
import { openSession, type Session } from '../../sim/session/index.ts';
import {
  CIRCUIT_TIMING,
  callCycles,
  callShape,
  drawStimulus,
  latencyOf,
  meanSize,
  type Stimulus,
} from '../../sim/sizing/index.ts';
import { type ClosedLoopResult, runClosedLoop } from '../../sim/traffic/closed-loop/closed-loop.ts';
import type { Measured, MeasuredPool, Outcome } from './measured.ts';
import { type Point, pointName, warmUpCalls } from './point.ts';
import { prepare } from './prepare.ts';
import { areaNames, pathOf, settingsOf } from './settings.ts';
import { simulatePoint } from './simulate-point.ts';

/**
 * Runs a point on its circuits, and the same calls through the event simulation.
 *
 * @throws what building or running the design throws, and PayloadError when a byte is not what was sent
 */
export async function measurePoint(point: Point, onProgress?: (line: string) => void): Promise<Outcome> {
  const { manifest, folder } = await prepare(point.design.configuration);
  const session = await openSession({
    manifest,
    files: folder,
    seed: 1,
    repeat: `the point "${pointName(point)}" of npx baton experiment`,
    check: point.checked,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  try {
    session.registers.write(settingsOf(point, manifest));
    const stimulus = stimulusOf(point, manifest);
    const result = runClosedLoop({
      circuits: session,
      stimulus,
      calls: point.calls,
      warmUpCalls: warmUpCalls(point),
    });
    const measured = measuredBy(session, result);
    if (result.stuckCalls === 0) session.finish();
    const { totals, calls, cyclesInAll } = result;
    const mean = (total: number) => (calls === 0 ? 0 : total / calls);
    return {
      measured,
      simulated: simulatePoint(point, manifest, stimulus),
      drawn: {
        serviceCycles: mean(totals.serviceCycles),
        requestWords: mean(totals.requestWords),
        returnWords: mean(totals.returnWords),
      },
      payloadBytes: totals.payloadBytes,
      cyclesInAll,
      comparisons: session.summary()?.operationsCompared ?? 0,
    };
  } finally {
    session.close();
  }
}

function stimulusOf(point: Point, manifest: Manifest): Stimulus {
  const timing = { bytesPerCycle: manifest.sizes.wordBytes, ...CIRCUIT_TIMING };
  const shape = callShape(pathOf(manifest), timing, {
    requestBytes: meanSize(point.requestSizes),
    returnBytes: meanSize(point.returnSizes),
    serviceCycles: point.serviceCycles,
    thinkCycles: point.thinkCycles,
  });
  return drawStimulus({
    ...point,
    thinkShape: 'deterministic',
    startWithinCycles: point.start === 'together' ? 0 : callCycles(shape),
  });
}

function measuredBy(session: Session, result: ClosedLoopResult): Measured {
  const { manifest, registers } = session;
  const counted = registers.statistics();
  const calls = counted.calls!;
  const cycles = counted.cycles!;
  const pool = (name: string | undefined): MeasuredPool => {
    const count = (what: string) => counted[`${name}_${what}`] ?? 0;
    const inUse = count('in_use_cycles');
    return {
      bufferCyclesPerCall: calls === 0 ? 0 : inUse / calls,
      mean: cycles === 0 ? 0 : inUse / cycles,
      peak: count('most_in_use'),
      allocations: count('allocations'),
      requests: { blocked: count('requests_blocked'), waitCycles: count('request_wait_cycles') },
      returns: { blocked: count('returns_blocked'), waitCycles: count('return_wait_cycles') },
    };
  };
  const [first, second] = areaNames(manifest);
  const { mean, p50, p99 } = latencyOf(result.latencies);
  return {
    calls,
    cycles,
    callsPerCycle: cycles === 0 ? 0 : calls / cycles,
    pools: [pool(first), pool(second), pool('temporaries')],
    latency: { mean, p50, p99 },
    aborted: result.aborted,
    stuckCalls: result.stuckCalls,
    provided: Number(session.probe(`${first}.control_ram.count`)),
  };
}
