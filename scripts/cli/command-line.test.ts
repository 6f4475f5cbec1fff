// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, vi } from 'vitest';
import { batonCommand } from './command-text.ts';
import { WRONG_INPUT } from './exit-status.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { failureOfBaton, runBaton } from './run-baton.test-support.ts';

describe('the command to repeat', () => {
  it('is quoted as a shell needs it', () => {
    expect(batonCommand('check', ["it's here.vcd", '--set', 'buffers=8', '$x'])).toBe(
      "npx baton check 'it'\\''s here.vcd' --set buffers=8 '$x'",
    );
  });
});

describe('the words of a command line', () => {
  it.each([
    ['no verb', [], 'Name a verb: start, generate, simulate, bridge, check'],
    ['an unknown verb', ['simulat'], 'There is no verb "simulat"; the verbs are start, generate, simulate'],
    ['an unknown option', ['simulate', '--presett', 'channel'], 'Unknown argument: presett'],
    [
      'an unknown preset',
      ['simulate', '--preset', 'huge'],
      '--preset is "huge"; allowed are channel, gateway',
    ],
    ['an option without value', ['generate', '--preset'], 'Not enough arguments following: preset'],
    ['an option twice', ['simulate', '--seed', '1', '--seed', '2'], '--seed is given 2 times; give it once'],
    ['a needed option missing', ['generate', '--preset', 'channel'], 'Missing required argument: out'],
    ['a file missing', ['check'], 'Something is missing: check <file>. See --help.'],
    ['too many words', ['rtl', 'channel'], 'Unknown argument: channel'],
    [
      'a seed that is no number',
      ['simulate', '--seed', 'x'],
      '--seed is "x"; it must be a whole number from 1 to 2147483647',
    ],
    ['a seed out of range', ['simulate', '--seed', '0'], '--seed is "0"; it must be'],
    ['no messages', ['simulate', '--messages', '0'], '--messages is "0"; it must be a whole number from 1'],
    [
      'unknown traffic',
      ['simulate', '--traffic', 'http'],
      '--traffic is "http"; allowed are git, random and file:PATH',
    ],
    ['an unknown part', ['experiment', '--only', 'X2,X9'], '--only names "X9"; allowed are X1, X2'],
    ['a file without name', ['simulate', '--traffic', 'file:'], '--traffic is "file:"; allowed are'],
  ])('are refused: %s', async (_what, words, text) => {
    const failure = await failureOfBaton(words);
    expect(failure).toMatchObject({ status: WRONG_INPUT, name: 'UsageError' });
    expect(failure.message).toContain(text);
  });
});

describe('help', () => {
  it.each(['generate', 'simulate', 'bridge', 'check', 'size', 'experiment', 'rtl', 'start'])(
    'explains %s with examples',
    async (verb) => {
      const printed = vi.spyOn(console, 'log').mockReturnValue();
      try {
        expect(await parseCommandLine([verb, '--help'])).toBeUndefined();
        const text = printed.mock.calls.flat().join('\n');
        for (const part of [`baton ${verb}`, 'Examples:', '--json']) expect(text).toContain(part);
      } finally {
        printed.mockRestore();
      }
    },
  );
});

describe.concurrent('the command line', () => {
  it('says what is wrong in one line, without a stack, and exits with 2', async () => {
    const { exitCode, stdout, stderr } = await runBaton(['simulate', '--preset', 'huge']);
    expect(stderr).toBe(
      'error: --preset is "huge"; allowed are channel, gateway, compact, wide, tiny-channel, tiny-gateway. See --help.',
    );
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('reports errors to machines as JSON, with the parts they have', async () => {
    const { exitCode, stdout, stderr } = await runBaton([
      ...['generate', '--preset', 'channel', '--set', 'buffers=0', '--out', 'out/never', '--json'],
    ]);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      status: 2,
      error: {
        name: 'ConfigurationError',
        message: 'buffers is 0, but must be a whole number from 1 to 64',
        problems: [{ field: 'buffers', value: 0, allowed: 'must be a whole number from 1 to 64' }],
      },
    });
    expect(stderr).toBe('');
    expect(exitCode).toBe(2);
  });

  it('shows where an error comes from when asked to', async () => {
    const { stderr } = await runBaton(['simulate'], { BATON_DEBUG: '1' });
    expect(stderr).toMatch(/^\s+at .*design-options/m);
  });

  it('tells its verbs, its exit statuses and its version', async () => {
    const { stdout, exitCode } = await runBaton(['--help']);
    for (const text of ['baton doctor', 'Exit status: 0', 'NO_COLOR']) expect(stdout).toContain(text);
    expect(exitCode).toBe(0);
    expect(await runBaton(['--version'])).toMatchObject({ exitCode: 0, stdout: '0.1.0' });
  });

  it('lets the doctor answer', async () => {
    const { exitCode, stdout } = await runBaton(['doctor', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, findings: expect.any(Array) });
    expect(exitCode).toBe(0);
  });
});
