// SPDX-License-Identifier: Apache-2.0
import { type CopyMonitor, monitorCopy } from '../monitors/index.ts';
import { isSlot, kinds } from '../reference-model/index.ts';
import type { Area, ReceivingSide, Side } from './area.ts';
import { type CopyInPace, createCopyInPace } from './pace/copy-in-pace.ts';
import type { RuleName } from './rules.ts';
import type { Run } from './run.ts';
import type { TemporaryRule } from './temporary-rule.ts';
import { frameWord, keepWord, memoryWord, sameWord } from './word-compare.ts';

/** A message being copied into a temporary buffer. */
export interface CopiedMessage {
  leg: number;
  entry: number;
  length: number;
  tag: number;
  kind: number;
  held: boolean;
  temporary: number;
  words: number;
  read: number;
  written: number;
}

/** One of the areas that a lane copies from. */
export interface CopyLeg {
  readonly area: Area;
  /** The messages of this leg are returns. */
  readonly isReturn: boolean;
  /** The release of a buffer of this area was asked for one cycle ago. */
  releaseWasRequested(): boolean;
  /** A copy is complete: the message is in its temporary buffer. */
  received(message: CopiedMessage): void;
}

/** A copy lane into temporary buffers. */
export interface CopyInRule {
  /** What the area of a leg sees. */
  readonly sides: readonly ReceivingSide[];
  /** Compares the word written in this cycle, before the operations. */
  sample(): void;
  /** That a completed copy freed its buffer, after the operations of the cycle. */
  checkFreed(): void;
  /** Compares when the lane acts; `parties` are those that it receives for, one for each leg. */
  pace(parties: readonly Side[]): void;
  unfinished(): string | undefined;
  /** The lane is reset; what it asked for before may still take effect until `restart`. */
  stop(): void;
  restart(): void;
}

/** A message whose last word is on its way, and the next one. */
const mostMessages = 3;

