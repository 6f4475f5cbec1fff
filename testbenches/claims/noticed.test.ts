// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { allEvidence } from './elements/index.ts';
import { objectionsTo } from './noticed.ts';
import { sourcesOf } from './sources-of.ts';

const [model] = allEvidence;
const ruled = { file: 'a.test.ts', titles: ['group', 'test'], reports: { rule: 'pace' } } as const;
const said = { file: 'b.test.ts', titles: ['test'], reports: { says: 'the buffer' } } as const;
const evidence = { ...model!, tests: [ruled, said] } as const;

const passed = { status: 'passed', message: '' } as const;
const failed = (message: string) => ({ status: 'failed', message }) as const;
const pace = failed('DifferenceError: difference in cycle 7, kernel.requests, copy: pace');
const buffer = failed('AssertionError: the buffer: expected 1 to be 2');

describe('a trial', () => {
  test('shows what is said when every test reports what it is named for, and passes otherwise', () => {
    expect(objectionsTo(evidence, { whole: [passed, passed], broken: [pace, buffer] })).toEqual([]);
  });

  test.each([
    ['a test passes', [passed, buffer], 'a.test.ts > group > test: passed although'],
    ['a test is not run', [{ ...passed, status: 'not run' }, buffer], 'not run although'],
    [
      'another rule is reported',
      [failed('DifferenceError: difference in cycle 7, area: copy'), buffer],
      'a.test.ts > group > test: reports "DifferenceError: difference in cycle 7, area: copy" instead of the rule \'pace\'',
    ],
    [
      'another assertion fails',
      [pace, failed('AssertionError: the flag: expected 1')],
      "instead of 'the buffer'",
    ],
    ['the bench breaks down', [pace, failed('Error: the buffer is missing')], "instead of 'the buffer'"],
  ] as const)('does not where %s', (_, broken, objection) => {
    const objections = objectionsTo(evidence, { whole: [passed, passed], broken });
    expect(objections).toEqual([expect.stringContaining(objection)]);
  });

  test('does not where a test fails with nothing broken', () => {
    const objections = objectionsTo(evidence, { whole: [pace, passed], broken: [pace, buffer] });
    expect(objections).toEqual([expect.stringContaining('failed with nothing broken. DifferenceError')]);
  });
});

test('the sources of a file are what it imports, directly or not', () => {
  expect([...sourcesOf('testbenches/claims/sources-of.ts')].toSorted()).toEqual([
    'testbenches/claims/root.ts',
    'testbenches/claims/sources-of.ts',
  ]);
  const sources = sourcesOf('testbenches/claims/channel-call.test.ts');
  expect(sources).toContain('hdl-gen/circuits/copy-engine.ts');
  expect(sources).toContain('sim/monitors/payload.ts');
  expect(sources).not.toContain('sim/checker/rules.ts');
});
