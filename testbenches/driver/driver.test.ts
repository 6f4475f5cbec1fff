// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { type ConfigurationInput, parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { type Manifest, parseManifest } from '../../sim/manifest/index.ts';
import { createRandom } from '../../sim/tasks/index.ts';
import { temporaryFolder } from '../support/generated-folder.ts';
import { buildGenerated, type GeneratedModel } from '../support/generated-model.ts';
import { describeWithTool } from '../support/optional-tool.ts';
import { runProgram } from './run-program.ts';

const temporary = temporaryFolder();
afterAll(temporary.remove);

const sources = join(import.meta.dirname, 'program');
const strict = ['-std=c99', '-Wall', '-Wextra', '-Werror', '-pedantic'];

/** Everything that the driver can do. */
const whole: ConfigurationInput = {
  ...presets['tiny-gateway'],
  bus: 'axi4-lite',
  release: 'early',
  reclaim: true,
};

/** Mistakes in the driver, each with what the program says to it. */
const mistakes: readonly (readonly [wrong: string, right: string, mistake: string, complaint: RegExp])[] = [
  ['forgets a word', '(bytes + 3) / 4', 'bytes / 4 - (bytes > 4)', /not so: \(words\[/],
  [
    'hands out the returns of calls that were given up',
    'call == CALL_GIVEN_UP',
    'call == 99',
    /not so: returned == 0 && wrong_returns/,
  ],
  ['lets an error go', 'read_error(party, &party->error)', '(void)0', /not so/],
];

describeWithTool('cc', 'the driver in C', (compiler) => {
  const build = async (folder: string) => {
    const program = join(folder, 'program');
    const files = ['access.c', 'examples.c', 'main.c'].map((file) => join(sources, file));
    const driver = join(folder, 'baton.c');
    const access = ['-include', join(sources, 'access.h')];
    const words = [...strict, ...access, `-I${folder}`, `-I${sources}`, driver, ...files, '-o', program];
    await execa(compiler, words);
    return program;
  };
  const folderWith = (name: string, edit: (text: string) => string = (text) => text) => {
    const folder = join(temporary.path, name);
    mkdirSync(folder);
    const { files } = generate(parseConfiguration(whole));
    for (const file of ['baton.c', 'baton.h', 'baton_registers.h']) {
      const text = files.get(file)!;
      writeFileSync(join(folder, file), file === 'baton.c' ? edit(text) : text);
    }
    return folder;
  };

  /** A folder with all C of a configuration. */
  const folderOf = (name: string, configuration: ConfigurationInput) => {
    const folder = join(temporary.path, name.replaceAll(/\W+/g, '-'));
    mkdirSync(folder);
    const { files } = generate(parseConfiguration(configuration));
    for (const [file, text] of files) if (/\.[ch]$/.test(file)) writeFileSync(join(folder, file), text);
    return folder;
  };

  let block: GeneratedModel;
  let manifest: Manifest;
  beforeAll(async () => {
    block = await buildGenerated(whole);
    manifest = parseManifest(JSON.stringify(block.manifest), 'the generated manifest');
  }, 300_000);
  const run = async (program: string) => runProgram(program, block.create(1), manifest, createRandom(1));

  test('does with a simulated block what it says', async () => {
    const { exitCode, complaint, accesses, check } = await run(await build(folderWith('right')));
    expect(complaint).toBe('');
    expect(exitCode).toBe(0);
    expect(accesses).toBeGreaterThan(500);
    expect(check.mostCallsInFlight).toBe(4);
    expect(check.returnsOutOfOrder).toBeGreaterThan(2);
  }, 60_000);

  test.each(mistakes)(
    'that %s is noticed',
    async (name, right, mistake, complaint) => {
      const edit = (text: string) => {
        expect(text).toContain(right);
        return text.replace(right, mistake);
      };
      const end = await run(await build(folderWith(name.replaceAll(' ', '-'), edit)));
      expect(end.exitCode).toBe(1);
      expect(end.complaint).toMatch(complaint);
    },
    60_000,
  );

  test.each([
    ['a channel', { ...presets['tiny-channel'], bus: 'apb', statisticsBits: 32 }],
    [
      'without counters, ready when used',
      { ...presets['tiny-gateway'], bus: 'wishbone-classic', statisticsBits: 0, initialize: 'on-first-use' },
    ],
  ] as const)('is strict C99 for %s', async (name, configuration) => {
    const folder = folderOf(name, configuration);
    await execa(compiler, [...strict, '-fsyntax-only', join(folder, 'baton.c')]);
  });

  test('leaves alone what lies behind its calls, whatever tag a return has', async () => {
    const open = { bus: 'apb', threads: 9, hardening: 'off', release: 'early' } as const;
    const folder = folderOf('wrong tag', { ...presets['tiny-channel'], ...open });
    const program = join(folder, 'program');
    await execa(compiler, [...strict, `-I${folder}`, join(sources, 'wrong_tag.c'), '-o', program]);
    await execa(program);
  });

  test('knows the address of its port when it is compiled', async () => {
    const folder = folderWith('port');
    const port = '-DBATON_BASE(party)=((void)(party), UINT32_C(0x10000000))';
    await execa(compiler, [...strict, port, '-fsyntax-only', join(folder, 'baton.c')]);
  });

  test('is left out where programs cannot send and receive', () => {
    const names = (input: ConfigurationInput) => [...generate(parseConfiguration(input)).files.keys()];
    expect(names(whole)).toContain('baton.c');
    expect(names(presets['tiny-gateway'])).not.toContain('baton.c');
    expect(
      names({ ...presets['tiny-channel'], release: 'early', levels: 'stream', bus: 'apb' }),
    ).not.toContain('baton.c');
  });
});
