// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { buildEmbodiment, embodiments } from '../support/embodiments.ts';
import { callFormulas, measureCalls } from './cycle-table/gateway-call.ts';

const { bypassBytes, dataWidth } = embodiments.passing;
const slotWords = bypassBytes / (dataWidth / 8);
/** Cycles until it is known whether a message of so many words is short. */
const judging = (words: number) => Math.min(words, slotWords + 1) - 1;

/** Words there and back: short and long, on both legs. */
const calls = [
  [1, 1],
  [slotWords, slotWords],
  [slotWords + 1, 1],
  [2, 16],
  [16, 16],
] as const;

test('a call is later by the cycles in which its messages are judged, and by nothing else', async () => {
  const gateway = await buildEmbodiment('passing');
  for (const [call, answer] of calls) {
    const fixed = callFormulas.temporary.fixed + judging(call) + judging(answer);
    const rows = measureCalls(gateway, 'bypass', { ...callFormulas.temporary, fixed }, [[call, answer]]);
    for (const { operation, measured, met } of rows) expect(met, `${operation}: ${measured}`).toBe(true);
  }
}, 120_000);
