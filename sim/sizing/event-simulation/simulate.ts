// SPDX-License-Identifier: Apache-2.0
import FlatQueue from 'flatqueue';
import { copyCycles } from '../formulas/index.ts';
import type { Stimulus } from '../workload/stimulus.ts';
import { checkDesign, type SimulatedDesign } from './design.ts';
import { latencyOf, type Measurement } from './measurement.ts';
import { busyShare, giveBack, type Pool, startCounting, take, useOf } from './pool.ts';
import { GAP_LANE, LANES, type LaneName, type Leg, POOLS, type PoolName, routeOf } from './route.ts';
import { checkLength, type RunLength } from './run-length.ts';
import {
  blockedForTheFirstTime,
  createResources,
  createStations,
  deadlockAt,
  nextStation,
  type Station,
} from './stations.ts';
import { createThread, delayOf, type ThreadState } from './thread-state.ts';

/**
 * Lets the calls of a stimulus pass through a design, event by event, and measures them. The same design, stimulus and
 * length give the same measurement. Ends when the calls are measured, when no thread has a call left, or in a deadlock.
 *
 * @throws SizingError for a design or a length that cannot be simulated
 */
export function simulateCalls(design: SimulatedDesign, stimulus: Stimulus, length: RunLength): Measurement {
  checkDesign(design);
  checkLength(length);
  const route = routeOf(design);
  const resources = createResources(design);
  const { pools, lanes } = resources;
  const stationOf = createStations(route, resources);
  const stations = stationOf.filter((station) => station !== undefined);
  const threads = stimulus.startCycles.map((_, thread) => createThread(stimulus.calls(thread)));
  const events = new FlatQueue<ThreadState>();
  /** Lanes that can soon start a copy again. */
  const laneEvents = new FlatQueue<Pool>();
  const latencies = new Float64Array(length.calls);
  const keepsAreas = design.release === 'hold';
  const gapLane = GAP_LANE[design.path];

  let now = 0;
  let measuredFrom = 0;
  let ended = -length.warmUpCalls;
  let idle = 0;
  let payloadBytes = 0;
  let bypassed = 0;
  let aborted = 0;

  const after = (thread: ThreadState, cycles: number): void => events.push(thread, now + cycles);
  const bytesOf = ({ call }: ThreadState, leg: Leg) =>
    leg === 'request' ? call.requestBytes : call.returnBytes;
  const bypasses = (thread: ThreadState, leg: Leg) =>
    design.bypassBytes > 0 && bytesOf(thread, leg) <= design.bypassBytes;

  function give(thread: ThreadState, name: PoolName): void {
    if (thread.holds.delete(name)) giveBack(pools[name], now);
  }

  function begin(thread: ThreadState): void {
    const { done, value } = thread.calls.next();
    if (done === true) {
      idle += 1;
      return;
    }
    thread.call = value;
    thread.startedAt = now;
    thread.step = 0;
    goOn(thread);
  }

  /** Takes a thread from where it is to its next wait, delay or station. */
  function goOn(thread: ThreadState): void {
    for (;;) {
      const step = route[thread.step];
      if (step === undefined) {
        end(thread);
        return;
      }
      if (step.kind === 'hop' || step.kind === 'read' || step.kind === 'service') {
        after(thread, delayOf(step, thread.call, design.timing));
        return;
      }
      if (step.kind === 'give') give(thread, step.gives);
      else if (bypasses(thread, step.leg) && step.takes !== 'serverThreads') {
        // The reference carries the words: its sender writes them, its receiver reads them, the kernel passes it on.
        const isKernel = step.kind === 'copy' && step.lane.startsWith('kernel');
        if (step.kind === 'copy' && !isKernel) {
          after(thread, copyCycles(bytesOf(thread, step.leg), design.timing));
          return;
        }
      } else {
        thread.cameAt = now;
        stationOf[thread.step]!.waiting.push(thread);
        return;
      }
      thread.step += 1;
    }
  }

  /** What a thread waited for has passed: a copy, a hop, a service or the time between calls. */
  function finish(thread: ThreadState): void {
    const step = route[thread.step];
    if (step === undefined) {
      begin(thread);
      return;
    }
    if (step.kind === 'copy' && thread.hasLane) {
      const laneGapCycles = step.lane === gapLane ? design.timing.laneGapCycles : 0;
      if (laneGapCycles === 0) giveBack(lanes[step.lane], now);
      else laneEvents.push(lanes[step.lane], now + laneGapCycles);
      thread.hasLane = false;
    }
    if ((step.kind === 'copy' || step.kind === 'read') && step.gives !== undefined) {
      if (step.gives === 'temporaries' || !keepsAreas) give(thread, step.gives);
    }
    thread.step += 1;
    goOn(thread);
  }

  function end(thread: ThreadState): void {
    for (const name of thread.holds) give(thread, name);
    ended += 1;
    if (ended > 0) {
      latencies[ended - 1] = now - thread.startedAt;
      payloadBytes += thread.call.requestBytes + thread.call.returnBytes;
      bypassed += Number(bypasses(thread, 'request')) + Number(bypasses(thread, 'return'));
    }
    thread.step = -1;
    after(thread, thread.call.thinkCycles);
    if (ended === 0) startMeasuring();
  }

  function startMeasuring(): void {
    measuredFrom = now;
    aborted = 0;
    for (const pool of [...Object.values(pools), ...Object.values(lanes)]) startCounting(pool, now);
  }

  function leave(station: Station): void {
    const { leg, takes, lane, pool, waiting } = station;
    const thread = waiting.shift()!;
    if (station.tried > 0) station.tried -= 1;
    if (pool !== undefined && !thread.holds.has(takes!)) {
      take(pool, leg, now);
      thread.holds.add(takes!);
      if (thread.blockedAt !== undefined) pool[leg].waitCycles += now - thread.blockedAt;
    }
    thread.blockedAt = undefined;
    if (lane === undefined) {
      thread.step += 1;
      goOn(thread);
      return;
    }
    take(lane, leg, now);
    thread.hasLane = true;
    after(thread, copyCycles(bytesOf(thread, leg), design.timing));
  }

  /** Its request is passed over in the time of a copy, at least a cycle; the thread goes on to its next call. */
  function abort(station: Station, thread: ThreadState): void {
    station.waiting.splice(station.waiting.indexOf(thread), 1);
    station.tried -= 1;
    for (const name of thread.holds) give(thread, name);
    aborted += 1;
    thread.step = -1;
    const passing = Math.max(1, copyCycles(thread.call.requestBytes, design.timing));
    after(thread, passing + thread.call.thinkCycles);
  }

  /** Lets all go on that can. */
  function dispatch(): void {
    for (;;) {
      const station = nextStation(stations, design);
      if (station !== undefined) leave(station);
      else if (!recordBlocked()) return;
    }
  }

  /** Says whether a call was given up, so that others may go on. */
  function recordBlocked(): boolean {
    let gaveUp = false;
    for (const station of stations) {
      for (const thread of blockedForTheFirstTime(station)) {
        station.pool![station.leg].blocked += 1;
        if (design.noBuffer === 'abort' && station.leg === 'request') {
          abort(station, thread);
          gaveUp = true;
        } else thread.blockedAt = now;
      }
    }
    return gaveUp;
  }

  threads.forEach((thread, number) => {
    after(thread, stimulus.startCycles[number]!);
  });
  if (length.warmUpCalls === 0) startMeasuring();
  while (ended < length.calls && events.length + laneEvents.length > 0) {
    const event = events.peekValue() ?? Number.POSITIVE_INFINITY;
    const laneEvent = laneEvents.peekValue() ?? Number.POSITIVE_INFINITY;
    now = Math.min(event, laneEvent);
    if (laneEvent <= event) giveBack(laneEvents.pop()!, now);
    else finish(events.pop()!);
    dispatch();
  }

  const calls = Math.max(0, ended);
  const cycles = now - measuredFrom;
  const uses = Object.fromEntries(POOLS.map((name) => [name, useOf(pools[name], now, calls)]));
  return {
    calls,
    cycles,
    callsPerCycle: cycles === 0 ? 0 : calls / cycles,
    payloadBytes,
    bypassed,
    aborted,
    areas: [uses.area1!, uses.area2!],
    temporaries: uses.temporaries!,
    serverThreads: uses.serverThreads!,
    laneBusy: Object.fromEntries(LANES.map((lane) => [lane, busyShare(lanes[lane], now)])) as Record<
      LaneName,
      number
    >,
    latency: latencyOf(latencies.subarray(0, calls)),
    deadlock: ended < length.calls && idle < threads.length ? deadlockAt(now, stations) : undefined,
  };
}
