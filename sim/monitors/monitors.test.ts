// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { layoutFrame } from '../samples/frame.ts';
import {
  bindSignals,
  contiguousBytes,
  MonitorError,
  monitorAtomicSwap,
  monitorCommands,
  monitorControlPort,
  monitorCopy,
  monitorDetection,
  monitorInitialization,
  monitorLastError,
  monitorPayload,
  monitorPool,
  monitorReceiving,
  monitorResults,
  monitorSending,
  monitorWindow,
} from './index.ts';
import { syntheticFrame, syntheticManifest } from './test-support/synthetic-channel.ts';

const binding = bindSignals(syntheticManifest);

describe('the binding', () => {
  test('samples every port but the clock, and every probe by its path', () => {
    const names = binding.signals.map(({ name }) => name);
    expect(names).toContain('rst');
    expect(names).not.toContain('clk');
    expect(names).toContain('u_area.u_first_port.answered');
    expect(binding.layout).toEqual(layoutFrame(binding.signals));
    expect(binding.pathOf('second.temporary_pool.free')).toBe('u_second.u_temporary_pool.free');
  });

  test('names the signal that a manifest lacks', () => {
    expect(() => binding.probe('area.nothing')).toThrow(MonitorError);
    expect(() => binding.probe('area.nothing')).toThrow(
      "The manifest of 'baton_channel' has no probe 'area.nothing'; generate the design again",
    );
    expect(() => binding.port('clk')).toThrow("has no port 'clk'");
  });
});

test('the atomic swap: an operation that takes effect, and one that is asked for', () => {
  const { event, sample } = monitorAtomicSwap(binding, 'area', 'second');
  sample(
    syntheticFrame({
      'area.atomic_swap.second_request': 1,
      'area.atomic_swap.second_request_entry': 3,
      'area.atomic_swap.second_done': 1,
      'area.atomic_swap.second_operation': 2,
      'area.atomic_swap.second_entry': 1,
      'area.atomic_swap.second_store': 1,
      'area.atomic_swap.second_old_flag': 1,
    }),
  );
  expect(event).toEqual({
    requested: true,
    ready: false,
    requestedEntry: 3,
    happened: true,
    access: 2,
    entry: 1,
    value: 0,
    written: true,
    flagBefore: 1,
  });
  sample(syntheticFrame());
  expect(event).toMatchObject({ requested: false, happened: false, written: false });
});

test('the control port: answers and acceptances', () => {
  const { event, sample } = monitorControlPort(binding, 'area', 'first');
  const port = 'area.first_port.';
  sample(
    syntheticFrame({
      [`${port}release_request`]: 1,
      [`${port}release_accepted`]: 1,
      [`${port}answered`]: 1,
      [`${port}operation`]: 3,
      [`${port}by_circuits`]: 1,
      [`${port}by_receiver`]: 1,
      [`${port}code`]: 5,
      [`${port}entry`]: 2,
    }),
  );
  expect(event).toMatchObject({
    senderAccepted: false,
    releaseRequested: true,
    releaseAccepted: true,
    answered: true,
    operation: 3,
    level: 1,
    byReceiver: true,
    code: 5,
    entry: 2,
  });
});

test('a probe of a search is read although it is not answered', () => {
  const { event, sample } = monitorControlPort(binding, 'area', 'first');
  sample(syntheticFrame({ 'area.atomic_swap.first_done': 1, 'area.first_port.entry': 3 }));
  expect(event).toMatchObject({ answered: false, entry: 3 });
});

test('messages that wait', () => {
  const { event, sample } = monitorDetection(binding, 'area', 'second');
  sample(
    syntheticFrame({
      'area.second_detection.head_valid': 1,
      'area.second_detection.circuits_take': 1,
      'area.second_port.head_entry': 1,
      'area.second_port.head_length': 33,
      'area.second_port.head_tag': 2,
      'area.second_port.head_kind': 1,
    }),
  );
  expect(event).toMatchObject({ waiting: true, circuitsTake: true, entry: 1, length: 33, tag: 2, kind: 1 });
  sample(syntheticFrame({ 'area.second_port.head_tag': 2 }));
  expect(event).toMatchObject({ waiting: false, zero: false });
});

test('words pass only with valid and ready', () => {
  const { event, sample } = monitorPayload(binding, 'area', 'first');
  sample(syntheticFrame({ 'area.payload.first_write_valid': 1, 'area.payload.first_read_ready': 1 }));
  expect(event).toMatchObject({ writes: false, reads: false, writeValid: true, readReady: true });
  sample(
    syntheticFrame({
      'area.payload.first_write_valid': 1,
      'area.payload.first_write_ready': 1,
      'area.payload.first_write_address': 17,
      'area.payload.first_read_valid': 1,
      'area.payload.first_read_ready': 1,
      'area.payload.first_read_address': 18,
    }),
  );
  expect(event).toMatchObject({ writes: true, writeAddress: 17, reads: true, readAddress: 18 });
});

