// SPDX-License-Identifier: Apache-2.0
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WRONG_INPUT } from './exit-status.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { failureOfBaton, runBaton, temporaryFolder } from './run-baton.test-support.ts';

const TIMEOUT = 120_000;

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  temporary = await temporaryFolder();
});
afterAll(() => temporary.remove());

const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1);

/** A folder with the tiny channel, one of its files changed. */
async function editedRtl(file: string, change: (text: string) => string): Promise<string> {
  const folder = join(temporary.path, 'edited');
  await rm(folder, { recursive: true, force: true });
  await parseCommandLine(['generate', '--preset', 'tiny-channel', '--out', folder]);
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(path, changed);
  return folder;
}

describe('baton simulate', { timeout: TIMEOUT }, () => {
  it.each(['tiny-channel', 'tiny-gateway'])(
    'passes random traffic on %s, and says how to repeat it',
    async (preset) => {
      const { exitCode, stdout } = await runBaton([
        'simulate',
        '--preset',
        preset,
        '--seed',
        '5',
        '--messages',
        '400',
      ]);
      expect(stdout).toMatch(/messages\s+│\s+400 │/);
      expect(stdout).toMatch(/differences\s+│\s+0 │/);
      expect(stdout).toContain(
        `repeat: npx baton simulate --preset ${preset} --traffic random --seed 5 --messages 400\n`,
      );
      expect(lastLine(stdout)).toBe('differences: 0');
      expect(exitCode).toBe(0);
    },
  );

  it('gives the same figures for the same seed, as JSON alone on standard output', async () => {
    const words = ['simulate', '--preset', 'tiny-channel', '--seed', '9', '--messages', '200', '--json'];
    const [first, second] = [await runBaton(words), await runBaton(words)];
    expect(first.stdout).toBe(second.stdout);
    const data = JSON.parse(first.stdout);
    expect(data).toMatchObject({ ok: true, name: 'baton_channel', messages: 200, differences: 0 });
    expect(data.operationsCompared).toBeGreaterThan(200);
    expect(data.check.distinctTags).toBe(4);
  });

  it('uses another allocator when told to', async () => {
    const { passed, data } = (await parseCommandLine([
      ...['simulate', '--preset', 'tiny-channel', '--set', 'allocator=scan', '--messages', '300', '--json'],
    ]))!;
    expect(passed).toBe(true);
    expect(data.messages).toBe(300);
  });

  it('sends a file there and back', async () => {
    const path = join(temporary.path, 'text');
    await writeFile(path, 'baton'.repeat(1_000));
    const { exitCode, stdout } = await runBaton([
      'simulate',
      '--preset',
      'tiny-gateway',
      '--traffic',
      `file:${path}`,
    ]);
    expect(stdout).toMatch(/bytes\s+│\s+10,000 │/);
    expect(lastLine(stdout)).toBe('differences: 0');
    expect(exitCode).toBe(0);
  });

  it('clones a repository through the channel', async () => {
    const { exitCode, stdout } = await runBaton([
      'simulate',
      '--preset',
      'channel',
      '--traffic',
      'git',
      '--seed',
      '3',
    ]);
    expect(lastLine(stdout)).toBe('differences: 0');
    expect(exitCode).toBe(0);
  });

  it.each([
    [
      'a file that is not there',
      ['--preset', 'tiny-channel', '--traffic', 'file:/nowhere'],
      "Cannot read '/nowhere' to send it",
    ],
    [
      'a waveform where no folder is',
      ['--preset', 'tiny-channel', '--waves', '/nowhere/x.vcd'],
      'there is no folder /nowhere',
    ],
    [
      'a waveform that is a folder',
      ['--preset', 'tiny-channel', '--waves', '/tmp'],
      '--waves /tmp is not a file',
    ],
    ['a folder without a design', ['--rtl', '/nowhere'], "Cannot read the manifest '/nowhere/manifest.json'"],
    [
      'two designs',
      ['--rtl', 'out/x', '--preset', 'channel'],
      '--rtl takes the design as its manifest describes it',
    ],
  ])('refuses %s', async (_what, words, text) => {
    const { status, message } = await failureOfBaton(['simulate', ...words]);
    expect(message).toContain(text);
    expect(status).toBe(WRONG_INPUT);
  });
});

describe('baton simulate --rtl', { timeout: TIMEOUT }, () => {
  it('takes edited Verilog as it is, and passes it if it behaves the same', async () => {
    const folder = await editedRtl('baton_unmarshaling.v', (text) =>
      text.replace('read_data & mask', 'mask & read_data'),
    );
    const { exitCode, stdout } = await runBaton(['simulate', '--rtl', folder, '--messages', '100']);
    expect(stdout).toContain(`repeat: npx baton simulate --rtl ${folder} --traffic random`);
    expect(lastLine(stdout)).toBe('differences: 0');
    expect(exitCode).toBe(0);
  });

  it('reports the first difference of Verilog that does not, with exit status 1', async () => {
    const folder = await editedRtl('baton_unmarshaling.v', (text) =>
      text.replace('read_data & mask', "(read_data ^ 32'h100) & mask"),
    );
    const words = ['simulate', '--rtl', folder, '--messages', '100'];
    const { exitCode, stdout, stderr } = await runBaton(words);
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/error: difference in cycle \d+/);
    expect(stderr).toMatch(/expected/);
    expect(lastLine(stderr)).toBe(
      `repeat: npx baton simulate --rtl ${folder} --traffic random --seed 1 --messages 100`,
    );
    const machine = await runBaton([...words, '--json']);
    expect(machine.exitCode).toBe(1);
    expect(JSON.parse(machine.stdout)).toMatchObject({
      ok: false,
      status: 1,
      error: { name: 'RunFailedError', difference: { rule: expect.any(String), cycle: expect.any(Number) } },
    });
  });

  it('refuses Verilog that is none, with what Verilator says', async () => {
    const folder = await editedRtl('baton_unmarshaling.v', (text) => text.replace('endmodule', 'endmodul'));
    const { status, message } = await failureOfBaton(['simulate', '--rtl', folder]);
    expect(message).toMatch(/syntax error/);
    expect(message).toContain('baton_unmarshaling.v');
    expect(status).toBe(WRONG_INPUT);
  });

  it('refuses a manifest of another design', async () => {
    const folder = await editedRtl('manifest.json', (text) =>
      text.replace('"name": "first_in_tag",\n      "width": 2', '"name": "first_in_tag",\n      "width": 3'),
    );
    const { status, message } = await failureOfBaton(['simulate', '--rtl', folder]);
    expect(status).toBe(WRONG_INPUT);
    expect(message).toContain(
      'input first_in_tag of 2 bits in the Verilog is input first_in_tag of 3 bits in the manifest',
    );
  });
});
