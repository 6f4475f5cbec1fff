// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contentKey } from '../../sim/harness/cache-files.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { failureOfBaton, temporaryFolder } from './run-baton.test-support.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let verilog: string;
beforeAll(async () => {
  temporary = await temporaryFolder();
  verilog = join(temporary.path, 'a.v');
  await writeFile(verilog, 'module a;');
});
afterAll(() => temporary.remove());

/** The coverage of a run that reached one line of a text. */
async function writeRun(name: string, text: string, source = verilog): Promise<string> {
  const path = join(temporary.path, name);
  const point = ['f', source, 'l', 1, 'page', 'v_line/a', 'o', 'block', 'h', 'TOP.a'];
  const key = point.map((part, index) => (index % 2 === 0 ? `\x01${part}` : `\x02${part}`)).join('');
  const lines = ['# SystemC::Coverage-3', `C '${key}' 3`, `# source ${contentKey([text])} ${source}`, ''];
  await writeFile(path, lines.join('\n'));
  return path;
}

it('leaves out runs that are older than the Verilog, and says so; makes the folder it writes to', async () => {
  const now = await writeRun('now.dat', 'module a;');
  const old = await writeRun('old.dat', 'module a; // before');
  const lcov = join(temporary.path, 'new', 'folder', 'lcov.info');
  const merged = await parseCommandLine(['coverage', now, old, '--lcov', lcov]);
  expect(merged?.data).toMatchObject({ runs: 1, leftOut: [old] });
  expect(merged?.text).toContain(`left out, ${verilog} has changed since: ${old}`);
  expect(await readFile(lcov, 'utf8')).toContain('DA:1,3\n');
  expect((await failureOfBaton(['coverage', old])).message).toContain('are older than their Verilog');
});

it('refuses runs of different Verilog that is not there to tell which is right', async () => {
  const gone = join(temporary.path, 'gone.v');
  const one = await writeRun('one.dat', 'module one;', gone);
  const other = await writeRun('other.dat', 'module other;', gone);
  expect((await parseCommandLine(['coverage', one]))?.data).toMatchObject({ runs: 1 });
  expect((await failureOfBaton(['coverage', one, other])).message).toContain('2 different');
});
