// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { signalList, waveformError } from '../test-support.ts';
import { WaveformError } from '../waveform-error.ts';
import type { FileBytes } from './file-bytes.ts';
import { sampleFst } from './sample-fst.ts';

const whole = readFileSync(new URL('../fixtures/icarus-paused.fst', import.meta.url));
const lastBytes = 60;

function inMemory(content: Buffer): FileBytes {
  return {
    size: content.length,
    read: async (from, length) => {
      if (from + length > content.length) throw new WaveformError('truncated', `${from} + ${length}`);
      return content.subarray(from, from + length);
    },
    close: async () => {},
  };
}

const signals = signalList({ total: 8, pattern: 70, 'u_stage.single': 1 });
const sample = (content: Buffer) =>
  sampleFst(inMemory(content), { top: 'accumulator', clock: 'clock', signals }, () => {});

/** The file with some bytes replaced. */
function changed(at: number, ...bytes: readonly number[]): Buffer {
  const copy = Buffer.from(whole);
  copy.set(bytes, at);
  return copy;
}

/** A small generator of repeatable random numbers below `limit`. */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

describe('an FST', () => {
  it('is read whole', async () => {
    expect((await sample(whole)).cycles).toBeGreaterThan(8);
  });

  it('that is cut anywhere is refused, or has all up to its definitions', async () => {
    for (let length = 0; length < whole.length - lastBytes; length += 7) {
      const { code } = await waveformError(sample(whole.subarray(0, length)));
      expect(code, `cut after ${length} bytes`).toBe('truncated');
    }
  });

  it('with wrong bytes is refused with a clear error or read, but nothing else happens', async () => {
    const seed = 5;
    const random = randomNumbers(seed);
    let refused = 0;
    for (let count = 0; count < 1500; count++) {
      const at = 330 + random(whole.length - 330);
      const value = random(256);
      try {
        await sample(changed(at, value));
      } catch (error) {
        if (!(error instanceof WaveformError)) {
          throw new Error(`seed ${seed}: byte ${at} as ${value} brings ${(error as Error).stack}`);
        }
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(500);
  });

  it.each<[string, Buffer, string, RegExp]>([
    ['whose simulator has not closed it', whole.subarray(0, 330), 'truncated', /definitions.*\$finish/],
    ['whose last block is unfinished', changed(330, 255), 'truncated', /has not finished/],
    ['with an unknown block', changed(330, 77), 'malformed', /type 77/],
    ['with an absurd length', changed(331, 255, 255), 'malformed', /a size is/],
    ['with a block beyond the end', changed(333, 1), 'truncated', /ends within a block/],
    ['with a short header', changed(8, 40), 'malformed', /header/],
    ['without a header', whole.subarray(330), 'malformed', /header/],
  ])('%s is refused', async (_what, content, code, message) => {
    const error = await waveformError(sample(content));
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
  });
});
