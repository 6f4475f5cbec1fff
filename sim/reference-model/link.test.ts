// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { bitAt } from './bit-vector.ts';
import { kinds } from './codes.ts';
import { advanceLink, answersCall, callToFail, createLinkModel, isLost, type LinkCycle } from './link.ts';

const nothing: LinkCycle = {
  left: -1,
  delivered: false,
  answered: -1,
  tooLong: false,
  failed: -1,
  up: true,
};

/** A link in a session, with some calls at the far end. */
function sessionWith(calls: readonly number[]) {
  const link = createLinkModel(40);
  advanceLink(link, nothing);
  for (const left of calls) advanceLink(link, { ...nothing, left, delivered: true });
  return link;
}

/** Lets every failure be given at once; the tags in their order. */
function failures(link: ReturnType<typeof createLinkModel>, cycles: number): number[] {
  const tags: number[] = [];
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const failed = callToFail(link);
    if (failed >= 0) tags.push(failed);
    advanceLink(link, { ...nothing, failed });
  }
  return tags;
}

test('only what the far end has can be answered, by a return or a failure, and once', () => {
  const link = sessionWith([3, 35]);
  expect(answersCall(link, kinds.RETURN, 3)).toBe(true);
  expect(answersCall(link, kinds.FAILURE, 35)).toBe(true);
  expect(answersCall(link, kinds.NOTICE, 3)).toBe(false);
  expect(answersCall(link, kinds.RETURN, 4)).toBe(false);
  expect(answersCall(link, kinds.RETURN, 63), 'no such tag').toBe(false);
  advanceLink(link, { ...nothing, answered: 3 });
  expect(answersCall(link, kinds.RETURN, 3)).toBe(false);
});

test('one cycle without a far end fails all that it had, each call once, in a round of the tags', () => {
  const link = sessionWith([35, 3, 0]);
  advanceLink(link, { ...nothing, up: false });
  expect(isLost(link)).toBe(true);
  expect(callToFail(link), 'not before they are counted').toBe(-1);
  expect(failures(link, 45)).toEqual([0, 3, 35]);
  expect(failures(link, 45)).toEqual([]);
});

test('a call that leaves for a dead link fails, and so does one whose return is too long', () => {
  const link = sessionWith([7]);
  advanceLink(link, { ...nothing, left: 2, delivered: false });
  advanceLink(link, { ...nothing, answered: 7, tooLong: true });
  expect([bitAt(link.sent, 7), bitAt(link.failed, 7)]).toEqual([0, 1]);
  expect(failures(link, 45)).toEqual([2, 7]);
});
