// SPDX-License-Identifier: Apache-2.0
import { monitorForwarding } from '../monitors/index.ts';
import { kindName, kinds, lengthMask, results, strobeMask } from '../reference-model/index.ts';
import type { PayloadPlaces, SendingSide } from './area.ts';
import { type CopyDestination, type CopyOutPace, createCopyOutPace } from './pace/copy-out-pace.ts';
import type { RuleName } from './rules.ts';
import type { Run } from './run.ts';
import type { TemporaryRule } from './temporary-rule.ts';
import { frameWord, memoryWord, sameWord } from './word-compare.ts';

/** A message that waits in a temporary buffer. */
interface WaitingMessage {
  readonly temporary: number;
  readonly length: number;
  readonly tag: number;
  readonly kind: number;
}

/** The lane of a kernel out of its temporary buffers, and the server threads. */
export interface CopyOutRule {
  /** What the areas that the legs lead to see: requests, returns. */
  readonly sides: readonly [SendingSide, SendingSide];
  /** A message of a leg is in its temporary buffer and waits to be passed on. */
  received(leg: number, message: WaitingMessage): void;
  /** Compares the server threads, before the operations of the cycle. */
  sample(): void;
  /** Compares when the lane acts, after the words of this cycle. */
  pace(destinations: readonly [CopyDestination, CopyDestination]): void;
  /** Whether a copy is complete, after the words of this cycle. */
  finishCycle(): void;
  unfinished(): string | undefined;
  restart(): void;
}

export function createCopyOutRule(
  run: Run,
  kernel: string,
  serverThreads: number,
  temporaries: TemporaryRule,
  payloadPlaces: readonly [PayloadPlaces, PayloadPlaces],
): CopyOutRule {
  const monitor = monitorForwarding(run.binding, kernel);
  const { event } = monitor;
  const { memory, bufferWords } = temporaries;
  const { lanes } = memory;
  const wordBytes = 4 * lanes;
  const place = run.log.place(kernel);
  const signals = ['server_threads', 'granted', 'is_return', 'message', 'done'].map((name) =>
    run.binding.pathOf(`${kernel}.forwarding.${name}`),
  );
  const waiting: [WaitingMessage[], WaitingMessage[]] = [[], []];
  let message: WaitingMessage | undefined;
  let leg = 0;
  let entry = -1;
  let written = 0;
  let complete = false;
  let threads = 0;
  /** Calls whose return left the server area in the cycle before. */
  let threadReturns = 0;
  /** A message of the leg came in this cycle. */
  const received = [false, false];
  let pace: CopyOutPace | undefined;

  function fail(rule: RuleName, expected: string, actual: string): never {
    return run.fail({
      rule,
      where: `${kernel}, passing on`,
      step: '402 and 404 of Fig. 4',
      expected,
      actual,
      signals,
    });
  }

  const side = (own: 0 | 1): SendingSide => ({
    waitsForBuffer: () => pace?.waitsForBuffer(own) ?? false,
    asks: () => pace?.asks(own) ?? -1,
    allocated(number) {
      const next = waiting[own].shift();
      if (message !== undefined || next === undefined) {
        fail(
          'marshaling',
          next === undefined
            ? 'no buffer is allocated: no message waits'
            : 'one message at a time is passed on',
          `entry ${number} is allocated`,
        );
      }
      if (next.kind === kinds.CALL) {
        if (threads === serverThreads) {
          fail(
            'server threads',
            `the call waits: all ${serverThreads} threads execute`,
            `entry ${number} is allocated for it`,
          );
        }
        threads += 1;
      }
      message = next;
      leg = own;
      entry = number;
      written = 0;
      complete = false;
      run.log.add('passing on', run.cycle, place, next.temporary, number);
    },
    wordWritten(number, offset) {
      const words = Math.ceil((message?.length ?? 0) / wordBytes);
      if (
        message === undefined ||
        own !== leg ||
        number !== entry ||
        offset !== written ||
        written >= words
      ) {
        fail(
          'marshaling',
          written >= words
            ? 'no word beyond the message is written'
            : `word ${written} of entry ${entry} is written`,
          `word ${offset} of entry ${number} is written`,
        );
      }
      const { dataAt, strobeAt } = payloadPlaces[own];
      const bytes = Math.min(wordBytes, message.length - written * wordBytes);
      const at = (message.temporary * bufferWords + written) * lanes;
      let selected = true;
      for (let lane = 0; lane < lanes; lane += 1) {
        if ((lengthMask(bytes, lane) & ~strobeMask(run.frame, strobeAt, lane)) !== 0) selected = false;
      }
      if (!selected || !sameWord(run, dataAt, memory, at, lanes, bytes)) {
        fail(
          'copy',
          `word ${written} of temporary buffer ${message.temporary}: ${memoryWord(memory, at, lanes, bytes)}`,
          selected ? frameWord(run, dataAt, lanes, bytes) : 'not all of its bytes are written',
        );
      }
      written += 1;
    },
    indicates(number, length, tag, kind, code) {
      if (
        message === undefined ||
        own !== leg ||
        number !== entry ||
        !complete ||
        code !== results.OK ||
        length !== message.length ||
        tag !== message.tag ||
        kind !== message.kind
      ) {
        fail(
          'indication',
          message === undefined
            ? 'no indication: no message is passed on'
            : `entry ${entry} with ${message.length} bytes, tag ${message.tag}, ${kindName(message.kind)}, once it is copied (it is${complete ? '' : ' not'}), accepted`,
          `entry ${number} with ${length} bytes, tag ${tag}, ${kindName(kind)}, result ${code}`,
        );
      }
      run.log.add('passed on', run.cycle, place, message.temporary);
      message = undefined;
      entry = -1;
    },
    frees(number) {
      fail('withdrawn message', 'the kernel sends what it allocated for', `it frees entry ${number}`);
    },
  });

  return {
    sides: [side(0), side(1)],
    received(own, { temporary, length, tag, kind }) {
      waiting[own as 0 | 1].push({ temporary, length, tag, kind });
      received[own] = true;
      if (own === 1 && kind === kinds.RETURN) threadReturns += 1;
    },
    sample() {
      monitor.sample(run.frame);
      threads -= threadReturns;
      threadReturns = 0;
      if (event.serverThreads !== threads) {
        fail('server threads', `${threads} server threads execute a call`, `${event.serverThreads} do`);
      }
    },
    pace(destinations) {
      pace ??= createCopyOutPace(run, kernel, destinations, {
        received: (own) => received[own]!,
        threadFree: (own) => waiting[own as 0 | 1][0]?.kind !== kinds.CALL || threads < serverThreads,
        words: () => Math.ceil((message?.length ?? 0) / wordBytes),
      });
      pace.step();
      received.fill(false);
    },
    finishCycle() {
      if (!event.done) return;
      if (message === undefined || complete || written !== Math.ceil(message.length / wordBytes)) {
        fail(
          'copy',
          message === undefined
            ? 'no copy is complete: there is none'
            : `complete after ${Math.ceil(message.length / wordBytes)} words`,
          `complete after ${written} words`,
        );
      }
      complete = true;
      temporaries.comesBack(message.temporary);
    },
    unfinished: () =>
      message !== undefined || waiting[0].length + waiting[1].length > 0
        ? `${waiting[0].length} requests and ${waiting[1].length} returns wait in temporary buffers`
        : undefined,
    restart() {
      waiting[0].length = 0;
      waiting[1].length = 0;
      message = undefined;
      entry = -1;
      threads = 0;
      threadReturns = 0;
      received.fill(false);
      pace?.restart();
    },
  };
}