test('beats in and out', () => {
  const sending = monitorSending(binding, 'first');
  const frame = syntheticFrame({
    first_in_valid: 1,
    first_in_ready: 1,
    first_in_last: 1,
    first_in_abort: 1,
    first_in_tag: 3,
    first_in_kind: 1,
    first_in_data: 0xabcd,
    first_in_strobe: 0b0011,
    second_out_valid: 1,
    second_out_tag: 2,
  });
  sending.sample(frame);
  expect(sending.event).toEqual({ valid: true, passes: true, last: true, abort: true, tag: 3, kind: 1 });
  expect(frame[sending.dataAt]).toBe(0xabcd);
  expect(contiguousBytes(frame, sending.strobeAt, 4)).toBe(2);
  const receiving = monitorReceiving(binding, 'second');
  receiving.sample(frame);
  expect(receiving.event).toMatchObject({ valid: true, passes: false, last: false, tag: 2 });
});

test.each([
  [[0], 4, 0],
  [[0b1111], 4, 4],
  [[0b1011], 4, 2],
  [[0xffffffff], 32, 32],
  [[0xffffffff, 0b111], 64, 35],
  [[0xffffffff, 0xffffffff], 64, 64],
])('contiguous bytes of strobe %j with %i bits', (words, bits, count) => {
  expect(contiguousBytes(Uint32Array.from(words), 0, bits)).toBe(count);
});

test('commands, and results that are zero', () => {
  const commands = monitorCommands(binding, 'second');
  const results = monitorResults(binding, 'second');
  const frame = syntheticFrame({
    second_command_valid: 1,
    second_command_operation: 2,
    second_receive_by_command: 1,
  });
  commands.sample(frame);
  results.sample(frame);
  expect(commands.event).toMatchObject({
    offered: true,
    accepted: false,
    operation: 2,
    receiveByCommand: true,
  });
  expect(results.event.zero).toBe(true);
  results.sample(syntheticFrame({ second_result_tag: 1 }));
  expect(results.event).toMatchObject({ valid: false, zero: false, tag: 1 });
});

test('the window', () => {
  const { event, sample } = monitorWindow(binding, 'first');
  sample(
    syntheticFrame({
      first_window_valid: 1,
      first_window_ready: 1,
      first_window_write: 1,
      first_window_offset: 9,
    }),
  );
  expect(event).toMatchObject({ accepted: true, write: true, offset: 9, done: false });
  sample(syntheticFrame({ first_window_done: 1, first_window_code: 5 }));
  expect(event).toMatchObject({ accepted: false, done: true, code: 5 });
});

test('initialization and the error record', () => {
  const initialization = monitorInitialization(binding, 'area', false);
  const errors = monitorLastError(binding, 'first');
  const frame = syntheticFrame({
    'area.initialization.filling': 1,
    'area.initialization.entry': 2,
    'area.initialization.pointer': 128,
    first_error_code: 7,
    'first.marshaling.too_long': 1,
  });
  initialization.sample(frame);
  errors.sample(frame);
  expect(initialization.event).toEqual({ ready: false, fills: true, entry: 2, pointer: 128 });
  expect(errors.event).toEqual({ code: 7, entry: 0, tag: 0, clears: false, tooLong: true });
});

test('temporary buffers and the copy into them', () => {
  const pool = monitorPool(binding, 'second');
  const copy = monitorCopy(binding, {
    write: 'second.temporary_write',
    address: 'second.temporary_write_address',
    data: 'second.temporary_write_data',
    done: 'second.copy_done',
  });
  const frame = syntheticFrame({
    'second.temporary_pool.take': 1,
    'second.temporary_pool.number': 2,
    'second.temporary_pool.free': 0b1011,
    'second.temporary_write': 1,
    'second.temporary_write_address': 40,
    'second.temporary_write_data': 77,
    'second.copy_done': 1,
  });
  pool.sample(frame);
  copy.sample(frame);
  expect(pool.event).toEqual({ takes: true, taken: 2, releases: false, released: 0 });
  expect(frame[pool.free.word]).toBe(0b1011);
  expect(copy.event).toEqual({ writes: true, address: 40, done: true });
  expect(frame[copy.dataAt]).toBe(77);
});
