// SPDX-License-Identifier: Apache-2.0
import FlatQueue from 'flatqueue';
import type { Stimulus } from '../../sizing/index.ts';
import { type Circuits, partyName } from '../circuits/circuits.ts';
import { createCallTable } from './call-table.ts';
import { createPatternReader } from './pattern-reader.ts';
import { createPatternWriter, NOTHING } from './pattern-writer.ts';
import { createStatisticsWindow } from './statistics-window.ts';

/** Threads that call through circuits, each its next call when the last one has ended. */
export interface ClosedLoopOptions {
  readonly circuits: Circuits;
  readonly stimulus: Stimulus;
  /** Calls to measure. */
  readonly calls: number;
  /** Calls that end before, not measured. */
  readonly warmUpCalls: number;
}

/** What the calls came to, seen from outside; what the circuits counted meanwhile stands in their statistics. */
export interface ClosedLoopResult {
  /** Calls measured: that ended while the statistics counted. */
  readonly calls: number;
  /** Cycles in which they were measured. */
  readonly cycles: number;
  /** Cycles from the one in which a thread wanted to call to that of the last beat of its return, for each measured call. */
  readonly latencies: Float64Array;
  /** Requests that were given up while calls were measured. */
  readonly aborted: number;
  /** What the measured calls were, added up. Each byte of them was compared with what was sent. */
  readonly totals: CallTotals;
  /** Calls in all, those before and after the measured ones included. */
  readonly callsInAll: number;
  readonly cyclesInAll: number;
  /** Calls that were still open when nothing moved any more; 0 if all of them ended. */
  readonly stuckCalls: number;
}

/** Sums over calls. */
export interface CallTotals {
  readonly payloadBytes: number;
  /** Words of requests and of returns; a message without bytes is one beat. */
  readonly requestWords: number;
  readonly returnWords: number;
  /** Cycles of service that fell between the first and the last measured cycle, of whichever call: a sum over the calls that ended then would have too many short ones. */
  readonly serviceCycles: number;
}

const CALLS = 0;
const SERVES = 1;

/**
 * Lets threads call, compares every byte, and has the statistics count the calls after the warm-up and no others. When
 * enough were measured no new ones are begun, and those that are open are let end. The server executes any number of calls
 * at once, each for its own time; of two parties, the second reads its message in that time. A thread takes at least one cycle between two calls, whatever its stimulus says.
 *
 * A run ends by itself: calls that nothing moves on any more are counted as stuck.
 *
 * @throws PayloadError when something else arrives than was sent, and what the circuits throw
 */