export function createCopyInRule(
  run: Run,
  lane: string,
  probes: Parameters<typeof monitorCopy>[1],
  temporaries: TemporaryRule,
  legs: readonly CopyLeg[],
): CopyInRule {
  const monitor: CopyMonitor = monitorCopy(run.binding, probes);
  const { event } = monitor;
  const { memory } = temporaries;
  const { lanes } = memory;
  const wordBytes = 4 * lanes;
  const place = run.log.place(lane);
  const signals = [probes.write, probes.address, probes.data, probes.done].map(run.binding.pathOf);
  const messages = Array.from(
    { length: mostMessages },
    (): CopiedMessage => ({
      leg: 0,
      entry: 0,
      length: 0,
      tag: 0,
      kind: kinds.NOTICE,
      held: false,
      temporary: 0,
      words: 0,
      read: 0,
      written: 0,
    }),
  );
  const laneCycles = run.counters.place('lane_in_cycles');
  let first = 0;
  let size = 0;
  /** The message whose copy was completed in this cycle, and whether its buffer is freed in it. */
  let completed: CopiedMessage | undefined;
  let pace: CopyInPace | undefined;
  /** Words of the message taken last. */
  let takenWords = 0;
  let takenInline = false;
  let freedNow = false;
  /** For each leg and entry, the cycle in which its copy was completed, or -1. */
  let copiedIn: Int32Array[] = [];
  const copied = (leg: number) => {
    copiedIn[leg] ??= new Int32Array(legs[leg]!.area.payload.starts.length).fill(-1);
    return copiedIn[leg]!;
  };

  function fail(rule: RuleName, expected: string, actual: string, step = '402 and 404 of Fig. 4'): never {
    return run.fail({ rule, where: `${lane}, copy`, step, expected, actual, signals });
  }

  function checkWrite(): void {
    const message = messages[first]!;
    if (size === 0 || message.written >= message.words || message.written >= message.read) {
      fail(
        'copy',
        size === 0
          ? 'no word is written: nothing is copied'
          : `${message.words} words, and ${message.read} of them were read`,
        `word ${message.written} is written`,
      );
    }
    const address = memory.starts[message.temporary]! + message.written;
    const { payload } = legs[message.leg]!.area;
    const source = (payload.starts[message.entry]! + message.written) * lanes;
    const bytes = Math.min(wordBytes, message.length - message.written * wordBytes);
    if (event.address !== address || !sameWord(run, monitor.dataAt, payload, source, lanes, bytes)) {
      fail(
        'copy',
        `word ${message.written} of entry ${message.entry} at word ${address}: ${memoryWord(payload, source, lanes, bytes)}`,
        `at word ${event.address}: ${frameWord(run, monitor.dataAt, lanes, bytes)}`,
      );
    }
    keepWord(run, monitor.dataAt, memory, address * lanes);
    message.written += 1;
  }

  function complete(): void {
    const message = messages[first]!;
    if (size === 0 || message.written !== message.words) {
      fail(
        'copy',
        size === 0 ? 'no copy is complete: there is none' : `complete after ${message.words} words`,
        size === 0 ? 'one is complete' : `complete after ${message.written} words`,
      );
    }
    first = (first + 1) % mostMessages;
    size -= 1;
    copied(message.leg)[message.entry] = run.cycle;
    completed = message;
    freedNow = false;
    run.log.add('copied', run.cycle, place, message.entry, message.temporary);
    legs[message.leg]!.received(message);
  }

  const side = (leg: number): ReceivingSide => ({
    taken({ entry, length, tag, kind, held }) {
      if (size === mostMessages) fail('copy', 'the lane is busy', `entry ${entry} is taken`);
      const temporary = temporaries.take(legs[leg]!.isReturn, leg);
      const words = Math.ceil(length / wordBytes);
      const message = messages[(first + size) % mostMessages]!;
      takenWords = words;
      takenInline = isSlot(legs[leg]!.area.model.inline, entry);
      Object.assign(message, { leg, entry, length, tag, kind, held, temporary, words, read: 0, written: 0 });
      size += 1;
      run.log.add('copy begins', run.cycle, place, entry, temporary, length);
    },
    wordRead(entry, offset) {
      for (let index = 0; index < size; index += 1) {
        const message = messages[(first + index) % mostMessages]!;
        if (message.read === message.words) continue;
        if (message.leg !== leg || message.entry !== entry || message.read !== offset) break;
        message.read += 1;
        return;
      }
      fail(
        'copy',
        'the words of the taken message are read in their order, and none beyond it',
        `word ${offset} of entry ${entry} is read`,
      );
    },
    frees(entry) {
      const cycle = copied(leg)[entry] ?? -1;
      if (cycle < 0) {
        const message = messages[first]!;
        const progress =
          size > 0 && message.entry === entry
            ? `after ${message.written} of ${message.words} words`
            : 'before';
        fail(
          'freed after the copy',
          `entry ${entry} is freed with the last word of its copy or later`,
          `it is freed ${progress}`,
          '712 of Fig. 7',
        );
      }
      copied(leg)[entry] = -1;
      if (completed?.entry === entry && completed.leg === leg) freedNow = true;
    },
  });

  function stop(): void {
    // What was read to its end may be freed, although its last word is not written any more.
    for (let index = 0; index < size; index += 1) {
      const { leg, entry, read, words } = messages[(first + index) % mostMessages]!;
      if (read === words) copied(leg)[entry] = run.cycle;
    }
    size = 0;
    completed = undefined;
    pace?.restart();
  }

  return {
    sides: [side(0), side(1)],
    sample() {
      completed = undefined;
      monitor.sample(run.frame);
      if (event.writes) {
        run.counters.add(laneCycles, 1);
        checkWrite();
      }
      if (event.done) complete();
    },
    checkFreed() {
      if (completed !== undefined && !freedNow && !legs[completed.leg]!.releaseWasRequested()) {
        fail(
          'freed at once',
          `entry ${completed.entry} is freed with the last word of its copy`,
          'its release was not even asked for',
          '718 of Fig. 7',
        );
      }
    },
    pace(parties) {
      pace ??= createCopyInPace(
        run,
        lane,
        probes,
        parties.map((side, leg) => ({
          side,
          offered: () => temporaries.offered(legs[leg]!.isReturn),
        })),
        temporaries.returns,
      );
      pace.step(takenWords, takenInline);
    },
    unfinished: () => (size === 0 ? undefined : `${size} messages are being copied`),
    stop,
    restart() {
      stop();
      copiedIn = [];
    },
  };
}
