// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { setBit } from '../../reference-model/index.ts';
import { createTemporaryOffer } from './temporary-offer.ts';

const limit = { now: 4, before: 4, next: 4, reset: 4 };

test('the lowest free buffer is on offer until it is taken, even if a lower one comes back', () => {
  const free = Uint32Array.of(0b1110);
  const offer = createTemporaryOffer(free, limit);
  expect(offer.number).toBe(-1);
  offer.step(false);
  expect(offer.number).toBe(1);
  setBit(free, 0, 1);
  offer.step(false);
  expect(offer.number).toBe(1);
  expect(offer.others()).toBe(3);
  offer.step(true);
  expect(offer.number).toBe(0);
});

test('nothing is on offer when none is free besides the one that is taken', () => {
  const free = Uint32Array.of(0b0100);
  const offer = createTemporaryOffer(free, limit);
  offer.step(false);
  offer.step(true);
  expect(offer.number).toBe(-1);
  offer.restart();
  expect(offer.number).toBe(-1);
});

test('what lies above the limit is no longer on offer', () => {
  const free = Uint32Array.of(0b1110);
  const lowered = { ...limit };
  const offer = createTemporaryOffer(free, lowered);
  offer.step(false);
  offer.step(true);
  expect(offer.number).toBe(2);
  lowered.before = 2;
  expect(offer.others()).toBe(1);
  offer.step(false);
  expect(offer.number).toBe(1);
  expect(offer.others()).toBe(0);
});
