// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { createBlockRegisters, misuses } from './block-registers.ts';
import { createInterruptModel } from './interrupts.ts';

const field = (
  name: string,
  low: number,
  width: number,
  access: 'read-write' | 'read-only' | 'write-only',
) => ({
  name,
  low,
  width,
  access,
  reset: 0,
});

const registers = () =>
  createBlockRegisters([
    {
      name: 'identity',
      address: 0,
      fields: [{ ...field('identity', 0, 32, 'read-only'), reset: 7, constant: true }],
    },
    { name: 'status', address: 4, fields: [field('ready', 3, 1, 'read-only')] },
    { name: 'length', address: 8, fields: [field('length', 0, 12, 'read-write')] },
    {
      name: 'threshold',
      address: 12,
      fields: [{ ...field('threshold', 0, 10, 'read-write'), reset: 1, allowed: { least: 1, most: 300 } }],
    },
    {
      name: 'command',
      address: 16,
      fields: [field('tag', 0, 2, 'write-only'), field('entry', 24, 2, 'write-only')],
    },
    {
      name: 'clear',
      address: 20,
      fields: [{ ...field('clear', 8, 1, 'read-only'), access: 'write-one' as const }],
    },
  ]);

const read = (address: number) => ({ write: false, address, data: 0, strobe: 0 });
const write = (address: number, data: number, strobe = 15) => ({ write: true, address, data, strobe });

describe('registers behind a bus', () => {
  test.each([
    [read(24), 'NO_REGISTER'],
    [write(24, 0), 'NO_REGISTER'],
    [write(0, 7), 'NOT_WRITABLE'],
    [write(0, 7, 0), 'NOT_WRITABLE'],
    [read(16), 'NOT_READABLE'],
    [read(20), 'NONE'],
    [write(16, 1, 9), 'NONE'],
    [write(16, 1, 8), 'NOT_ALLOWED'],
    [write(16, 1, 0), 'NONE'],
    [write(12, 300), 'NONE'],
    [write(12, 300, 3), 'NONE'],
    [write(12, 300, 1), 'NOT_ALLOWED'],
    [write(12, 301), 'NOT_ALLOWED'],
    [write(12, 0xdead_012c, 3), 'NONE'],
    [write(12, 0), 'NOT_ALLOWED'],
    [write(12, 0, 0), 'NONE'],
    [write(8, 0xffff_ffff, 4), 'NONE'],
  ] as const)('%o is %s', (access, expected) => {
    expect(registers().misuse(access)).toBe(misuses[expected]);
  });

  test('keep the bytes that are given', () => {
    const block = registers();
    const length = block.keeps('length');
    block.write(block.at(8)!, write(8, 0xffff_fabc));
    expect(length.now).toBe(0xabc);
    block.write(block.at(8)!, write(8, 0x0000_0512, 2));
    expect(length.now).toBe(0x5bc);
    block.write(block.at(8)!, write(8, 0, 12));
    expect(length.now).toBe(0x5bc);
    block.reset();
    expect(length.now).toBe(0);
    expect(block.keeps('threshold').now).toBe(1);
    expect(() => block.keeps('ready')).toThrow("No field 'ready' keeps what is written to it.");
  });

  test('show constants, what is kept, and what others say', () => {
    const block = registers();
    const shown = (name: string) => (name === 'ready' ? 1 : 0);
    const words = [0, 4, 12, 20].map((address) => block.word(block.at(address)!, shown));
    expect(words).toEqual([7, 8, 1, 0]);
  });

  test('a write gives ones in the bytes that it gives, a read none', () => {
    const block = registers();
    expect(block.ones(write(20, 0x1ff, 2))).toBe(0x100);
    expect(block.ones({ ...write(20, 0x1ff), write: false })).toBe(0);
  });
});

test('an event stays until it is forgotten, and one that comes at that moment stays too', () => {
  const interrupts = createInterruptModel();
  expect(interrupts.status(2)).toBe(2);
  interrupts.step(5, 0);
  expect(interrupts.status(0)).toBe(5);
  interrupts.step(4, 5);
  expect(interrupts.status(0)).toBe(4);
  interrupts.reset();
  expect(interrupts.status(1)).toBe(1);
});
