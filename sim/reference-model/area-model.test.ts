// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, test } from 'vitest';
import { applyAllocation, applyDeallocation, applyDetection, applyIndication } from './area-changes.ts';
import { decideAccess, decideDeallocation, decideIndication } from './area-decisions.ts';
import { describeHolder, pointerOf } from './area-entries.ts';
import { type AreaModel, createAreaModel, resetAreaModel } from './area-model.ts';
import { mayAllocate } from './area-supply.ts';
import { kinds, levels, parties, results } from './codes.ts';
import { storeFlag, storePointer } from './control-area.ts';

const { FIRST, SECOND } = parties;
const { COMMAND, CIRCUITS } = levels;
const { NOTICE, CALL, RETURN } = kinds;
const bufferBytes = 64;

let area: AreaModel;

function initialize(): void {
  area.control.words[0] = area.control.entries;
  for (let entry = 0; entry < area.control.entries; entry += 1) {
    storeFlag(area.control, entry, 1);
    storePointer(area.control, entry, area.options.addresses[entry]!);
  }
}

beforeEach(() => {
  area = createAreaModel({
    addresses: [128, 0, 64],
    bufferBytes,
    threads: 4,
    reserveForReturn: 1,
    onDemand: false,
    givesUp: false,
    hardened: true,
    hasSecond: false,
  });
  initialize();
});

interface Asked {
  readonly party?: number;
  readonly level?: number;
  readonly length?: number;
  readonly tag?: number;
  readonly kind?: number;
  readonly pointer?: number;
}

const indicate = (
  entry: number,
  { party = FIRST, level = COMMAND, length = 8, tag = 0, kind = NOTICE }: Asked = {},
) => decideIndication(area, party, level, entry, length, tag, kind);
const free = (
  entry: number,
  { party = FIRST, level = COMMAND, pointer = pointerOf(area, entry) }: Asked = {},
) => decideDeallocation(area, party, level, entry, pointer);

describe('allocation', () => {
  test('a request leaves one entry free for a return', () => {
    applyAllocation(area, FIRST, COMMAND, 0);
    expect(mayAllocate(area, FIRST)).toBe(true);
    applyAllocation(area, FIRST, COMMAND, 1);
    expect(mayAllocate(area, FIRST)).toBe(false);
    expect(mayAllocate(area, SECOND)).toBe(true);
  });
});

describe('indication', () => {
  beforeEach(() => applyAllocation(area, FIRST, COMMAND, 1));

  test('is accepted from the holder', () => expect(indicate(1)).toBe(results.OK));
  test('of an entry that does not exist', () => expect(indicate(3)).toBe(results.ERR_NOT_FOUND));
  test('by the other party', () => expect(indicate(1, { party: SECOND })).toBe(results.ERR_OWNER));
  test('by the other level', () => expect(indicate(1, { level: CIRCUITS })).toBe(results.ERR_OWNER));
  test('of a free entry that the party had last', () => {
    applyDeallocation(area, 1);
    expect(indicate(1)).toBe(results.ERR_NOT_ALLOCATED);
  });
  test('longer than a buffer', () => {
    expect(indicate(1, { length: bufferBytes })).toBe(results.OK);
    expect(indicate(1, { length: bufferBytes + 1 })).toBe(results.ERR_LENGTH);
  });
  test('twice', () => {
    applyIndication(area, FIRST, 1, 8, 0, NOTICE);
    expect(indicate(1)).toBe(results.ERR_OWNER);
  });
  test('of a buffer that came with a message', () => {
    applyIndication(area, FIRST, 1, 8, 0, NOTICE);
    applyDetection(area, SECOND, COMMAND);
    expect(indicate(1, { party: SECOND })).toBe(results.ERR_OWNER);
  });
  test('reports the first reason in the fixed order', () => {
    applyDeallocation(area, 1);
    expect(indicate(1, { party: SECOND, length: 999, tag: 9 })).toBe(results.ERR_OWNER);
    expect(indicate(1, { length: 999, tag: 9 })).toBe(results.ERR_NOT_ALLOCATED);
    applyAllocation(area, FIRST, COMMAND, 1);
    expect(indicate(1, { length: 999, tag: 9 })).toBe(results.ERR_LENGTH);
    expect(indicate(1, { tag: 9 })).toBe(results.ERR_TAG);
  });

  test('a call needs a tag that does not wait, its return one that does', () => {
    applyAllocation(area, SECOND, COMMAND, 0);
    const answer = () => indicate(0, { party: SECOND, tag: 2, kind: RETURN });
    expect(answer()).toBe(results.ERR_TAG);
    expect(indicate(1, { tag: 2, kind: CALL })).toBe(results.OK);
    applyIndication(area, FIRST, 1, 8, 2, CALL);
    applyAllocation(area, FIRST, COMMAND, 2);
    expect(indicate(2, { tag: 2, kind: CALL })).toBe(results.ERR_TAG);
    expect(indicate(2, { tag: 3, kind: CALL })).toBe(results.OK);
    expect(answer()).toBe(results.OK);
    applyIndication(area, SECOND, 0, 8, 2, RETURN);
    expect(indicate(2, { tag: 2, kind: CALL })).toBe(results.OK);
  });

  test('only the first party calls, only the second returns, and kind 3 does not exist', () => {
    applyAllocation(area, SECOND, COMMAND, 0);
    expect(indicate(1, { kind: RETURN })).toBe(results.ERR_TAG);
    expect(indicate(0, { party: SECOND, kind: CALL })).toBe(results.ERR_TAG);
    expect(indicate(1, { kind: 3 })).toBe(results.ERR_TAG);
  });
});

