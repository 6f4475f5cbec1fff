// SPDX-License-Identifier: Apache-2.0
import type { Stimulus } from '../../sizing/index.ts';
import { type Leg, patternSeed } from './pattern.ts';

/** The open call of each thread, in arrays by thread, so that actors look it up without allocating. */
export interface CallTable {
  readonly threads: number;
  /** Bytes of the message of each leg. */
  readonly bytes: Readonly<Record<Leg, Uint32Array>>;
  /** What its pattern is made from. */
  readonly seeds: Readonly<Record<Leg, Int32Array>>;
  readonly serviceCycles: Float64Array;
  readonly thinkCycles: Float64Array;
  /** Cycle in which the thread wanted to send its request. */
  readonly startedAt: Float64Array;
  /** Takes the next call of the stimulus; false when the thread has no more. */
  next(thread: number): boolean;
}

/** The calls of a stimulus, one after another for each thread. */
export function createCallTable(stimulus: Stimulus): CallTable {
  const threads = stimulus.startCycles.length;
  const calls = Array.from({ length: threads }, (_unused, thread) => stimulus.calls(thread));
  const numbers = new Uint32Array(threads);
  const table: CallTable = {
    threads,
    bytes: { request: new Uint32Array(threads), return: new Uint32Array(threads) },
    seeds: { request: new Int32Array(threads), return: new Int32Array(threads) },
    serviceCycles: new Float64Array(threads),
    thinkCycles: new Float64Array(threads),
    startedAt: new Float64Array(threads),
    next(thread) {
      const { value } = calls[thread]!.next();
      if (value === undefined) return false;
      const number = numbers[thread]!;
      numbers[thread] = number + 1;
      table.bytes.request[thread] = value.requestBytes;
      table.bytes.return[thread] = value.returnBytes;
      table.seeds.request[thread] = patternSeed(thread, number, 'request');
      table.seeds.return[thread] = patternSeed(thread, number, 'return');
      table.serviceCycles[thread] = value.serviceCycles;
      table.thinkCycles[thread] = value.thinkCycles;
      return true;
    },
  };
  return table;
}
