// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  answerSizing,
  buffersForThreads,
  CIRCUIT_TIMING,
  callCycles,
  callShape,
  holdingShares,
  type Path,
  type SizingQuestion,
  simulateAnswer,
} from './index.ts';

const QUESTION: SizingQuestion = {
  path: 'temporary',
  threads: 32,
  requestBytes: 512,
  returnBytes: 512,
  serviceCycles: 6400,
  thinkCycles: 0,
  blocking: 1e-6,
  bufferBytes: 5120,
  reserveForReturn: 1,
  timing: { bytesPerCycle: 8, copyStartCycles: 0, hopCycles: 0, bufferlessCycles: 0, laneGapCycles: 0 },
};

describe('the timing of the circuits', () => {
  it('gives the cycles that the README has measured at the gateway', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const rows = [
      ...readme.matchAll(
        /\| (gateway|tiny-gateway, direct) \| call of (\d+) words, return of (\d+) words, .*? \| <= \d+ \| (\d+) \|/g,
      ),
    ];
    expect(rows.length).toBeGreaterThan(6);
    for (const [, design, request, returned, measured] of rows) {
      const shape = callShape(
        design === 'gateway' ? 'temporary' : 'direct',
        { bytesPerCycle: 1, ...CIRCUIT_TIMING },
        {
          requestBytes: Number(request),
          returnBytes: Number(returned),
          serviceCycles: 0,
          thinkCycles: 0,
        },
      );
      expect(callCycles(shape), `${design}, ${request} and ${returned} words`).toBe(Number(measured));
    }
  });
});

describe('the answer to a question of size', () => {
  it('is that of the law', () => {
    const answer = answerSizing(QUESTION);
    expect(answer.saving.areas[0]).toBe(27);
    expect(answer.saving.together).toBe(26.75);
    expect(answer.early.needed.areas).toEqual([10, 10]);
    expect(answer.hold.needed.areas).toEqual([32, 32]);
    expect(answer.early.meanBuffers[0]).toBeCloseTo(1.19, 2);
    expect(answer.hold.meanBuffers[0]).toBe(32);
    expect(answer.early.needed.temporaries).toBe(10);
    expect(answer.built).toEqual({ areas: [11, 11], temporaries: 11, bytes: 33 * 5120 });
    expect(answer.laneLoad).toBeCloseTo(32 / 108 / 0.5, 9);
    expect(answer.throughput).toEqual({ early: 32 / 6912, hold: 32 / 6912, holdSameBuffers: 11 / 6912 });
  });

  it.each(['direct', 'two-party'] as const satisfies readonly Path[])(
    'needs no more than it has, %s',
    (path) => {
      const { built, early, shape } = answerSizing({ ...QUESTION, path });
      const [share] = holdingShares(shape, 'early');
      expect(early.needed.areas[0]).toBe(buffersForThreads(32, share, 1e-6));
      expect(built.areas[1]).toBe(path === 'direct' ? built.areas[0] : 0);
      if (path === 'direct') expect(built.temporaries).toBe(0);
      else expect(built.temporaries).toBeGreaterThanOrEqual(2);
    },
  );

  it('is borne out by the simulation where the lanes are mostly free', () => {
    const question = { ...QUESTION, threads: 6, blocking: 1e-3 };
    const answer = answerSizing(question);
    const choices = { calls: 3000, serviceShape: 'exponential', seed: 5 } as const;
    const { early, hold, holdSameBuffers } = simulateAnswer(question, answer, choices);
    expect(early.areas[0].mean / answer.early.meanBuffers[0]).toBeGreaterThan(0.95);
    expect(early.areas[0].mean / answer.early.meanBuffers[0]).toBeLessThan(1.12);
    expect(hold.areas[0].mean).toBeCloseTo(6, 2);
    expect(early.callsPerCycle / answer.throughput.early).toBeCloseTo(1, 1);
    expect(holdSameBuffers.callsPerCycle / answer.throughput.holdSameBuffers).toBeCloseTo(1, 1);
    expect(early.areas[0].requests.blocked / early.areas[0].requests.taken).toBeLessThan(5e-3);
    expect(simulateAnswer(question, answer, choices)).toEqual({ early, hold, holdSameBuffers });
  });

  it.each([
    [{ threads: 0 }, 'The number of threads is 0, but must be from 1 to 65536.'],
    [{ serviceCycles: -1 }, 'The service time in cycles is -1'],
    [{ requestBytes: 5121 }, 'The request length in bytes is 5121, but must be from 0 to 5120.'],
    [{ returnBytes: Number.NaN }, 'The return length in bytes is NaN'],
    [{ blocking: 0 }, 'The blocking probability is 0'],
  ])('is refused for %o', (wrong, message) => {
    expect(() => answerSizing({ ...QUESTION, ...wrong })).toThrow(message);
  });
});
