// SPDX-License-Identifier: Apache-2.0
import { monitorPassingOn } from '../monitors/index.ts';
import { answersCall, kindName, kinds, results, slotNumber } from '../reference-model/index.ts';
import type { PayloadPlaces, SendingSide } from './area.ts';
import { type CopyDestination, type CopyOutPace, createCopyOutPace } from './pace/copy-out-pace.ts';
import type { ReuseRule } from './reuse-rule.ts';
import type { RuleName } from './rules.ts';
import type { Run } from './run.ts';
import type { ServerThreadRule } from './server-thread-rule.ts';
import type { TemporaryRule } from './temporary-rule.ts';
import { frameWord, memoryWord, sameWord, strobeSelects } from './word-compare.ts';

/** A message that waits in a temporary buffer. */
interface WaitingMessage {
  readonly temporary: number;
  readonly length: number;
  readonly tag: number;
  readonly kind: number;
  /** A held call, or the return of one in its buffer `entry`. */
  readonly held: boolean;
  readonly entry: number;
}

/** What the lane has to do with held calls. */
export interface HeldPassing {
  /** Gives returns their buffers in the client area. */
  readonly reuse: ReuseRule | undefined;
  /** A return gets its buffer in the client area, and keeps the one that it came in. */
  keep(clientEntry: number, serverEntry: number): void;
}

/** The lane of a kernel out of its temporary buffers. */
export interface CopyOutRule {
  /** What the areas that the legs lead to see: requests, returns. */
  readonly sides: readonly [SendingSide, SendingSide];
  /** A message of a leg is in its temporary buffer and waits to be passed on. */
  received(leg: number, message: WaitingMessage): void;
  /** Reads the signals, before the operations of the cycle. */
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
  threads: ServerThreadRule,
  temporaries: TemporaryRule,
  payloadPlaces: readonly [PayloadPlaces, PayloadPlaces],
  held: HeldPassing,
): CopyOutRule {
  const monitor = monitorPassingOn(run.binding, `${kernel}.forwarding`);
  const { event } = monitor;
  const { memory } = temporaries;
  const { lanes } = memory;
  const wordBytes = 4 * lanes;
  const place = run.log.place(kernel);
  const signals = ['granted', 'is_return', 'message', 'done'].map((name) =>
    run.binding.pathOf(`${kernel}.forwarding.${name}`),
  );
  const waiting: [WaitingMessage[], WaitingMessage[]] = [[], []];
  const laneCycles = run.counters.place('lane_out_cycles');
  let message: WaitingMessage | undefined;
  let leg = 0;
  let entry = -1;
  let written = 0;
  let complete = false;
  /** The message indicated last was a held call. */
  let sentHeld = false;
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
    ...(own === 0 ? { passedHeld: () => sentHeld } : {}),
    waitsForBuffer: () => pace?.waitsForBuffer(own) ?? false,
    asks: () => pace?.asks(own) ?? -1,
    asksInline: () => pace?.asksInline(own) ?? false,
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
      if (next.kind === kinds.CALL) threads.obtain();
      if (own === 1 && next.held) held.keep(number, next.entry);
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
      run.counters.add(laneCycles, 1);
      const { dataAt, strobeAt } = payloadPlaces[own];
      const bytes = Math.min(wordBytes, message.length - written * wordBytes);
      const at = (memory.starts[message.temporary]! + written) * lanes;
      const selected = strobeSelects(run, strobeAt, lanes, bytes);
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
      sentHeld = message.held;
      message = undefined;
      entry = -1;
    },
    frees(number) {
      fail('withdrawn message', 'the kernel sends what it allocated for', `it frees entry ${number}`);
    },
  });

  const sides = [side(0), side(1)] as const;
  return {
    sides,
    received(own, { temporary, length, tag, kind, held, entry }) {
      waiting[own as 0 | 1].push({ temporary, length, tag, kind, held, entry });
      received[own] = true;
      if (own === 1 && answersCall(kind)) threads.giveBack();
    },
    sample() {
      monitor.sample(run.frame);
    },
    pace(destinations) {
      pace ??= createCopyOutPace(run, kernel, destinations, {
        received: (own) => received[own]!,
        threadFree: (own) => waiting[own as 0 | 1][0]?.kind !== kinds.CALL || threads.isFree(),
        reusing(own) {
          const oldest = waiting[1][0];
          if (own === 0 || oldest === undefined) return -1;
          return held.reuse?.applies(oldest.kind, oldest.tag) === true ? oldest.tag : -1;
        },
        isInline(own) {
          const { inline } = destinations[own as 0 | 1].side.area.model;
          return inline !== undefined && waiting[own as 0 | 1][0]!.length <= inline.bytes;
        },
        goesInline(own) {
          const { area, party } = destinations[own as 0 | 1].side;
          const inline = area.model.inline!;
          sides[own as 0 | 1].allocated(slotNumber(inline, party, inline.rings[party].next));
        },
        words: () => Math.ceil((message?.length ?? 0) / wordBytes),
      });
      pace.step();
      received[0] = false;
      received[1] = false;
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
      received.fill(false);
      pace?.restart();
    },
  };
}
