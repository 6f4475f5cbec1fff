// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WRONG_INPUT } from './exit-status.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { failureOfBaton, runBaton, temporaryFolder } from './run-baton.test-support.ts';

const TIMEOUT = 120_000;

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let waves: string;
let text: string;
beforeAll(async () => {
  temporary = await temporaryFolder();
  waves = join(temporary.path, 'run.vcd');
  const recorded = await parseCommandLine([
    ...['simulate', '--preset', 'tiny-channel', '--messages', '60', '--waves', waves],
  ]);
  expect(recorded?.text).toContain(`waveform: ${waves}`);
  text = await readFile(waves, 'utf8');
}, TIMEOUT);
afterAll(() => temporary.remove());

/** Writes a waveform made from the recorded one, and returns its path. */
async function written(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(temporary.path, name);
  await writeFile(path, content);
  return path;
}

/** Verilator writes the ports twice: once for the scope around the design, which nobody samples. */
const startOfDesign = (): number => text.indexOf('$scope module baton_channel');

describe('baton check', { timeout: TIMEOUT }, () => {
  it('passes a recorded waveform, and says how to repeat it', async () => {
    const { exitCode, stdout } = await runBaton(['check', waves, '--preset', 'tiny-channel', '--at-rest']);
    expect(stdout).toMatch(/run\.vcd: [\d,]+ cycles of baton_channel, [\d,]+ operations compared/);
    expect(stdout).toContain(`repeat: npx baton check ${waves} --preset tiny-channel --at-rest\n`);
    expect(stdout.split('\n').at(-1)).toBe('differences: 0');
    expect(exitCode).toBe(0);
  });

  it('takes a manifest, a scope, and a compressed file', async () => {
    await parseCommandLine(['generate', '--preset', 'tiny-channel', '--out', join(temporary.path, 'design')]);
    const { exitCode, stdout } = await runBaton([
      ...['check', await written('run.vcd.gz', gzipSync(text)), '--json'],
      ...['--manifest', join(temporary.path, 'design', 'manifest.json'), '--scope', 'TOP.baton_channel'],
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      top: 'baton_channel',
      timescale: '1ns',
      differences: 0,
    });
    expect(exitCode).toBe(0);
  });

  it('reports a difference, with exit status 1 and the command to repeat it', async () => {
    const [, identifier] = /\$var wire\s+32 (\S+) second_out_data \[/.exec(text.slice(startOfDesign()))!;
    // A word of a message, well after the reset, gets another lowest bit.
    const [before, after] = [text.slice(0, text.indexOf('#2000\n')), text.slice(text.indexOf('#2000\n'))];
    const value = new RegExp(`^b([01]*1[01]*)([01]) ${identifier!.replace(/[^\w]/g, '\\$&')}$`, 'm');
    const flipped = (_all: string, upper: string, lowest: string): string =>
      `b${upper}${lowest === '0' ? 1 : 0} ${identifier}`;
    const corrupt = before + after.replace(value, flipped);
    expect(corrupt).not.toBe(text);
    const path = await written('corrupt.vcd', corrupt);
    const views = join(temporary.path, 'views');
    const words = ['check', path, '--preset', 'tiny-channel', '--views', views];
    const { exitCode, stdout, stderr } = await runBaton(words);
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    const [, cycle] = /difference in cycle (\d+)/.exec(stderr)!;
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(`repeat: npx baton ${words.join(' ')}`);
    // Cycles before and after it are drawn, and views of the same are there for viewers.
    expect(stderr).toMatch(new RegExp(`^ {2}cycle .*>${cycle}<.* ${Number(cycle) + 2}`, 'm'));
    expect(stderr).toContain(`gtkwave ${path} ${join(views, 'corrupt.difference.gtkw')}`);
    const view = (end: string) => readFile(join(views, `corrupt.difference.${end}`), 'utf8');
    const { head, signal } = JSON.parse(await view('json'));
    expect(head.tick).toBe(Number(cycle) - 8);
    expect(signal.at(-1)).toEqual({ name: 'difference', wave: '0.......10.......' });
    expect(await view('svg')).toContain('second_out_data');
    expect(await view('gtkw')).toContain('TOP.baton_channel.second_out_data[31:0]');
    expect(await view('sucl')).toContain('variable_add TOP.baton_channel.second_out_data\n');
  });

  it.each<[string, () => Promise<readonly string[]>, RegExp]>([
    ['a file that is not there', async () => ['/nowhere.vcd'], /\/nowhere\.vcd/],
    ['a folder', async () => [temporary.path], /folder|directory/i],
    ['a file that is no waveform', async () => [await written('x.vcd', 'hello')], /VCD/],
    ['an empty file', async () => [await written('empty.vcd', '')], /empty/i],
    [
      'a waveform cut short',
      async () => [await written('cut.vcd', text.slice(0, text.lastIndexOf('\nb') + 4))],
      /line \d+/,
    ],
    [
      'a waveform cut in its definitions',
      async () => [await written('head.vcd', text.slice(0, text.indexOf('$enddefinitions') - 40))],
      /line \d+/,
    ],
    [
      'a waveform without a signal',
      async () => [await written('gone.vcd', text.replaceAll(' second_out_data ', ' second_out_date '))],
      /second_out_data/,
    ],
    ['a scope that is not there', async () => [waves, '--scope', 'TOP.other'], /TOP\.other/],
  ])('refuses %s', async (_what, words, message) => {
    const failure = await failureOfBaton(['check', ...(await words()), '--preset', 'tiny-channel']);
    expect(failure).toMatchObject({ status: WRONG_INPUT, name: 'WaveformError' });
    expect(failure.message).toMatch(message);
  });

  it('says so in one line, without a stack, and exits with 2', async () => {
    const path = await written('x.vcd', 'hello');
    const { exitCode, stdout, stderr } = await runBaton(['check', path, '--preset', 'tiny-channel']);
    expect(stderr).toMatch(/^error: .*VCD.*$/);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('refuses the waveform of another design', async () => {
    const { status, message } = await failureOfBaton(['check', waves, '--preset', 'channel']);
    expect(message).toMatch(/bits|width/);
    expect(status).toBe(WRONG_INPUT);
  });

  it('refuses two designs, and a manifest that is none', async () => {
    const both = await failureOfBaton(['check', waves, '--preset', 'channel', '--manifest', 'x.json']);
    expect(both).toMatchObject({ status: WRONG_INPUT, name: 'UsageError' });
    const manifest = await written('manifest.json', '{"format": 2}');
    const none = await failureOfBaton(['check', waves, '--manifest', manifest]);
    expect(none).toMatchObject({ status: WRONG_INPUT, name: 'ManifestError' });
  });
});
