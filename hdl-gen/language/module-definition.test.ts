// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { mistakeIn } from './design-error.test-support.ts';
import {
  clockAndReset,
  clockOnly,
  flipped,
  group,
  input,
  output,
  parameter,
  prefixed,
} from './module-definition.ts';

const stream = { valid: input(1, 'a beat is there'), ready: output(1, ''), data: input(8, '') };

test('ports say their role, width and meaning', () => {
  expect(input(8, 'data')).toMatchObject({ role: 'input', width: 8, doc: 'data', group: undefined });
  expect(output(1, '')).toMatchObject({ role: 'output', width: 1, doc: '', group: undefined });
  expect(Object.keys(clockOnly())).toEqual(['clk']);
  expect(clockAndReset()).toMatchObject({ clk: { role: 'clock' }, rst: { role: 'reset' } });
});

test('a group gives its ports a heading and changes nothing else', () => {
  expect(group('stream', stream)).toEqual({
    valid: { ...stream.valid, group: 'stream' },
    ready: { ...stream.ready, group: 'stream' },
    data: { ...stream.data, group: 'stream' },
  });
});

test('a prefix goes before every name', () => {
  expect(Object.keys(prefixed('in', 'producer', stream))).toEqual(['in_valid', 'in_ready', 'in_data']);
  expect(prefixed('in', 'producer', stream).in_data).toEqual({ ...stream.data, group: 'producer' });
});

test('the other end has every direction turned', () => {
  expect(Object.values(flipped(stream)).map(({ role }) => role)).toEqual(['output', 'input', 'output']);
  expect(flipped(flipped(stream))).toEqual(stream);
});

test('a parameter has a default and a minimum', () => {
  expect(parameter('DEPTH', 16, 'words', { minimum: 2 })).toMatchObject({
    kind: 'parameter',
    name: 'DEPTH',
    doc: 'words',
    defaultValue: 16,
    minimum: 2,
  });
  expect(parameter('WIDTH', 8, 'bits').minimum).toBe(1);
});

const hidden = 'begins like an instruction to a tool: "verilator public": begin with another word';

describe('a mistake is refused at once:', () => {
  test.each([
    [
      'default 1 of parameter DEPTH: it must not be smaller than its minimum, 2',
      () => parameter('DEPTH', 1, 'words', { minimum: 2 }),
    ],
    [
      'default of parameter DEPTH is 2.5: it must be a positive integer',
      () => parameter('DEPTH', 2.5, 'words'),
    ],
    [
      'minimum of parameter DEPTH is 0: it must be a positive integer',
      () => parameter('DEPTH', 2, 'words', { minimum: 0 }),
    ],
    [`description of parameter DEPTH ${hidden}`, () => parameter('DEPTH', 2, 'verilator public')],
    [`heading of a group of ports ${hidden}`, () => group('verilator public', stream)],
    [`heading of a group of ports ${hidden}`, () => prefixed('in', 'verilator public', stream)],
  ])('%s', (message, action) => {
    expect(mistakeIn(action)).toEqual({ message, file: 'hdl-gen/language/module-definition.test.ts' });
  });
});
