// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { discoverVerilator } from '../../sim/harness/index.ts';
import { generateInto, temporaryFolder } from '../support/generated-folder.ts';
import { describeWithTool } from '../support/optional-tool.ts';

const temporary = temporaryFolder();
afterAll(temporary.remove);

describeWithTool('fusesoc', 'FuseSoC', (fusesoc) => {
  const good = join(temporary.path, 'good');
  const bad = join(temporary.path, 'bad');
  let core = '';
  beforeAll(() => {
    const configuration = parseConfiguration({ ...presets['tiny-channel'], levels: 'stream' });
    for (const folder of [good, bad]) generateInto(folder, configuration);
    // A return whose bytes are all wrong.
    const damaged = join(bad, 'baton_channel.v');
    const text = readFileSync(damaged, 'utf8');
    writeFileSync(damaged, text.replace('(second_in_data)', '(~second_in_data)'));
    expect(readFileSync(damaged, 'utf8')).not.toBe(text);
    core = /^name: (.*)$/m.exec(readFileSync(join(good, 'baton_channel.core'), 'utf8'))![1]!;
  });

  async function run(target: string, folder: string, environment: Readonly<Record<string, string>> = {}) {
    const { exitCode, all } = await execa(
      fusesoc,
      ['--cores-root', folder, 'run', `--target=${target}`, '--work-root', join(folder, target), core],
      {
        cwd: temporary.path,
        // Its own settings and caches are left alone.
        env: { XDG_CONFIG_HOME: temporary.path, XDG_CACHE_HOME: temporary.path, ...environment },
        all: true,
        reject: false,
        stdin: 'ignore',
        timeout: 240_000,
      },
    );
    return { exitCode, all };
  }

  test('finds nothing to complain about in its lint target, and fails where there is something', async () => {
    const { command, environment } = await discoverVerilator();
    const pinned = { ...environment, PATH: `${dirname(command)}:${process.env.PATH}` };
    expect(await run('lint', good, pinned)).toMatchObject({ exitCode: 0 });
    const top = join(bad, 'baton_channel.v');
    writeFileSync(top, readFileSync(top, 'utf8').replace('endmodule', '  wire unread;\nendmodule'));
    const { exitCode, all } = await run('lint', bad, pinned);
    expect(exitCode).not.toBe(0);
    expect(all).toContain('unread');
  });

  describeWithTool('iverilog', 'with Icarus Verilog', () => {
    test('sees a call and its return in its sim target, and fails where they are wrong', async () => {
      const { exitCode, all } = await run('sim', good);
      expect(all).toContain('PASS: a call of 9 bytes and its return');
      expect(exitCode).toBe(0);
      const failed = await run('sim', bad);
      expect(failed.all).toContain('FAIL: first, beat 0');
      expect(failed.exitCode).not.toBe(0);
    });
  });

  test.each(['native', 'axi4-lite', 'wishbone-classic', 'wishbone-pipelined', 'apb'] as const)(
    'hands a testbench (%s) that Verilator reads without a warning to its sim_verilator target',
    async (bus) => {
      const folder = join(temporary.path, bus);
      const { manifest } = generateInto(folder, parseConfiguration({ ...presets['tiny-channel'], bus }));
      const testbench = `${manifest.top}_testbench`;
      // Compiling it takes longer than everything else here, and Icarus runs the same text.
      const { command, environment } = await discoverVerilator();
      const options = ['--lint-only', '--timing', '--top-module', testbench, '-f', 'files.f'];
      const { all } = await execa(command, [...options, `${testbench}.v`], {
        cwd: folder,
        env: environment,
        all: true,
        reject: false,
      });
      expect(all.replace(/^- .*$/gm, '').trim()).toBe('');
    },
  );

  describe('the core', () => {
    test('names every file of the design but itself, once', () => {
      const text = readFileSync(join(good, 'baton_channel.core'), 'utf8');
      const named = [...text.matchAll(/^ {6}- ([^:\n]+)/gm)].map(([, name]) => name!);
      const { modules, files } = JSON.parse(readFileSync(join(good, 'manifest.json'), 'utf8')) as {
        modules: { file: string }[];
        files: { name: string }[];
      };
      const all = [...modules.map(({ file }) => file), ...files.map(({ name }) => name), 'manifest.json'];
      expect(named.sort()).toEqual(all.filter((name) => name !== 'baton_channel.core').sort());
    });
  });
});
