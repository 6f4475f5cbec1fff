// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { setBit } from '../../reference-model/index.ts';
import { createTemporaryOffer } from './temporary-offer.ts';

test('the lowest free buffer is on offer until it is taken, even if a lower one comes back', () => {
  const free = Uint32Array.of(0b1110);
  const offer = createTemporaryOffer(free, 4);
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
  const offer = createTemporaryOffer(free, 4);
  offer.step(false);
  offer.step(true);
  expect(offer.number).toBe(-1);
  offer.restart();
  expect(offer.number).toBe(-1);
});
