// SPDX-License-Identifier: Apache-2.0
import { demandRange, SizingError } from '../sizing-error.ts';

/** Blocking with one buffer more, `size` of them: by Erlang's recursion. */
function erlangStep(load: number, size: number, blocking: number): number {
  return (load * blocking) / (size + load * blocking);
}

/** The same by Engset's, where threads that occupy a buffer do not ask. */
function engsetStep(threads: number, odds: number, size: number, blocking: number): number {
  return erlangStep((threads - size) * odds, size, blocking);
}

/**
 * Erlang's loss formula: the probability that a call finds all buffers in use, where calls arrive at random at `load`
 * calls per mean holding time. It holds for any distribution of the holding time (M/G/K/K).
 */
export function erlangB(load: number, buffers: number): number {
  demandRange('The load', load, 0, Number.MAX_VALUE);
  let blocking = 1;
  for (let size = 1; size <= buffers; size += 1) blocking = erlangStep(load, size, blocking);
  return blocking;
}

/**
 * Engset's formula: the probability that a thread finds all buffers in use, where each of `threads` threads would
 * occupy one for the share `share` of its time. One thread fewer competes for the buffers: the asking one has none.
 */
export function engset(threads: number, share: number, buffers: number): number {
  demandRange('The share of time', share, 0, 1);
  if (buffers >= threads) return 0;
  if (share === 1) return 1;
  const odds = share / (1 - share);
  let blocking = 1;
  for (let size = 1; size <= buffers; size += 1) blocking = engsetStep(threads, odds, size, blocking);
  return blocking;
}

/** The fewest buffers with which at most the share `blocking` of the attempts of `threads` threads is blocked. */
export function buffersForThreads(threads: number, share: number, blocking: number): number {
  demandRange('The blocking probability', blocking, Number.MIN_VALUE, 1);
  demandRange('The share of time', share, 0, 1);
  if (share === 1) return threads;
  const odds = share / (1 - share);
  let blocked = 1;
  let buffers = 0;
  while (buffers < threads && blocked > blocking) {
    buffers += 1;
    blocked = engsetStep(threads, odds, buffers, blocked);
  }
  return buffers;
}

/** The fewest buffers with which at most the share `blocking` of calls that arrive at random is blocked. */
export function buffersForLoad(load: number, blocking: number): number {
  demandRange('The blocking probability', blocking, Number.MIN_VALUE, 1);
  demandRange('The load', load, 0, 1e6);
  let blocked = 1;
  let buffers = 0;
  while (blocked > blocking) {
    buffers += 1;
    blocked = erlangStep(load, buffers, blocked);
  }
  return buffers;
}

/** The most threads that `buffers` buffers serve with at most the share `blocking` of their attempts blocked. */
export function threadsForBuffers(buffers: number, share: number, blocking: number): number {
  demandRange('The share of time', share, 1e-9, 1);
  if (blocking >= 1) throw new SizingError(`A blocking probability of ${blocking} puts no limit on threads.`);
  let most = buffers;
  let tooMany = buffers + 1;
  while (engset(tooMany, share, buffers) <= blocking) tooMany *= 2;
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (engset(middle, share, buffers) <= blocking) most = middle;
    else tooMany = middle;
  }
  return most;
}
