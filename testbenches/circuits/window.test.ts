// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { type ResultName, resultCodes } from '../../hdl-gen/circuits/codes.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { type Circuit, startCircuit } from '../support/circuit.ts';
import { buildDataCircuits, shapes, wordOf } from './data-circuits.ts';

interface Access {
  readonly write: 0 | 1;
  readonly entry: number;
  readonly offset: number;
  readonly data?: bigint;
  readonly strobe?: number;
}

interface Answer {
  readonly code: number;
  readonly data: bigint;
  readonly cycles: number;
  readonly written: readonly [number, bigint, number] | undefined;
  readonly read: number | undefined;
}

describe.each(shapes)('the window to $title', (shape) => {
  const { sizes } = shape;
  const { wordBytes, wordBits, bufferWords, offsetBits, entryBits } = sizes;
  const { buffers, bufferBytes } = sizes.configuration;
  const everyEntry = Array.from({ length: 2 ** entryBits }, (_, entry) => entry);
  const everyOffset = Array.from({ length: 2 ** offsetBits }, (_, offset) => offset);
  const ones = (1n << BigInt(wordBits)) - 1n;
  const everyByte = 2 ** wordBytes - 1;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildDataCircuits(shape);
  }, 180_000);

  /** A window whose pointers are written, with the lengths of the messages found in each buffer. */
  function start(lengths: readonly number[]): Circuit {
    const window = startCircuit(library, 'window');
    for (let entry = 0; entry < buffers; entry += 1) {
      window.clock({
        initialize_entry: 1,
        initialize_number: entry,
        initialize_pointer: entry * bufferBytes,
      });
    }
    window.drive({ initialize_entry: 0, ready: 1, flags: 0, holds: 1 });
    for (const [entry, length] of lengths.entries()) {
      window.clock({ command_effect: 1, command_found: 1, command_entry: entry, command_length: length });
    }
    window.drive({ command_effect: 0, command_found: 0, write_ready: 1, read_ready: 1, read_data: ones });
    return window;
  }

  function access(window: Circuit, { write, entry, offset, data = 0n, strobe = 0 }: Access): Answer {
    window.drive({
      window_valid: 1,
      window_write: write,
      window_entry: entry,
      window_offset: offset,
      window_data: data,
      window_strobe: strobe,
    });
    expect([window.read('window_ready'), window.read('hold')]).toEqual([1, 1]);
    window.clock();
    window.drive({ window_valid: 0 });
    expect(window.read('checked_entry')).toBe(entry);
    let written: Answer['written'];
    let read: number | undefined;
    for (let cycles = 1; cycles < 20; cycles += 1) {
      window.drive({});
      expect([window.read('hold'), window.read('window_ready')], 'under way').toEqual([1, 0]);
      if (window.read('write_valid') === 1) {
        written = [window.read('write_address'), window.readWide('write_data'), window.read('write_strobe')];
      }
      if (window.read('read_valid') === 1) read = window.read('read_address');
      const done = window.read('window_done') === 1;
      const code = window.read('window_code');
      const result = window.readWide('window_read_data');
      expect(window.read('refused')).toBe(Number(done && code !== resultCodes.OK));
      window.clock();
      if (done) return { code, data: result, cycles, written, read };
      expect([code, result], 'before it is done').toEqual([0, 0n]);
    }
    throw new Error('an access did not end');
  }

  test('T5: a read shows the bytes of the message and zeros behind them, for every length and every word', () => {
    const step = wordBytes === 4 ? 1 : 3;
    for (let length = 0; length <= bufferBytes; length += step) {
      const window = start([0, length]);
      const bytes = new Uint8Array(bufferBytes).fill(255, 0, length);
      for (let offset = 0; offset < bufferWords; offset += 1) {
        expect(access(window, { write: 0, entry: 1, offset })).toEqual({
          code: resultCodes.OK,
          data: wordOf(bytes, wordBytes, offset),
          cycles: 4,
          written: undefined,
          read: bufferWords + offset,
        });
      }
    }
  });

  test('a write puts exactly its bytes into its word', () => {
    const window = start([0, 0, 0]);
    for (const strobe of [0, 1, 2, everyByte]) {
      for (const [entry, offset] of [
        [0, 0],
        [buffers - 1, bufferWords - 1],
      ]) {
        const answer = access(window, { write: 1, entry: entry!, offset: offset!, data: ones, strobe });
        expect(answer).toEqual({
          code: resultCodes.OK,
          data: 0n,
          cycles: 3,
          written: [entry! * bufferWords + offset!, ones, strobe],
          read: undefined,
        });
      }
    }
  });

  test('T2, T4, T9: every refusal, in its order; a refused access touches nothing', () => {
    const window = start(Array(buffers).fill(bufferBytes));
    const seen = new Set<ResultName>();
    for (const entry of everyEntry) {
      for (const offset of everyOffset) {
        for (const write of [0, 1] as const) {
          for (const holds of [0, 1]) {
            for (const flag of [0, 1]) {
              window.drive({ holds, flags: flag === 1 ? (1 << entry) & (2 ** buffers - 1) : 0 });
              const result: ResultName =
                entry >= buffers
                  ? 'ERR_NOT_FOUND'
                  : !holds || flag
                    ? 'ERR_OWNER'
                    : offset >= bufferWords
                      ? 'ERR_LENGTH'
                      : 'OK';
              const answer = access(window, { write, entry, offset, data: ones, strobe: everyByte });
              expect(answer.code).toBe(resultCodes[result]);
              expect(answer.written !== undefined).toBe(result === 'OK' && write === 1);
              expect(answer.read !== undefined).toBe(result === 'OK' && write === 0);
              expect(answer.data).toBe(result === 'OK' && write === 0 ? ones : 0n);
              seen.add(result);
            }
          }
        }
      }
    }
    const always: ResultName[] = ['OK', 'ERR_OWNER'];
    if (buffers < 2 ** entryBits) always.push('ERR_NOT_FOUND');
    if (bufferWords < 2 ** offsetBits) always.push('ERR_LENGTH');
    expect(seen).toEqual(new Set(always));
  });

  test('T4, T7: ownership lost between the request and the access refuses it', () => {
    const window = start([bufferBytes]);
    window.clock({
      window_valid: 1,
      window_write: 1,
      window_entry: 0,
      window_offset: 0,
      window_strobe: everyByte,
    });
    window.drive({ window_valid: 0, holds: 0 });
    for (let cycle = 0; cycle < 2; cycle += 1) {
      expect(window.read('write_valid')).toBe(0);
      window.clock();
    }
    window.drive({});
    expect(window.read('write_valid')).toBe(0);
  });

  test('no access begins before the area is initialized, nor in the cycle in which a command takes effect', () => {
    const window = start([0]);
    for (const blocked of [{ ready: 0 }, { command_effect: 1 }]) {
      window.drive({ ready: 1, command_effect: 0, window_valid: 1, ...blocked });
      expect([window.read('window_ready'), window.read('hold')]).toEqual([0, 1]);
    }
  });

  test('an access waits for the payload memory and is made once', () => {
    const window = start([bufferBytes]);
    for (const write of [0, 1] as const) {
      window.clock({
        window_valid: 1,
        window_write: write,
        window_entry: 0,
        window_offset: 1,
        write_ready: 0,
        read_ready: 0,
      });
      window.clock({ window_valid: 0 });
      const valid = write === 1 ? 'write_valid' : 'read_valid';
      for (let cycle = 0; cycle < 5; cycle += 1) {
        window.drive({});
        expect(window.read(valid)).toBe(1);
        window.clock();
      }
      window.clock({ write_ready: 1, read_ready: 1 });
      window.drive({});
      expect(window.read(valid)).toBe(0);
      for (let cycle = 0; cycle < 3; cycle += 1) window.clock();
    }
  });
});
