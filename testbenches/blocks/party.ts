// SPDX-License-Identifier: Apache-2.0
import {
  type OperationName,
  operations,
  type ResultName,
  resultCodes,
} from '../../hdl-gen/circuits/codes.ts';
import type { Model } from '../../sim/harness/index.ts';
import {
  collectStream,
  type Random,
  sendStream,
  streamPorts,
  type Task,
  until,
} from '../../sim/tasks/index.ts';

/** Cycles after which a wait of a party is an error. */
const patience = 5000;

/** A message at the stream level. */
export interface StreamMessage {
  readonly bytes: Uint8Array;
  readonly tag: number;
  /** 0 notice, 1 call, 2 return. */
  readonly kind: number;
}

export type CommandFields = Readonly<
  Partial<Record<'entry' | 'pointer' | 'length' | 'tag' | 'kind', number>>
>;

export interface CommandResult {
  readonly code: ResultName;
  readonly entry: number;
  readonly pointer: number;
  readonly length: number;
  readonly tag: number;
  readonly kind: number;
}

/** How often a stream pauses. */
export interface Pauses {
  readonly random: Random;
  /** In each cycle, from 0 to below 1. */
  readonly probability: number;
}

/** What a user of one party does, as tasks of a testbench. */
export interface Party {
  command(operation: OperationName, fields?: CommandFields): Task<CommandResult>;
  read(entry: number, offset: number): Task<{ readonly code: ResultName; readonly data: bigint }>;
  write(entry: number, offset: number, data: bigint): Task<ResultName>;
  send(messages: Iterable<StreamMessage>, pauses?: Pauses): Task<number>;
  /** Takes messages until there are so many; whatever comes is checked to be well formed. */
  receive(count: number, pauses?: Pauses): Task<StreamMessage[]>;
  lastError(): { readonly code: ResultName; readonly entry: number; readonly tag: number };
}

function resultName(code: number): ResultName {
  const found = Object.entries(resultCodes).find(([, value]) => value === code);
  if (found === undefined) throw new Error(`there is no result ${code}`);
  return found[0] as ResultName;
}

/** The party of a block whose ports begin with a name. */
export function party(model: Model, name: string): Party {
  const port = (suffix: string) => model.port(`${name}_${suffix}`);
  const value = (suffix: string) => port(suffix).value;
  const wordBytes = port('in_strobe').width;

  function* access(
    write: 0 | 1,
    entry: number,
    offset: number,
    data: bigint,
  ): Task<{ code: ResultName; data: bigint }> {
    port('window_write').value = write;
    port('window_entry').value = entry;
    port('window_offset').value = offset;
    port('window_data').write(data);
    port('window_strobe').write((1n << BigInt(wordBytes)) - 1n);
    port('window_valid').value = 1;
    yield until(() => value('window_ready') === 1, {
      timeout: patience,
      description: `${name}_window_ready`,
    });
    port('window_valid').value = 0;
    let answer = { code: 0, data: 0n };
    yield until(
      () => {
        answer = { code: value('window_code'), data: port('window_read_data').read() };
        return value('window_done') === 1;
      },
      { timeout: patience, description: `${name}_window_done` },
    );
    return { code: resultName(answer.code), data: answer.data };
  }

  return {
    *command(operation, fields = {}) {
      port('command_operation').value = operations[operation];
      for (const field of ['entry', 'pointer', 'length', 'tag', 'kind'] as const) {
        port(`command_${field}`).value = fields[field] ?? 0;
      }
      port('command_valid').value = 1;
      yield until(() => value('command_ready') === 1, {
        timeout: patience,
        description: `${name}_command_ready`,
      });
      port('command_valid').value = 0;
      let result: Omit<CommandResult, 'code'> & { code: number } = {
        code: 0,
        entry: 0,
        pointer: 0,
        length: 0,
        tag: 0,
        kind: 0,
      };
      yield until(
        () => {
          result = {
            code: value('result_code'),
            entry: value('result_entry'),
            pointer: value('result_pointer'),
            length: value('result_length'),
            tag: value('result_tag'),
            kind: value('result_kind'),
          };
          return value('result_valid') === 1;
        },
        { timeout: patience, description: `${name}_result_valid` },
      );
      return { ...result, code: resultName(result.code) };
    },
    read: (entry, offset) => access(0, entry, offset, 0n),
    *write(entry, offset, data) {
      return (yield* access(1, entry, offset, data)).code;
    },
    *send(messages, pauses) {
      const stream = streamPorts(model, `${name}_in`, ['data', 'strobe', 'last', 'tag', 'kind']);
      return yield* sendStream(stream, beatsOf(messages, wordBytes), streamOptions(pauses));
    },
    *receive(count, pauses) {
      const stream = streamPorts(model, `${name}_out`, ['data', 'strobe', 'last', 'tag', 'kind']);
      const messages: StreamMessage[] = [];
      if (count === 0) return messages;
      let bytes: number[] = [];
      yield* collectStream(
        stream,
        (beats) => {
          const { data, strobe, last, tag, kind } = beats.at(-1)!;
          bytes.push(...bytesOf(data!, strobe!, wordBytes));
          if (last === 1n) {
            messages.push({ bytes: Uint8Array.from(bytes), tag: Number(tag), kind: Number(kind) });
            bytes = [];
          } else if (strobe !== (1n << BigInt(wordBytes)) - 1n) {
            throw new Error(`${name}: a beat before the last has the strobes ${strobe}`);
          }
          return messages.length === count;
        },
        streamOptions(pauses),
      );
      return messages;
    },
    lastError: () => ({
      code: resultName(value('error_code')),
      entry: value('error_entry'),
      tag: value('error_tag'),
    }),
  };
}

function streamOptions(pauses: Pauses | undefined) {
  return pauses === undefined
    ? { timeout: patience }
    : { timeout: patience, stallProbability: pauses.probability, random: pauses.random };
}

function* beatsOf(messages: Iterable<StreamMessage>, wordBytes: number) {
  for (const { bytes, tag, kind } of messages) {
    for (let offset = 0; offset === 0 || offset < bytes.length; offset += wordBytes) {
      const part = bytes.subarray(offset, offset + wordBytes);
      const data = part.reduceRight((word, byte) => (word << 8n) | BigInt(byte), 0n);
      const last = Number(offset + wordBytes >= bytes.length);
      yield { data, strobe: (1n << BigInt(part.length)) - 1n, last, tag, kind };
    }
  }
}

/** The bytes of a beat; bytes that are not part of it must be zero, and its strobes contiguous. */
function bytesOf(data: bigint, strobe: bigint, wordBytes: number): number[] {
  const count = strobe.toString(2).replace(/^0$/, '').length;
  if (strobe !== (1n << BigInt(count)) - 1n || count > wordBytes)
    throw new Error(`the strobes ${strobe} have a hole`);
  if (data >> BigInt(8 * count) !== 0n) throw new Error('bytes beyond the message are not zero');
  return Array.from({ length: count }, (_, lane) => Number((data >> BigInt(8 * lane)) & 255n));
}
