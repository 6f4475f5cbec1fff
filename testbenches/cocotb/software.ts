// SPDX-License-Identifier: Apache-2.0
import { type Agent, hexadecimal, type Post, type Steps } from './agent.ts';
import { chooseMessage, noteReceived } from './plan.ts';
import { onesOf } from './streams.ts';

const operations = { ALLOCATE: 0, INDICATE: 1, DETECT: 2, DEALLOCATE: 3 } as const;
const operationNames = ['allocate', 'indicate', 'detect', 'deallocate'] as const;
const asked = ['entry', 'pointer', 'length', 'tag', 'kind'] as const;

type Asked = Partial<Record<(typeof asked)[number], number>>;
type Result = Record<'code' | (typeof asked)[number], number>;

/** Uses the commands and the window of a party as software would. */
export function createSoftware({ party, plan, ports, random, transcript }: Post): Agent {
  const { setting } = plan;
  const { wordBytes, bufferBytes } = setting;
  const name = setting.parties[party]!;
  const write = (port: string, value: number) => ports.write(`${name}_${port}`, value);
  const read = (port: string) => ports.read(`${name}_${port}`);
  let idle = true;

  function* steps(): Steps {
    for (;;) {
      idle = true;
      if (plan.turn === party) {
        idle = false;
        yield* single();
        plan.turn = undefined;
        continue;
      }
      const sends = plan.sends[party] === 'command' && !plan.resting;
      const waiting = !plan.resting || plan.underWay[party]! > 0;
      const receives = plan.receives[party] === 'command' && waiting;
      if (!(sends || receives) || !random.chance(0.3)) {
        yield;
        continue;
      }
      idle = false;
      if (sends && (!receives || random.chance(0.5))) yield* send();
      else yield* receive();
    }
  }

  function* command(operation: number, given: Asked = {}): Steps<Result> {
    write('command_operation', operation);
    for (const field of asked) write(`command_${field}`, given[field] ?? 0);
    write('command_valid', 1);
    yield;
    while (read('command_ready') === 0) yield;
    write('command_valid', 0);
    yield;
    while (read('result_valid') === 0) yield;
    const result = Object.fromEntries(
      ['code', ...asked].map((field) => [field, read(`result_${field}`)]),
    ) as Result;
    const question = asked.map((field) => given[field] ?? 0).join(' ');
    const answer = ['code' as const, ...asked].map((field) => result[field]).join(' ');
    transcript.note(`${name} ${operationNames[operation]} ${question} -> ${answer}`);
    return result;
  }

  /** An access through the window, `offset` in words. */
  function* access(
    writes: boolean,
    entry: number,
    offset: number,
    data: Uint8Array,
    strobe: Uint8Array,
  ): Steps<Uint8Array> {
    write('window_write', writes ? 1 : 0);
    write('window_entry', entry);
    write('window_offset', offset);
    ports.writeBytes(`${name}_window_data`, data);
    ports.writeBytes(`${name}_window_strobe`, strobe);
    write('window_valid', 1);
    yield;
    while (read('window_ready') === 0) yield;
    write('window_valid', 0);
    yield;
    while (read('window_done') === 0) yield;
    const word = ports.readBytes(`${name}_window_read_data`, wordBytes);
    const kind = writes ? 'write' : 'read';
    transcript.note(
      `${name} window ${kind} ${entry} ${offset} -> ${read('window_code')} ${hexadecimal(word)}`,
    );
    return word;
  }

  function* fill(entry: number, bytes: Uint8Array): Steps {
    for (let start = 0; start < bytes.length; start += wordBytes) {
      const word = bytes.subarray(start, start + wordBytes);
      yield* access(true, entry, start / wordBytes, word, onesOf(word.length, wordBytes));
    }
  }

  function* send(): Steps {
    const { code, entry, pointer } = yield* command(operations.ALLOCATE);
    if (code !== 0) return;
    const { kind, tag } = chooseMessage(plan, party, random);
    const bytes = random.fill(new Uint8Array(random.below(bufferBytes + 1)));
    yield* fill(entry, bytes);
    yield* command(operations.INDICATE, { entry, pointer, length: bytes.length, tag, kind });
    plan.underWay[1 - party]! += 1;
  }

  function* receive(): Steps {
    const { code, entry, pointer, length, tag, kind } = yield* command(operations.DETECT);
    if (code !== 0) return;
    const nothing = new Uint8Array(0);
    for (let start = 0; start < length; start += wordBytes) {
      yield* access(false, entry, start / wordBytes, nothing, nothing);
    }
    noteReceived(plan, party, kind, tag);
    yield* command(operations.DEALLOCATE, { entry, pointer });
  }

  /** One operation, right or wrong, while nothing else happens. */
  function* single(): Steps {
    const what = random.below(5);
    const entry = random.below(2 ** setting.entryBits);
    if (what === 4) {
      const writes = random.chance(0.5);
      const offset = random.below(2 ** setting.offsetBits);
      const data = random.fill(new Uint8Array(wordBytes));
      const strobe = Uint8Array.of(random.below(2 ** wordBytes));
      yield* access(writes, entry, offset, data, strobe);
      return;
    }
    const right = random.chance(0.8);
    const named = right ? entry * bufferBytes : random.below(2 ** setting.pointerBits);
    const length = random.chance(0.9) ? random.below(bufferBytes + 1) : random.below(2 ** setting.lengthBits);
    const tag = random.below(2 ** setting.tagBits);
    const kind = random.below(4);
    const pointer = named % 2 ** setting.pointerBits;
    const result = yield* command(what, { entry, pointer, length, tag, kind });
    if (what === operations.ALLOCATE && result.code === 0) {
      yield* fill(result.entry, random.fill(new Uint8Array(bufferBytes)));
    }
  }

  return { idle: () => idle, steps: steps() };
}
