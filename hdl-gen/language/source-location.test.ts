// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DesignError } from './design-error.ts';
import { choose, literal } from './expression.ts';
import { Signal } from './signal.ts';
import { SourceLocation } from './source-location.ts';

const a = new Signal('a', 'input', 8, '');

function lineOf(marker: string): number {
  const lines = readFileSync(new URL(import.meta.url), 'utf8').split('\n');
  return 1 + lines.findIndex((line) => line.endsWith(`// ${marker}`));
}

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

test('the line is the one that holds the mistake, not one of the language', () => {
  const error = thrownBy(() => {
    const one = literal(1, 1);
    return choose(
      one,
      a,
      a.plus(literal(1, 4)), // the wrong line
    );
  });
  expect(error).toBeInstanceOf(DesignError);
  expect(error).toMatchObject({
    name: 'DesignError',
    location: `hdl-gen/language/source-location.test.ts:${lineOf('the wrong line')}`,
    message: expect.stringContaining(
      `(at hdl-gen/language/source-location.test.ts:${lineOf('the wrong line')})`,
    ),
  });
});

test('a signal remembers the line of its declaration', () => {
  const signal = new Signal('b', 'wire', 1, ''); // declared here
  expect(signal.location.text).toBe(`hdl-gen/language/source-location.test.ts:${lineOf('declared here')}`);
});

test('null names no line', () => {
  const error = new DesignError('what', 'advice', null);
  expect(error.message).toBe('what: advice');
  expect(error.location).toBeUndefined();
});

test('a stack without a line of a designer names none', () => {
  const limit = Error.stackTraceLimit;
  // Only the frame of the language itself is left.
  Error.stackTraceLimit = 1;
  const location = new SourceLocation();
  Error.stackTraceLimit = limit;
  expect(location.text).toBeUndefined();
});