describe('deallocation', () => {
  beforeEach(() => applyAllocation(area, FIRST, COMMAND, 1));

  test('is accepted from the holder', () => expect(free(1)).toBe(results.OK));
  test('of a buffer whose pointer is not that of the entry', () => {
    expect(free(1, { pointer: 128 })).toBe(results.ERR_NOT_FOUND);
    expect(free(1, { pointer: 7 })).toBe(results.ERR_NOT_FOUND);
    expect(free(3)).toBe(results.ERR_NOT_FOUND);
  });
  test('by another than the holder', () => {
    expect(free(1, { party: SECOND })).toBe(results.ERR_OWNER);
    expect(free(1, { level: CIRCUITS })).toBe(results.ERR_OWNER);
  });
  test('twice: the last holder is told apart from others', () => {
    applyDeallocation(area, 1);
    expect(free(1)).toBe(results.ERR_NOT_ALLOCATED);
    expect(free(1, { party: SECOND })).toBe(results.ERR_OWNER);
  });
  test('of a message that waits is refused to both parties', () => {
    applyIndication(area, FIRST, 1, 8, 0, NOTICE);
    expect(free(1)).toBe(results.ERR_OWNER);
    expect(free(1, { party: SECOND })).toBe(results.ERR_OWNER);
  });
  test('with a corrupt A[0]', () => {
    area.control.words[0] = 4;
    expect(free(1)).toBe(results.ERR_RANGE);
  });
});

describe('access by command', () => {
  beforeEach(() => applyAllocation(area, FIRST, COMMAND, 1));

  test('of the buffers held, within their bytes', () => {
    expect(decideAccess(area, FIRST, 1, bufferBytes - 8)).toBe(results.OK);
    expect(decideAccess(area, FIRST, 1, bufferBytes)).toBe(results.ERR_LENGTH);
  });
  test('of no others', () => {
    expect(decideAccess(area, FIRST, 3, 0)).toBe(results.ERR_NOT_FOUND);
    expect(decideAccess(area, SECOND, 1, 0)).toBe(results.ERR_OWNER);
    expect(decideAccess(area, FIRST, 0, 0)).toBe(results.ERR_OWNER);
    applyAllocation(area, FIRST, CIRCUITS, 2);
    expect(decideAccess(area, FIRST, 2, 0)).toBe(results.ERR_OWNER);
  });
});

test('messages are taken in the order of their indication', () => {
  applyAllocation(area, FIRST, COMMAND, 2);
  applyAllocation(area, FIRST, COMMAND, 0);
  applyIndication(area, FIRST, 2, 5, 1, NOTICE);
  applyIndication(area, FIRST, 0, 6, 2, CALL);
  expect(applyDetection(area, SECOND, CIRCUITS)).toEqual({
    entry: 2,
    length: 5,
    tag: 1,
    kind: NOTICE,
    held: false,
  });
  expect(applyDetection(area, SECOND, CIRCUITS)).toEqual({
    entry: 0,
    length: 6,
    tag: 2,
    kind: CALL,
    held: false,
  });
  expect(() => applyDetection(area, SECOND, CIRCUITS)).toThrow('the queue is empty');
});

test('who has an entry is told in words', () => {
  expect(describeHolder(area, 0)).toBe('entry 0 is free, the first party had it last');
  applyAllocation(area, SECOND, CIRCUITS, 0);
  expect(describeHolder(area, 0)).toBe('entry 0 is held by the circuits of the second party, allocated');
  applyIndication(area, SECOND, 0, 8, 0, NOTICE);
  expect(describeHolder(area, 0)).toBe('entry 0 waits for the first party');
  applyDetection(area, FIRST, COMMAND);
  expect(describeHolder(area, 0)).toBe('entry 0 is held by commands of the first party, received');
  expect(describeHolder(area, 9)).toBe('there is no entry 9');
});

test('a reset puts everything back to before process 800', () => {
  applyAllocation(area, FIRST, CIRCUITS, 1);
  applyIndication(area, FIRST, 1, 8, 3, CALL);
  resetAreaModel(area);
  expect([...area.control.words]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(
    [area.control.flags, area.tags.waiting, ...Object.values(area.holders)].map(([bits]) => bits),
  ).toEqual([0, 0, 0, 0, 0, 0]);
  expect(area.queues.map(({ size }) => size)).toEqual([0, 0]);
  initialize();
  expect(pointerOf(area, 2)).toBe(64);
});
