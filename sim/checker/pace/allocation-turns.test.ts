// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { createAreaModel, setBit } from '../../reference-model/index.ts';
import { createAllocationTurns } from './allocation-turns.ts';

const [first, second] = [0, 1] as const;
const nobody = [false, false];
const theFirst = [true, false];
const theSecond = [false, true];

function scene(reserveForReturn: 0 | 1) {
  const model = createAreaModel({
    addresses: [0, 64, 128, 192],
    bufferBytes: 64,
    threads: 4,
    reserveForReturn,
    onDemand: false,
    hasSecond: false,
    givesUp: false,
    hardened: true,
  });
  return { model, turns: createAllocationTurns(model) };
}

describe('the turns of two parties', () => {
  test('pass to a party that waited while the other was served', () => {
    const { turns } = scene(1);
    expect(turns.firstGoesFirst()).toBe(true);
    turns.begin(true, true);
    turns.step(theFirst, nobody);
    expect(turns.firstGoesFirst()).toBe(false);
    turns.step(theSecond, nobody);
    expect(turns.firstGoesFirst()).toBe(true);
  });

  test('stay when nobody else waits', () => {
    const { turns } = scene(1);
    turns.begin(true, false);
    turns.step(theFirst, nobody);
    expect(turns.firstGoesFirst()).toBe(true);
  });

  test('count a command that wants an entry as waiting', () => {
    const { turns } = scene(1);
    turns.begin(false, false);
    turns.step(theFirst, theSecond);
    expect(turns.firstGoesFirst()).toBe(false);
    turns.restart();
    expect(turns.firstGoesFirst()).toBe(true);
  });
});

describe('an entry left to the other party', () => {
  test('is the only one that a request could have, in the turn of the request', () => {
    const { turns } = scene(1);
    turns.begin(true, true);
    expect([turns.mustWait(second, 1), turns.mustWait(second, 2)]).toEqual([true, false]);
    expect(turns.mustWait(first, 1)).toBe(false);
    turns.step(theFirst, nobody);
    expect(turns.mustWait(second, 1)).toBe(false);
  });

  test('without a reserve is left to a return as well', () => {
    const { turns } = scene(0);
    turns.begin(true, true);
    expect([turns.mustWait(first, 1), turns.mustWait(second, 1)]).toEqual([false, true]);
    turns.step(theFirst, nobody);
    expect([turns.mustWait(first, 1), turns.mustWait(second, 1)]).toEqual([true, false]);
    expect(turns.mustWait(first, 2)).toBe(false);
  });

  test('is the reserve, as long as another return will free its buffer', () => {
    const { model, turns } = scene(1);
    turns.begin(true, true);
    expect(turns.mustWait(second, 0)).toBe(false);
    // The second party writes a return into buffer 2.
    setBit(model.holders.second, 2, 1);
    setBit(model.holders.circuits, 2, 1);
    turns.begin(true, true);
    expect(turns.mustWait(second, 0)).toBe(true);
    // It is indicated, and the first party took it.
    setBit(model.holders.second, 2, 0);
    setBit(model.holders.received, 2, 1);
    turns.begin(true, true);
    expect(turns.mustWait(second, 0)).toBe(true);
    // Freed.
    setBit(model.control.flags, 2, 1);
    turns.begin(true, true);
    expect(turns.mustWait(second, 0)).toBe(false);
  });
});
