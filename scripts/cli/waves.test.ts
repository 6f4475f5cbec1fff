// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WRONG_INPUT } from './exit-status.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { failureOfBaton, temporaryFolder } from './run-baton.test-support.ts';

const recorded = 'sim/waveform/fixtures/icarus.fst';
const words = ['waves', recorded, '--signals', 'reset,total'];

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  temporary = await temporaryFolder();
});
afterAll(() => temporary.remove());

describe('baton waves', () => {
  it('draws cycles as text, for machines as WaveJSON too', async () => {
    const drawn = await parseCommandLine([...words, '--from', '3', '--to', '6']);
    expect(drawn?.text).toBe(['cycle  3  4  5  6', 'reset ▁▁▁▁▁▁▁▁▁▁▁▁', 'total  03|06|09|12'].join('\n'));
    expect(drawn?.data).toMatchObject({
      cycles: 4,
      diagram: {
        head: { tick: 3 },
        signal: [{ wave: '0...' }, { wave: '====', data: ['03', '06', '09', '12'] }],
      },
      repeat: `npx baton waves ${recorded} --signals reset,total --from 3 --to 6`,
    });
  });

  it.each([
    ['.svg', '<svg '],
    ['.json', '{\n  "head"'],
    ['.gtkw', '[*]\n'],
    ['.sucl', 'variable_add testbench.clock\n'],
  ])('writes %s', async (ending, beginning) => {
    const out = join(temporary.path, 'new', 'folder', `total${ending}`);
    const written = await parseCommandLine([...words, '--out', out]);
    expect(written?.text).toContain(`cycles 0 to 9: ${out}\n`);
    expect((await readFile(out, 'utf8')).slice(0, beginning.length)).toBe(beginning);
  });

  it.each<[string, readonly string[], string]>([
    ['no signal', ['waves', recorded], 'signals'],
    ['an empty name', ['waves', recorded, '--signals', 'a,,b'], 'empty name'],
    ['a name given twice', ['waves', recorded, '--signals', 'a,b,a'], "'a' twice"],
    ['a name that is not there', ['waves', recorded, '--signals', 'totl'], "Is 'total' meant"],
    ['a clock of several bits', [...words, '--clock', 'addend'], "'addend' has 8 bits, expected 1"],
    ['no cycle', [...words, '--from', '5', '--to', '4'], '0 cycles'],
    ['too many cycles', [...words, '--to', '1000'], '1001 cycles'],
    ['cycles beyond the end', [...words, '--from', '10'], 'has 10 cycles'],
    ['an unknown ending', [...words, '--out', 'x.png'], '.json, .svg, .gtkw, .sucl'],
    ['a file that is not there', ['waves', '/nowhere.fst', '--signals', 'a'], '/nowhere.fst'],
  ])('refuses %s', async (_what, given, message) => {
    const failure = await failureOfBaton(given);
    expect(failure.message).toContain(message);
    expect(failure.status).toBe(WRONG_INPUT);
  });
});
