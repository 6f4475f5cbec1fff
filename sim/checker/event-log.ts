// SPDX-License-Identifier: Apache-2.0
import { kindName, levelName, operationName, resultName } from '../reference-model/index.ts';

const fields = 8;

/** Turns the numbers of one event into words. */
type Format = (values: Int32Array) => string;

const message = (length: number, tag: number, kind: number) =>
  `${length} bytes, tag ${tag}, ${kindName(kind)}`;

/** What can happen, each with the meaning of its numbers. */
const formats = {
  'command accepted': ([operation, entry, length, tag, kind]) =>
    `command ${operationName(operation!)} accepted: entry ${entry}, ${message(length!, tag!, kind!)}`,
  probed: ([entry, before, index]) => `step 613: swap of A[${index}] (entry ${entry}), flag was ${before}`,
  allocated: ([level, entry, pointer]) =>
    `${levelName(level!)}: allocated entry ${entry}, buffer at byte ${pointer}: step 618`,
  indicated: ([level, entry, length, tag, kind]) =>
    `${levelName(level!)}: indicated entry ${entry}, ${message(length!, tag!, kind!)}`,
  kept: ([level, entry]) => `${levelName(level!)}: entry ${entry} is kept for its call`,
  reused: ([entry]) => `entry ${entry}, the buffer of its call, is given to a return`,
  freed: ([level, entry]) => `${levelName(level!)}: freed entry ${entry}: step 718`,
  refused: ([level, operation, code, entry]) =>
    `${levelName(level!)}: ${operationName(operation!)} of entry ${entry} refused with ${resultName(code!)}`,
  none: ([level, operation]) => `${levelName(level!)}: ${operationName(operation!)} answered with NONE`,
  taken: ([level, entry, length, tag, kind]) =>
    `${levelName(level!)}: took entry ${entry}, ${message(length!, tag!, kind!)}`,
  'message begins': ([tag, kind]) => `stream in: first beat, tag ${tag}, ${kindName(kind!)}`,
  'message given': ([length, withdrawn, tooLong]) =>
    `stream in: last beat, ${length} bytes${withdrawn ? ', withdrawn' : ''}${tooLong ? ', too long' : ''}`,
  'copy begins': ([entry, temporary, length]) =>
    `copy of entry ${entry} into temporary ${temporary} begins, ${length} bytes`,
  copied: ([entry, temporary]) => `copy of entry ${entry} into temporary ${temporary} complete`,
  'passing on': ([temporary, entry]) => `temporary ${temporary} is passed on into entry ${entry}`,
  'passed on': ([temporary]) => `temporary ${temporary} is passed on`,
  'direct copy begins': ([entry, other]) =>
    `copy of entry ${entry} into entry ${other} of the other area begins`,
  'direct copy complete': ([entry, other]) => `copy of entry ${entry} into entry ${other} complete`,
  'sent on': ([other]) => `entry ${other} is indicated in the other area`,
  delivered: ([length, tag, kind]) => `stream out: last beat, ${message(length!, tag!, kind!)}`,
  'temporary released': ([temporary]) => `temporary ${temporary} released`,
  'window accepted': ([write, entry, offset]) =>
    `window ${write ? 'write' : 'read'} accepted: entry ${entry}, word ${offset}`,
  'window done': ([code]) => `window done: ${resultName(code!)}`,
  access: ([write, address, data, misuse]) =>
    `${write ? 'write' : 'read'} at 0x${address!.toString(16)}: ${misuse === 0 ? `0x${(data! >>> 0).toString(16)}` : `refused, misuse ${misuse}`}`,
  'session lost': () => 'the session is lost: the calls of the far end fail',
  'call fails': ([tag]) => `call ${tag} gets a failure`,
  'reclaim begins': () => 'all that the party holds is taken back',
  'reclaim noted': ([entries]) => `${entries} entries belong to the party`,
  'reclaim ends': ([cycles]) => `its buffers are free after ${cycles} cycles`,
  'return dropped': ([entry, tag]) => `the return of call ${tag} in entry ${entry} is dropped`,
  'too long': ([entry, tag]) => `message in entry ${entry}, tag ${tag}, is longer than a buffer`,
  'buffer added': ([entry, pointer]) => `entry ${entry} gets the buffer at byte ${pointer}`,
  'second area': () => 'the second area is filled: step 806',
  'given up': ([tag]) => `stream in: the message with tag ${tag} found no buffer and is given up`,
  'counter read': ([number, value]) => `counter ${number} is read: ${value}`,
  ready: () => 'initialized: step 806',
  reset: () => 'reset',
} satisfies Readonly<Record<string, Format>>;

export type EventName = keyof typeof formats;
const eventNames = Object.keys(formats) as EventName[];
const eventNumbers = Object.fromEntries(eventNames.map((name, number) => [name, number])) as Record<
  EventName,
  number
>;

/** Keeps the last events as numbers; words are made only for a report. */
export interface EventLog {
  /** `place` is the number of a name given to the log. */
  add(
    name: EventName,
    cycle: number,
    place: number,
    a?: number,
    b?: number,
    c?: number,
    d?: number,
    e?: number,
  ): void;
  /** The events kept, oldest first, one line each. */
  lines(): string[];
  /** The number of a place that events happen at. */
  place(name: string): number;
}

/** A log of the last `capacity` events. */
export function createEventLog(capacity: number): EventLog {
  const rows = new Int32Array(capacity * fields);
  const places: string[] = [];
  let count = 0;
  return {
    add(name, cycle, place, a = 0, b = 0, c = 0, d = 0, e = 0) {
      const at = (count % capacity) * fields;
      rows[at] = eventNumbers[name];
      rows[at + 1] = cycle;
      rows[at + 2] = place;
      rows[at + 3] = a;
      rows[at + 4] = b;
      rows[at + 5] = c;
      rows[at + 6] = d;
      rows[at + 7] = e;
      count += 1;
    },
    lines() {
      const kept = Math.min(count, capacity);
      return Array.from({ length: kept }, (_, index) => {
        const at = ((count - kept + index) % capacity) * fields;
        const format: Format = formats[eventNames[rows[at]!]!];
        const text = format(rows.subarray(at + 3, at + fields));
        return `cycle ${rows[at + 1]}  ${places[rows[at + 2]!]}: ${text}`;
      });
    },
    place(name) {
      const known = places.indexOf(name);
      return known >= 0 ? known : places.push(name) - 1;
    },
  };
}
