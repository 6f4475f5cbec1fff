// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { check, expectDifference, resting, untilReady, type Values } from './test-support/synthetic-run.ts';

describe('a channel that rests', () => {
  test('has no difference', () => {
    const { difference, checker } = check([...untilReady, resting, resting, resting]);
    expect(difference?.message).toBeUndefined();
    expect(checker.summary()).toMatchObject({ cycles: 8, operationsCompared: 0, mostCallsInFlight: 0 });
  });

  test('may be reset at any time', () => {
    const { difference } = check([...untilReady.slice(0, 3), ...untilReady, resting, ...untilReady, resting]);
    expect(difference?.message).toBeUndefined();
  });

  test('may show anything before its first reset', () => {
    const { difference } = check([{ first_result_valid: 1, ready: 1 }, ...untilReady, resting]);
    expect(difference?.message).toBeUndefined();
  });

  test('is not compared without a reset, which is said at the end', () => {
    const { difference } = check([resting, resting]);
    expect(difference?.difference).toMatchObject({
      rule: 'at rest',
      actual: 'the design was never reset, so nothing was compared',
    });
  });
});

describe('initialization', () => {
  test('an entry filled with the pointer of another', () => {
    const wrong = { ...untilReady[3], 'area.initialization.pointer': 64 };
    const error = expectDifference([...untilReady.slice(0, 3), wrong], 'initialization');
    expect(error.difference).toMatchObject({
      step: '808 of Fig. 8',
      expected: 'entry 2 is filled with pointer 128',
      actual: 'entry 2 is filled with pointer 64',
    });
  });

  test('ready too early', () => {
    const early = { ...untilReady[4], 'area.initialization.ready': 1 };
    expectDifference([...untilReady.slice(0, 4), early], 'initialization');
  });

  test('A[0] that is not the number of entries', () => {
    const wrong = { ...resting, 'area.control_ram.count': 5 };
    const error = expectDifference([...untilReady, wrong], 'control area');
    expect(error.difference.actual).toBe('A[0] is 5');
  });

  test('a command accepted before ready', () => {
    const early = { ...untilReady[2], first_command_valid: 1, first_command_ready: 1 };
    expectDifference([...untilReady.slice(0, 2), early], 'ready');
  });
});

describe('the state', () => {
  test('a flag that falls by itself is found in its cycle, with both states', () => {
    const error = expectDifference(
      [...untilReady, resting, { ...resting, 'area.control_ram.flags': 0b1011 }],
      'control area',
    );
    expect(error.difference.expected).toBe('flags, 1 free: 1 for entry 2');
    expect(error.message).toMatch(/area: flags, 1 free +1011 +1111 +<-- differs/);
    expect(error.message).toContain('cycle 0  baton_channel: reset');
    expect(error.message).toMatch(/u_area\.u_control_ram\.flags .*\|7 +\|f +\|b/);
  });

  test('a holder, a pending bit and a waiting tag that change by themselves', () => {
    expectDifference([...untilReady, { ...resting, 'area.ownership.second_owns': 1 }], 'ownership');
    expectDifference([...untilReady, { ...resting, 'area.ownership.pending': 1 }], 'ownership');
    expectDifference([...untilReady, { ...resting, 'area.call_tags.waiting': 8 }], 'call tags');
  });

  test('an entry on offer that is not the lowest free one', () => {
    const error = expectDifference(
      [...untilReady, resting, { ...resting, 'area.allocation.entry': 1 }],
      'lowest free entry',
    );
    expect(error.difference).toMatchObject({ actual: 'entry 1 on offer' });
    expectDifference([...untilReady, { ...resting, 'area.allocation.offer_valid': 0 }], 'lowest free entry');
  });

  test('a temporary buffer that is lost', () => {
    expectDifference(
      [...untilReady, { ...resting, 'second.temporary_pool.free': 0b0111 }],
      'temporary buffers',
    );
  });
});

describe('outputs', () => {
  test.each([
    'first_result_entry',
    'second_result_code',
    'first_out_data',
    'second_out_strobe',
    'first_window_read_data',
    'second_window_code',
  ])('%s is zero while its valid is low', (name) => {
    expectDifference([...untilReady, resting, { ...resting, [name]: 1 }], 'zero when not valid');
  });

  test('an interrupt without a message, and an error without a cause', () => {
    expectDifference([...untilReady, { ...resting, first_interrupt: 1 }], 'waiting messages');
    expectDifference([...untilReady, { ...resting, first_error_code: 5 }], 'last error');
  });

  test('a beat out of nothing', () => {
    expectDifference([...untilReady, { ...resting, first_out_valid: 1, first_out_last: 1 }], 'delivery');
  });
});