export function runClosedLoop(options: ClosedLoopOptions): ClosedLoopResult {
  const { circuits, stimulus, calls: wanted, warmUpCalls } = options;
  const { manifest } = circuits;
  const calls = createCallTable(stimulus);
  const window = createStatisticsWindow(circuits);
  const caller = createPatternWriter(circuits, 'request', calls);
  const server = createPatternWriter(circuits, 'return', calls);
  const requests = createPatternReader(circuits, 'request', calls);
  const returns = createPatternReader(circuits, 'return', calls);
  const readsWhileServing = manifest.configuration.parties === 'two';
  const givesUp = manifest.configuration.noBuffer === 'abort';
  const prefix = `${partyName(manifest, 'first')}_in`;
  const abortedPort = givesUp ? circuits.port(`${prefix}_aborted`) : undefined;
  const abortedTag = givesUp ? circuits.port(`${prefix}_aborted_tag`) : undefined;
  /** What a thread does at its time in the queue. */
  const does = new Uint8Array(calls.threads);
  const isSent = new Uint8Array(calls.threads);
  const gaveUp = new Uint8Array(calls.threads);
  const events = new FlatQueue<number>();
  const latencies = new Float64Array(wanted);
  const serviceEnds = new Float64Array(calls.threads);
  const patience = quietCycles(circuits);
  const { wordBytes } = manifest.sizes;
  const wordsOf = (bytes: number) => Math.max(1, Math.ceil(bytes / wordBytes));
  let next = Number.POSITIVE_INFINITY;
  let now = 0;
  let moved = 0;
  let open = 0;
  let requestBegan = -1;
  let ended = -warmUpCalls;
  let measuredFrom = 0;
  let measuredTo = 0;
  let aborted = 0;
  const totals = { payloadBytes: 0, requestWords: 0, returnWords: 0, serviceCycles: 0 };
  let stuck = false;

  function at(cycle: number, thread: number): void {
    events.push(thread, cycle);
    next = events.peekValue()!;
  }

  function wake(): void {
    while (next <= now) {
      const thread = events.pop()!;
      next = events.peekValue() ?? Number.POSITIVE_INFINITY;
      if (does[thread] === SERVES) server.send(thread);
      else if (ended < wanted && calls.next(thread)) {
        calls.startedAt[thread] = now;
        isSent[thread] = 0;
        gaveUp[thread] = 0;
        caller.send(thread);
        open += 1;
      }
    }
  }

  function rest(thread: number): void {
    does[thread] = CALLS;
    open -= 1;
    at(now + Math.max(1, calls.thinkCycles[thread]!), thread);
  }

  function serve(thread: number): void {
    does[thread] = SERVES;
    const service = calls.serviceCycles[thread]!;
    serviceEnds[thread] = (readsWhileServing ? requestBegan : now) + service;
    if (ended >= 0 && ended < wanted) totals.serviceCycles += service;
    at(readsWhileServing ? Math.max(now + 1, requestBegan + service) : now + 1 + service, thread);
  }

  function serviceLeft(): number {
    return serviceEnds.reduce((sum, cycle) => sum + Math.max(0, cycle - now), 0);
  }

  function end(thread: number): void {
    if (ended >= 0 && ended < wanted) {
      latencies[ended] = now - calls.startedAt[thread]!;
      const [request, answer] = [calls.bytes.request[thread]!, calls.bytes.return[thread]!];
      totals.payloadBytes += request + answer;
      totals.requestWords += wordsOf(request);
      totals.returnWords += wordsOf(answer);
    }
    ended += 1;
    if (ended === 0) openWindow();
    if (ended === wanted) {
      totals.serviceCycles -= serviceLeft();
      window.close();
      measuredTo = now;
    }
    rest(thread);
  }

  function openWindow(): void {
    window.open();
    totals.serviceCycles = serviceLeft();
    measuredFrom = now;
    aborted = 0;
  }

  /** A request is given up while its first words wait; the rest of it is swallowed. */
  function giveUp(thread: number): void {
    gaveUp[thread] = 1;
    if (ended < wanted) aborted += 1;
    if (isSent[thread] === 1) rest(thread);
  }

  function sample(): void {
    if (window.busy) window.sample();
    const sent = caller.sample();
    if (sent >= 0) {
      isSent[sent] = 1;
      if (gaveUp[sent] === 1) rest(sent);
    }
    const answered = server.sample();
    const arrived = requests.sample();
    if (arrived !== NOTHING && requestBegan < 0) requestBegan = now;
    if (arrived >= 0) {
      serve(arrived);
      requestBegan = -1;
    }
    const returned = returns.sample();
    if (returned >= 0) end(returned);
    if (abortedPort !== undefined && abortedPort.value === 1) giveUp(abortedTag!.value);
    if (sent + answered + arrived + returned > 4 * NOTHING) moved = now;
  }

  stimulus.startCycles.forEach((cycle, thread) => {
    at(cycle, thread);
  });
  if (warmUpCalls === 0) openWindow();
  while (!stuck && (ended < wanted || open > 0 || window.busy)) {
    if (next <= now) wake();
    caller.drive();
    server.drive();
    if (window.busy) window.drive();
    circuits.settle();
    sample();
    circuits.edge();
    now += 1;
    stuck = now - moved > patience && events.length === 0;
  }

  return {
    calls: Math.max(0, Math.min(ended, wanted)),
    cycles: (measuredTo === 0 ? now : measuredTo) - measuredFrom,
    latencies: latencies.subarray(0, Math.max(0, Math.min(ended, wanted))),
    aborted,
    totals,
    callsInAll: ended + warmUpCalls,
    cyclesInAll: now,
    stuckCalls: stuck ? open : 0,
  };
}

/** More cycles than messages can move from buffer to buffer without a beat at any stream. */
function quietCycles({ manifest }: Circuits): number {
  const { buffers, temporaryBuffers } = manifest.configuration;
  return 64 + (2 * buffers + temporaryBuffers) * (manifest.sizes.bufferWords + 16);
}
