// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readResults } from './results-xml.ts';

const file = (inside: string) =>
  `<?xml version='1.0' encoding='utf-8'?>\n<testsuites name="cocotb tests"><testsuite name="x">${inside}</testsuite></testsuites>`;

test('counts what passed', () => {
  const passed = '<testcase classname="x" name="one" time="0.1"><properties/></testcase>';
  expect(readResults(file(passed))).toEqual({ passed: 1, failed: [] });
});

test('tells what failed, and why', () => {
  const failed = '<testcase name="one"><failure message="7 instead of 8" type="AssertionError"/></testcase>';
  expect(readResults(file(failed))).toEqual({ passed: 0, failed: ['one: 7 instead of 8'] });
});

test('a test that was skipped has not passed', () => {
  expect(readResults(file('<testcase name="one"><skipped/></testcase>')).failed).toHaveLength(1);
});

test('no test is no pass', () => {
  expect(readResults(file(''))).toEqual({ passed: 0, failed: [] });
});

test.each([
  ['an empty file', ''],
  ['half a file', "<?xml version='1.0'?><testsuites><testsuite"],
  ['something else', '<html></html>'],
])('%s is refused', (_, text) => {
  expect(() => readResults(text)).toThrow();
});
