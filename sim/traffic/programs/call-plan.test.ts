// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../tasks/random.ts';
import { planCalls } from './call-plan.ts';
import { echoReply, procedureFor, replyLengthOf } from './echo-procedure.ts';

describe('call plan', () => {
  it('reaches both ends of the range of calls and of replies', () => {
    for (const largest of [40, 41, 64, 5120]) {
      const plan = planCalls(12, largest, createRandom(3));
      const calls = plan.map(({ argumentBytes }) => argumentBytes.length + 40);
      const replies = plan.map(({ procedure }) => replyLengthOf(procedure) + 24);
      expect([Math.min(...calls), Math.max(...calls)]).toEqual([40, largest]);
      expect([Math.min(...replies), Math.max(...replies)]).toEqual([24, largest]);
    }
  });

  it('is the same for the same seed, and another for another', () => {
    const plan = (seed: number) => planCalls(50, 1000, createRandom(seed));
    expect(plan(5)).toEqual(plan(5));
    expect(plan(5)).not.toEqual(plan(6));
  });
});

describe('echo procedure', () => {
  it('answers with the length its number asks for, each byte changed by mask and position', () => {
    const procedure = procedureFor(5, 0xf0);
    expect(echoReply(procedure, Uint8Array.of(1, 2))).toEqual(Uint8Array.of(0xf1, 0xf3, 0xf3, 0xf1, 0xf5));
    expect(echoReply(procedure, new Uint8Array())).toEqual(Uint8Array.of(0xf0, 0xf1, 0xf2, 0xf3, 0xf4));
    expect(echoReply(0, Uint8Array.of(1, 2))).toEqual(new Uint8Array());
  });
});