describe('operations', () => {
  const allocate = {
    ...resting,
    first_command_valid: 1,
    first_command_ready: 1,
    'area.atomic_swap.first_request': 1,
  };
  const allocated = {
    ...resting,
    'area.atomic_swap.first_done': 1,
    'area.atomic_swap.first_operation': 2,
    'area.atomic_swap.first_store': 1,
    'area.atomic_swap.first_old_flag': 1,
    'area.first_port.answered': 1,
    first_result_valid: 1,
    first_window_ready: 0,
    'area.allocation.entry': 1,
  };
  const held = { ...resting, 'area.control_ram.flags': 0b1110, 'area.allocation.entry': 1 };

  test('an allocation by command is compared and counted', () => {
    const { difference, checker } = check([...untilReady, resting, allocate, allocated, held, held]);
    expect(difference?.message).toBeUndefined();
    expect(checker.summary()).toMatchObject({
      operations: { loads: 0, stores: 0, swaps: 1, detects: 0, answered: 1 },
      areas: [{ name: 'area', entries: 4, mostBuffersInUse: 1, distinctEntries: 1 }],
    });
  });

  test('an accepted command without an effect', () => {
    const error = expectDifference([...untilReady, resting, allocate, resting], 'effect in the next cycle');
    expect(error.difference.expected).toBe(
      'the operation of a command that was accepted in the cycle before',
    );
  });

  test('an effect without an accepted command', () => {
    expectDifference(
      [...untilReady, resting, { ...allocated, 'area.allocation.entry': 1 }],
      'effect in the next cycle',
    );
  });

  test('a swap that does not write', () => {
    const silent = { ...allocated, 'area.atomic_swap.first_store': 0 };
    const error = expectDifference([...untilReady, resting, allocate, silent], 'atomic access');
    expect(error.difference.step).toBe('614 and 618 of Fig. 6');
  });

  test('a wrong answer', () => {
    const wrong = { ...allocated, 'area.first_port.code': 1 };
    const error = expectDifference([...untilReady, resting, allocate, wrong], 'answer');
    expect(error.difference.actual).toBe('NONE');
  });

  test('a result that names another buffer', () => {
    const wrong = { ...allocated, first_result_pointer: 64 };
    expectDifference([...untilReady, resting, allocate, wrong], 'answer');
  });

  test('an operation alone on its flag that has to wait', () => {
    const waiting = { ...resting, 'area.atomic_swap.first_request': 1, 'area.atomic_swap.first_ready': 0 };
    expectDifference([...untilReady, waiting], 'same flag');
  });

  test('NONE while entries are free', () => {
    const none = {
      ...resting,
      first_window_ready: 0,
      'area.first_port.answered': 1,
      'area.first_port.code': 1,
      first_result_valid: 1,
      first_result_code: 1,
    };
    expectDifference([...untilReady, resting, allocate, none], 'none left');
  });
});

describe('unknown bits', () => {
  const started: Values[] = untilReady.map(() => ({}));

  test('in a control signal are a difference', () => {
    const { difference } = check([...untilReady, resting], [...started, { 'area.control_ram.flags': 2 }]);
    expect(difference?.difference).toMatchObject({
      rule: 'known values',
      expected: "'u_area.u_control_ram.flags' has a value",
    });
  });

  test('in data or fields that are not valid are none', () => {
    const quiet = {
      'area.payload.first_write_data': 1,
      first_in_tag: 1,
      first_command_entry: 3,
      first_window_data: 1,
    };
    expect(check([...untilReady, resting], [...started, quiet]).difference?.message).toBeUndefined();
  });

  test('in the tag of a first beat are a difference', () => {
    const { difference } = check(
      [...untilReady, { ...resting, first_in_valid: 1, first_in_ready: 1 }],
      [...started, { first_in_tag: 1 }],
    );
    expect(difference?.difference.rule).toBe('known values');
  });

  test('before and during the first reset are none', () => {
    const { difference } = check(
      [{ rst: 1 }, ...untilReady, resting],
      [{ first_result_valid: 1, rst: 1 }, {}],
    );
    expect(difference?.message).toBeUndefined();
  });
});

test('a message that is in the circuits at the end is missed', () => {
  const beat = {
    ...resting,
    first_in_valid: 1,
    first_in_last: 1,
    first_in_strobe: 3,
    first_in_tag: 2,
  };
  const { difference } = check([...untilReady, beat]);
  expect(difference?.difference).toMatchObject({
    rule: 'at rest',
    actual: 'a message of 2 bytes, tag 2, is without a buffer and not sent',
  });
});
