// SPDX-License-Identifier: Apache-2.0

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runVitest } from './run-vitest.ts';
import { countTests, ReportError } from './vitest-report.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SUPPORT = join(ROOT, 'testbenches/support/optional-tool.ts');

// Inside the project, because the tests written here import vitest from its node_modules.
let folder = '';

beforeAll(() => {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.cache', 'run-vitest-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs one file of tests in a project of its own. */
async function runTests(name: string, text: string) {
  const root = join(folder, name);
  mkdirSync(root);
  const imports = `import { expect, it } from 'vitest';\nimport { describeWithTool } from '${SUPPORT}';\n`;
  writeFileSync(join(root, 'vitest.config.ts'), 'export default { test: { include: ["*.test.ts"] } };\n');
  writeFileSync(join(root, 'sample.test.ts'), imports + text);
  return await runVitest({ root, vitestArguments: [], output: 'hide', timeoutSeconds: 60 });
}

describe('a run of the tests', () => {
  it('counts what passed, what failed, and what was not run for want of a tool', async () => {
    const counts = await runTests(
      'mixed',
      `it('passes', () => expect(1).toBe(1));
       it('fails', () => expect(1).toBe(2));
       it.skip('is skipped silently', () => {});
       describeWithTool('iverilog', 'with a tool', () => {
         it('one', () => expect(1).toBe(2));
         it('two', () => expect(1).toBe(2));
       }, { PATH: '/nowhere' });`,
    );
    expect(counts).toMatchObject({ passed: 1, failed: 1, unloaded: [], isSuccess: false });
    expect(counts.unexplained).toEqual(['sample.test.ts: is skipped silently']);
    expect([...counts.notRun]).toEqual([[expect.stringMatching(/^iverilog is missing \(.*\)$/), 2]]);
  });

  it('runs the tests of a tool that is there, with its path', async () => {
    const counts = await runTests(
      'tool',
      `import { chmodSync, writeFileSync } from 'node:fs';
       writeFileSync(import.meta.dirname + '/iverilog', '');
       chmodSync(import.meta.dirname + '/iverilog', 0o755);
       describeWithTool('iverilog', 'with a tool', (command) => {
         it('one', () => expect(command).toBe(import.meta.dirname + '/iverilog'));
       }, { PATH: import.meta.dirname });`,
    );
    expect(counts).toMatchObject({ passed: 1, failed: 0, unexplained: [], isSuccess: true });
    expect(counts.notRun.size).toBe(0);
  });

  it('tells a file that does not load', async () => {
    const counts = await runTests('broken', `throw new Error('no');`);
    expect(counts).toMatchObject({ passed: 0, unloaded: ['sample.test.ts'], isSuccess: false });
  });

  it('fails on a focused test, which would leave out the others', async () => {
    const counts = await runTests('focused', `it.only('passes', () => expect(1).toBe(1));`);
    expect(counts.isSuccess).toBe(false);
  });

  it('fails on an error outside of the tests', async () => {
    const counts = await runTests(
      'outside',
      `it('passes', () => { setTimeout(() => { throw new Error('late'); }, 0); expect(1).toBe(1); });
       it('waits', () => new Promise((resolve) => setTimeout(resolve, 50)));`,
    );
    expect(counts).toMatchObject({ passed: 2, isSuccess: false });
  });
});

describe('a report', () => {
  it.each(['', '{', '{}', '{"success":true}'])('of another form is refused: %j', (text) => {
    expect(() => countTests(text, '/')).toThrow(ReportError);
  });
});
