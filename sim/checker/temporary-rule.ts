// SPDX-License-Identifier: Apache-2.0
import { monitorPool } from '../monitors/index.ts';
import {
  type BufferMemory,
  bitAt,
  countOnes,
  createBitVector,
  createBufferMemory,
  type Setting,
  setBit,
} from '../reference-model/index.ts';
import { createTemporaryOffer } from './pace/temporary-offer.ts';
import type { RuleName } from './rules.ts';
import type { Run } from './run.ts';
import { binary } from './state-rule.ts';
import { createTemporaryCounts, type TemporaryLeg } from './temporary-counts.ts';

/** The temporary buffers 301 of Fig. 3: which are in use, and what is in them. */
export interface TemporaryRule {
  readonly memory: BufferMemory;
  /** Compares the free buffers. */
  sample(): void;
  /** A message may take the buffer on offer in this cycle. */
  offered(isReturn: boolean): boolean;
  /** Buffers with a return at the beginning of the cycle. */
  returns(): number;
  /** A message takes the buffer on offer. Returns its number. */
  take(isReturn: boolean, leg: number): number;
  /** The message of a buffer is delivered or passed on: the buffer comes back in this cycle. */
  comesBack(number: number): void;
  /** That buffers were taken and given back exactly when their messages asked for it. */
  finishCycle(): void;
  mostInUse(): number;
  unfinished(): string | undefined;
  restart(): void;
}

export function createTemporaryRule(
  run: Run,
  owner: string,
  buffers: number,
  bufferWords: number,
  lanes: number,
  reserve: Setting,
  legs: readonly TemporaryLeg[],
): TemporaryRule {
  const monitor = monitorPool(run.binding, owner);
  const { event, free: slot } = monitor;
  const free = createBitVector(buffers);
  const isReturnIn = createBitVector(buffers);
  const limit = run.registers.setting('temporaries_limit', buffers);
  const offer = createTemporaryOffer(free, limit);
  const place = run.log.place(owner);
  const where = `${owner}, temporary buffers`;
  const signals = ['free', 'take', 'number', 'release', 'release_number'].map((name) =>
    run.binding.pathOf(`${owner}.temporary_pool.${name}`),
  );
  const counts = createTemporaryCounts(run, legs, reserve);
  /** Which leg takes a buffer in this cycle. */
  let taker = 0;
  let inUse = 0;
  let most = 0;
  let taken = false;
  let takenByReturn = false;
  let back = -1;

  function fail(expected: string, actual: string, rule: RuleName = 'temporary buffers'): never {
    return run.fail({ rule, where, expected, actual, signals });
  }
  function fillFree(): void {
    for (let number = 0; number < buffers; number += 1) setBit(free, number, 1);
    inUse = 0;
  }
  fillFree();
  run.describeState(() => [
    {
      name: `${owner}: free temporaries`,
      design: binary(run.frame.subarray(slot.word, slot.word + slot.words), buffers),
      model: binary(free, buffers),
    },
  ]);

  return {
    memory: createBufferMemory(
      Array.from({ length: buffers }, (_, number) => number * bufferWords),
      bufferWords,
      lanes,
    ),
    sample() {
      monitor.sample(run.frame);
      taken = false;
      back = -1;
      for (let word = 0; word < slot.words; word += 1) {
        if (run.frame[slot.word + word] !== free[word]) {
          fail(`free: ${binary(free, buffers)}`, 'other buffers are free');
        }
      }
    },
    take(isReturn, leg) {
      taker = leg;
      const number = event.taken;
      if (!event.takes || bitAt(free, number) === 0 || taken) {
        fail(
          'the message gets a temporary buffer that is free',
          event.takes ? `it gets buffer ${number}, which is in use` : 'it gets none',
        );
      }
      if (!isReturn && offer.others() < reserve.now) {
        fail(`a request leaves ${reserve.now} temporary buffer free`, `it takes buffer ${number}, the last`);
      }
      if (number !== offer.number) {
        fail(
          offer.number < 0 ? 'no temporary buffer is on offer' : `buffer ${offer.number} is on offer`,
          `buffer ${number} is taken`,
        );
      }
      taken = true;
      takenByReturn = isReturn;
      return number;
    },
    offered: (isReturn) => offer.number >= 0 && (isReturn || offer.others() >= reserve.now),
    returns: () => countOnes(isReturnIn),
    comesBack(number) {
      if (back >= 0) fail('one temporary buffer comes back in a cycle', 'two messages end');
      back = number;
    },
    finishCycle() {
      if (event.takes !== taken)
        fail('no temporary buffer is taken: no message is', `buffer ${event.taken} is taken`);
      if (event.releases !== back >= 0 || (event.releases && event.released !== back)) {
        fail(
          back < 0
            ? 'no temporary buffer comes back'
            : `temporary buffer ${back} comes back: its message is complete`,
          event.releases ? `buffer ${event.released} comes back` : 'none does',
        );
      }
      counts.count(offer, taken ? taker : -1, back >= 0);
      offer.step(taken);
      if (taken) {
        setBit(free, event.taken, 0);
        setBit(isReturnIn, event.taken, +takenByReturn);
        inUse += 1;
        most = Math.max(most, inUse);
      }
      if (back >= 0) {
        setBit(free, back, 1);
        setBit(isReturnIn, back, 0);
        inUse -= 1;
        run.log.add('temporary released', run.cycle, place, back);
      }
    },
    mostInUse: () => most,
    unfinished: () => (inUse === 0 ? undefined : `${inUse} temporary buffers are in use`),
    restart() {
      fillFree();
      isReturnIn.fill(0);
      offer.restart();
      counts.restart();
      taken = false;
      back = -1;
    },
  };
}
