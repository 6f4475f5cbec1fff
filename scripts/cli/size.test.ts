// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { failureOfBaton, runBaton } from './run-baton.test-support.ts';

const QUESTION = ['size', '--threads', '32', '--service-cycles', '6600', '--message-bytes', '512'];

describe('baton size', () => {
  it('answers with buffers, saving, configuration and the command that generates it', async () => {
    const result = await parseCommandLine(QUESTION);
    expect(result?.passed).toBe(true);
    expect(result?.text).toMatch(/buffers for blocking 1e-6, client area +│ +10 │ +32 │/);
    expect(result?.text).toContain('note: the threads ask for 61 % of the busiest lane');
    expect(result?.data).toMatchObject({
      configuration: { parties: 'three', buffers: 11, bufferBytes: 512, threads: 32, temporaryBuffers: 11 },
      generate:
        'npx baton generate --preset gateway --set buffers=11 --set bufferBytes=512 --set dataWidth=64 --set threads=32 --set temporaryBuffers=11 --out out/sized',
      refused: undefined,
    });
    expect(parseConfiguration(result?.data.configuration)).toMatchObject({ buffers: 11 });
  });

  it('answers for two parties, other lengths and other widths', async () => {
    const result = await parseCommandLine([
      ...[
        'size',
        '--threads',
        '8',
        '--service-cycles',
        '9000',
        '--message-bytes',
        '70',
        '--return-bytes',
        '130',
      ],
      ...['--path', 'two-party', '--data-width', '32', '--blocking', '0.01', '--think-cycles', '100'],
    ]);
    expect(result?.text).toContain('buffers for blocking 0.01, shared area');
    expect(result?.text).not.toContain('server area');
    expect(result?.text).not.toContain('note:');
    expect(result?.data).toMatchObject({
      question: { bufferBytes: 132, timing: { bytesPerCycle: 4 }, thinkCycles: 100 },
      configuration: { parties: 'two', bufferBytes: 132, dataWidth: 32 },
      refused: undefined,
    });
    expect(result?.data.generate).toContain('--preset channel');
  });

  it('says so when the generator has no such configuration', async () => {
    const result = await parseCommandLine([
      ...['size', '--threads', '256', '--service-cycles', '0', '--message-bytes', '512'],
    ]);
    expect(result?.passed).toBe(true);
    expect(result?.text).toContain(
      'the generator refuses this configuration: buffers is 165, but must be a whole number from 1 to 64',
    );
    expect(result?.text).toContain('the lanes are the limit');
    expect(result?.text).not.toContain('npx baton generate');
  });

  it('simulates beside the formulas, the same for the same seed', async () => {
    const words = [
      ...QUESTION,
      '--simulate',
      '--calls',
      '1500',
      '--service-shape',
      'log-normal',
      '--seed',
      '3',
    ];
    const [one, other] = [await parseCommandLine(words), await parseCommandLine(words)];
    expect(one?.text).toContain('by event simulation');
    expect(one?.text).toMatch(/calls measured +│ +1,500 │ +1,500 │ +1,500 │/);
    expect(one?.data.simulated).toEqual(other?.data.simulated);
    expect(one?.data.simulated).toMatchObject({ early: { calls: 1500, aborted: 0 } });
  });

  it.each([
    [['--threads', '0'], '--threads is "0"; it must be a whole number from 1 to 65536'],
    [['--blocking', '2'], '--blocking is "2"; it must be a number from 1e-12 to 0.5.'],
    [['--blocking', 'x'], '--blocking is "x"'],
    [['--path', 'both'], '--path is "both"; allowed are temporary, direct, two-party'],
    [['--data-width', '48'], '--data-width is "48"; allowed are 32, 64, 128, 256, 512'],
    [['--service-shape', 'flat'], '--service-shape is "flat"; allowed are deterministic'],
    [['--buffer-bytes', '128'], 'The request length in bytes is 512, but must be from 0 to 128.'],
  ])('refuses %j in one line', async (words, message) => {
    const [option] = words;
    const others = QUESTION.filter(
      (_, place) => QUESTION[place] !== option && QUESTION[place - 1] !== option,
    );
    const failure = await failureOfBaton([...others, ...words]);
    expect(failure.status).toBe(2);
    expect(failure.message).toContain(message);
    expect(failure.message).not.toContain('\n');
  });

  it('tells machines the same', async () => {
    const { exitCode, stdout } = await runBaton([...QUESTION, '--json']);
    expect(exitCode).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({
      ok: true,
      answer: { early: { needed: { areas: [10, 10] } }, hold: { needed: { areas: [32, 32] } } },
    });
    expect(answer.answer.saving.together).toBeGreaterThan(26);
  });
});
