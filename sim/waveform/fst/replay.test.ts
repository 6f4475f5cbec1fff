// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createDefinitions } from '../definitions.ts';
import { prepareSampling } from '../sampling.ts';
import { waveformError } from '../test-support.ts';
import { createReplay } from './replay.ts';
import type { ValueBlock } from './value-block.ts';

/** The bytes of a number, seven bits each. */
function varint(value: number): number[] {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

/** A clock that changes at every time, and a count of 20 bits that changes at every second one, from its `first` value on. */
function clockedBlock(from: number, times: number, first: number): ValueBlock {
  const clock: number[] = [];
  const count: number[] = [];
  for (let time = 0; time < times; time++) {
    clock.push(...varint(((time === 0 ? 0 : 1) << 2) | ((time & 1) << 1)));
    if (time % 2 === 1) {
      const value = (first + (time >> 1)) << 4;
      count.push(...varint((time === 1 ? 1 : 2) << 1), value >>> 16, (value >>> 8) & 255, value & 255);
    }
  }
  const timeBytes = Uint8Array.from([...varint(from), ...Array<number>(times - 1).fill(5)]);
  const chains = [clock, count].map((chain) => Uint8Array.from(chain));
  return {
    beginTime: BigInt(from),
    times,
    timeBytes,
    frame: async () => Buffer.from(`0${'x'.repeat(20)}`),
    chain: async (handle) => chains[handle],
  };
}

function openReplay(onSample: (cycle: number, time: bigint, count: number) => void) {
  const definitions = createDefinitions();
  definitions.openScope('dut');
  definitions.addVariable('0', 1, [{ name: 'clk', range: undefined }]);
  definitions.addVariable('1', 20, [{ name: 'count', range: undefined }]);
  const signals = [{ name: 'count', path: 'count', width: 20 }];
  const { store, listener } = prepareSampling(
    definitions.finish('1ns'),
    { top: 'dut', clock: 'clk', signals },
    ({ cycle, time, frame, unknown }) => onSample(cycle, time, unknown[0] === 0 ? frame[0]! : -1),
  );
  return createReplay(store, listener, [...store.numbers.keys()].map(Number), [1, 20], []);
}

describe('replaying blocks', () => {
  it('keeps the order over many times and several blocks', async () => {
    const seen: number[] = [];
    const times: bigint[] = [];
    const replay = openReplay((cycle, time, count) => {
      seen[cycle] = count;
      times.push(time);
    });
    // More times than are listed at once, and a second block that goes on at the same time.
    const many = 150_000;
    expect(await replay.replay(clockedBlock(1_000, many, 0), 0)).toBe(false);
    expect(await replay.replay(clockedBlock(1_000 + 5 * many, 10, many / 2), 0)).toBe(false);
    expect(seen.slice(0, 4)).toEqual([-1, 0, 1, 2]);
    expect(seen.slice(1)).toEqual(Array.from({ length: many / 2 + 3 }, (_, index) => index));
    expect(times.slice(-2)).toEqual([751_025n, 751_035n]);
  });

  it('refuses a block from before', async () => {
    const replay = openReplay(() => {});
    await replay.replay(clockedBlock(1_000, 10, 0), 0);
    const error = await waveformError(replay.replay(clockedBlock(900, 10, 0), 77));
    expect(error.code).toBe('time-backwards');
    expect(error.message).toContain('byte 77');
  });

  it('refuses changes after the last time, and times beyond 2^53', async () => {
    const late = { ...clockedBlock(0, 10, 0), times: 9 };
    expect((await waveformError(openReplay(() => {}).replay(late, 0))).message).toContain(
      'after the last time',
    );
    const far = {
      ...clockedBlock(0, 10, 0),
      timeBytes: Uint8Array.from([...varint(2 ** 52), ...varint(2 ** 53)]),
    };
    expect((await waveformError(openReplay(() => {}).replay(far, 0))).message).toMatch(/no end|2\^53/);
  });
});
