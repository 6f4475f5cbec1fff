// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { WRONG_INPUT } from '../exit-status.ts';
import { failureOfBaton } from '../run-baton.test-support.ts';
import { renderReport } from './report.ts';
import { examineInProcess } from './worker.ts';

describe('baton configurations', () => {
  it.each([
    ['--count', '0', '--count is "0"; it must be a whole number from 1 to 10000. See --help.'],
    ['--only', 'x', '--only is "x"; it must be a whole number from 1 to 10000. See --help.'],
    ['--operations', '-1', '--operations is "-1"; it must be a whole number from 1 to 10000000. See --help.'],
  ])('refuses %s %s', async (option, value, message) => {
    const failure = await failureOfBaton(['configurations', option, value]);
    expect(failure).toMatchObject({ status: WRONG_INPUT, message });
  });

  it('does not resume a single one', async () => {
    const failure = await failureOfBaton(['configurations', '--only', '1', '--resume']);
    expect(failure).toMatchObject({ status: WRONG_INPUT, name: 'UsageError' });
  });
});

describe('a process that examines one', () => {
  it('is a failure with the message of its error when it fails', async () => {
    const record = await examineInProcess(7, ['--only', 'seven']);
    expect(record).toEqual({
      number: 7,
      passed: false,
      message: '--only is "seven"; it must be a whole number from 1 to 10000. See --help.',
    });
  });

  it('is a failure with all it said when it says nothing that can be read', async () => {
    const record = await examineInProcess(7, ['--help']);
    expect(record).toMatchObject({ number: 7, passed: false });
    expect(record).toHaveProperty(
      'message',
      expect.stringMatching(/^ended with exit status 0\n.*baton configurations/s),
    );
  });
});

it('the report names each failure with its command, and what was not run', () => {
  const text = renderReport({
    records: [
      {
        number: 1,
        passed: true,
        digest: '0123abcd',
        linters: ['Verilator'],
        operations: 1500,
        areaOperations: 1000,
        messages: 300,
        windowAccesses: 150,
        registerAccesses: 50,
        cycles: 9000,
      },
      { number: 2, passed: false, message: 'difference in cycle 12\nmore' },
    ],
    pairs: { legal: 1069, refused: 12, missing: ['buffers 1, path direct'] },
    resumed: 1,
    missingTools: ['yosys'],
    rerun: (number) => `again ${number}`,
  });
  expect(text).toMatch(/operations compared\W+1,500/);
  expect(text).toMatch(/pairs of values covered\W+1,068 of 1,069/);
  expect(text).toContain('1 of them were examined by an earlier run');
  expect(text).toContain('NOT RUN: yosys is missing');
  expect(text).toMatch(/FAILED.* configuration 2: difference in cycle 12; rerun: again 2/);
  expect(text).toMatch(/2 configurations, 1 passed, 1 failed$/);
});
