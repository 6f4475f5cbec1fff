// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createTurnRing } from './turn-ring.ts';

describe('turn ring', () => {
  it('gives one turn to each before anybody has a second one', () => {
    const ring = createTurnRing<string>();
    const left: Record<string, number> = { a: 3, b: 1, c: 2 };
    const turns: string[] = [];
    for (const name of Object.keys(left)) ring.add(name);
    const moved = ring.run((name) => {
      if (left[name] === 0) return 'blocked';
      left[name]!--;
      turns.push(name);
      return 'moved';
    });
    expect(turns.join('')).toBe('abcaca');
    expect(moved).toBe(6);
  });

  it('begins the next run with those who had to wait', () => {
    const ring = createTurnRing<string>();
    for (const name of 'abcd') ring.add(name);
    const turns: string[] = [];
    let tags = 0;
    const turn = (name: string) => {
      if (tags === 0) return 'waiting';
      tags--;
      turns.push(name);
      return 'moved';
    };
    for (let run = 0; run < 4; run++) {
      tags = 3;
      expect(ring.run(turn)).toBe(3);
    }
    expect(turns.join('')).toBe('abcdabcdabcd');
  });

  it('forgets the blocked until they are added again, and the removed', () => {
    const ring = createTurnRing<string>();
    const turns: string[] = [];
    const turn = (name: string) => {
      turns.push(name);
      return 'blocked' as const;
    };
    ring.add('a');
    ring.add('b');
    ring.remove('b');
    ring.run(turn);
    ring.run(turn);
    ring.add('a');
    ring.run(turn);
    expect(turns.join('')).toBe('aa');
  });
});
