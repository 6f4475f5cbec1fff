// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createTagPool } from './tag-pool.ts';

describe('tag pool', () => {
  it('lets a notice in each direction share a tag', () => {
    const pool = createTagPool(1);
    expect(pool.takeForNotice('second')).toBe(0);
    expect(pool.takeForNotice('first')).toBe(0);
    expect(pool.takeForNotice('second')).toBeUndefined();
    expect(pool.held()).toBe(2);
    pool.releaseNotice('second', 0);
    expect(pool.takeForNotice('second')).toBe(0);
  });

  it('keeps the tag of a call busy in both directions', () => {
    const pool = createTagPool(1);
    expect(pool.takeForCall()).toBe(0);
    expect(pool.takeForNotice('second')).toBeUndefined();
    expect(pool.takeForNotice('first')).toBeUndefined();
    pool.releaseCall(0);
    expect(pool.takeForNotice('first')).toBe(0);
  });

  it('gives a call only a tag that is free in both directions', () => {
    const pool = createTagPool(3);
    expect(pool.takeForNotice('second')).toBe(0);
    expect(pool.takeForNotice('first')).toBe(0);
    expect(pool.takeForNotice('first')).toBe(1);
    expect(pool.freeForCall()).toBe(1);
    expect(pool.takeForCall()).toBe(2);
    expect(pool.takeForCall()).toBeUndefined();
  });

  it('comes round to every tag with one call at a time', () => {
    const pool = createTagPool(5);
    for (let call = 0; call < 5; call++) pool.releaseCall(pool.takeForCall()!);
    expect(pool.distinctTags()).toBe(5);
    expect(pool.mostCalls()).toBe(1);
    expect(pool.held()).toBe(0);
  });

  it('refuses a tag that is not held, or held by another kind of message', () => {
    const pool = createTagPool(2);
    expect(() => pool.releaseCall(0)).toThrow('held by nobody');
    expect(() => pool.releaseNotice('first', 7)).toThrow('does not exist');
    const tag = pool.takeForCall()!;
    expect(() => pool.releaseNotice('second', tag)).toThrow('held by call');
  });

  it('refuses to exist without a tag', () => {
    expect(() => createTagPool(0)).toThrow('at least 1 tag');
  });
});
