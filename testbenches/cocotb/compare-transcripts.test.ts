// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { compareTranscripts, describeTranscriptDifference } from './compare-transcripts.ts';

const lines = ['1 a', '2 b', '3 c', '4 d', '5 e', '6 f', '7 g'];

test('equal transcripts have no difference', () => {
  expect(compareTranscripts(lines, [...lines])).toBeUndefined();
});

test('the first line that differs is named, with what came before it', () => {
  const difference = compareTranscripts(lines, lines.with(5, '6 x'))!;
  expect(difference).toEqual({ line: 6, before: lines.slice(0, 5), harness: '6 f', cocotb: '6 x' });
  expect(describeTranscriptDifference(difference)).toContain('harness  6 f\n  cocotb   6 x');
});

test('a transcript that ends early differs', () => {
  expect(compareTranscripts(lines, lines.slice(0, 6))).toMatchObject({ line: 7, cocotb: undefined });
  expect(compareTranscripts([], ['1 a'])).toMatchObject({ line: 1, harness: undefined });
});
