// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { expectDifference, resting, untilReady, type Values } from '../test-support/synthetic-run.ts';

const started = [...untilReady, resting];

describe('before the area is ready', () => {
  test.each([
    ['first_in_ready', 'pace'],
    ['second_window_ready', 'pace'],
    ['first_command_ready', 'order of service'],
    ['first_interrupt', 'waiting messages'],
    ['second_pending', 'waiting messages'],
    ['ready', 'ready'],
  ] as const)('%s is 0', (signal, rule) => {
    expectDifference([...untilReady.slice(0, 3), { ...untilReady[3], [signal]: 1 }], rule);
  });
});

describe('nobody waits without a reason', () => {
  test.each(['first_in_ready', 'second_window_ready'])('%s is 1 while nothing is in the way', (signal) => {
    expectDifference([...started, { ...resting, [signal]: 0 }], 'pace');
  });

  test('a command is accepted at once where nobody goes before it', () => {
    const error = expectDifference([...started, { ...resting, first_command_valid: 1 }], 'order of service');
    expect(error.difference.expected).toBe('a flag is asked for: an operation that needs one goes first');
  });

  test('a detect command needs no flag', () => {
    const detect = { ...resting, first_command_valid: 1, first_command_operation: 2 };
    const error = expectDifference([...started, detect], 'order of service');
    expect(error.difference.expected).toBe('the command DETECT is accepted: nobody goes before it');
  });

  test('a buffer is asked for in the cycle after the first beat', () => {
    const beat = { ...resting, first_in_valid: 1, first_in_last: 1, first_in_strobe: 3 };
    const error = expectDifference([...started, beat, resting], 'pace');
    expect(error.difference.expected).toBe('an operation is asked for: nothing is to be waited for');
  });

  test('of two words in different banks both are reached', () => {
    const both: Values = {
      ...resting,
      'area.payload.first_read_valid': 1,
      'area.payload.second_read_valid': 1,
      'area.payload.second_read_address': 1,
      'area.payload.first_read_ready': 0,
    };
    expectDifference([...started, both], 'turns');
  });
});

describe('nobody acts without a reason', () => {
  test.each([
    ['area.first_port.sender_request', 'pace'],
    ['area.second_port.release_request', 'freed after the copy'],
    ['area.first_port.release_accepted', 'order of service'],
    ['area.second_port.sender_accepted', 'order of service'],
    ['area.atomic_swap.first_request', 'order of service'],
    ['area.payload.second_write_valid', 'one holder'],
    ['first.marshaling.too_long', 'too long'],
    ['area.first_port.head_tag', 'zero when not valid'],
    ['first_command_ready', 'order of service'],
  ] as const)('%s is 0 while nothing happens', (signal, rule) => {
    expectDifference([...started, { ...resting, [signal]: 1 }], rule);
  });
});
