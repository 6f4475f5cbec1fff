// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture } from './fixtures/build.ts';
import { lintDesign, parseLintOutput } from './lint.ts';
import { designOptions } from './verilate.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lint-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function lintText(text: string) {
  const file = join(folder, 'top.v');
  await writeFile(file, text);
  return lintDesign({ top: 'top', files: [file] });
}

describe('lintDesign', () => {
  it('finds nothing in a clean design', async () => {
    expect(await lintDesign(fixture('counter', { parameters: { WIDTH: 5 } }))).toMatchObject({
      clean: true,
      messages: [],
    });
  });

  it('returns warnings with code and place', async () => {
    const result = await lintText('module top(input [7:0] a, output [3:0] b);\n  assign b = a;\nendmodule\n');
    expect(result.clean).toBe(false);
    const width = result.messages.find(({ code }) => code?.startsWith('WIDTH'));
    expect(width).toMatchObject({ severity: 'warning', file: join(folder, 'top.v'), line: 2 });
    expect(result.output).toContain('WIDTH');
  });

  it('returns syntax errors', async () => {
    const result = await lintText('module top(input a);\n  asign b = a;\nendmodule\n');
    expect(result.clean).toBe(false);
    expect(result.messages).toContainEqual(
      expect.objectContaining({ severity: 'error', code: undefined, line: 2 }),
    );
  });

  it('throws what names no place', async () => {
    await expect(lintDesign({ top: 'nothing', files: [join(folder, 'missing.v')] })).rejects.toThrow(
      "Verilator cannot lint design 'nothing'",
    );
  });
});

describe('parseLintOutput', () => {
  it('takes messages and leaves explanations and sums', () => {
    const output = [
      '%Warning-UNUSEDSIGNAL: rtl/a.v:12:9: Signal is not used: "x"',
      '   12 |   wire x;',
      '                  ... For warning description see https://example.org',
      '%Error: rtl/b.v:3: syntax error',
      '%Error: Exiting due to 1 error(s)',
    ].join('\n');
    expect(parseLintOutput(output)).toEqual([
      {
        severity: 'warning',
        code: 'UNUSEDSIGNAL',
        file: 'rtl/a.v',
        line: 12,
        text: 'Signal is not used: "x"',
      },
      { severity: 'error', code: undefined, file: 'rtl/b.v', line: 3, text: 'syntax error' },
    ]);
  });
});

describe('ignored warnings', () => {
  it.each([
    ['5.006', ['-Wno-WIDTH', '-Wno-UNUSED']],
    ['5.048', ['-Wno-WIDTHTRUNC', '-Wno-UNUSED']],
  ])('are named to Verilator %s as it knows them', (version, expected) => {
    const options = designOptions(fixture('counter', { ignoredWarnings: ['WIDTHTRUNC', 'UNUSED'] }), {
      version,
    });
    expect(options.filter((option) => option.startsWith('-Wno-'))).toEqual(expected);
  });
});
