// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { type ConfigurationInput, parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { generateInto, temporaryFolder } from '../support/generated-folder.ts';
import { describeWithTool } from '../support/optional-tool.ts';

const temporary = temporaryFolder();
afterAll(temporary.remove);

/** Every kind of port, path and start that a testbench has to cope with. */
const configurations: readonly ConfigurationInput[] = [
  { parties: 'three', buffers: 2, bufferBytes: 64, dataWidth: 512, threads: 1, reset: 'asynchronous-low' },
  { parties: 'three', path: 'direct', buffers: 2, bufferBytes: 128, levels: 'stream', bypassBytes: 32 },
  { bus: 'axi4-lite', parties: 'two', buffers: 4, bufferBytes: 64, dataWidth: 32, threads: 4 },
  { bus: 'wishbone-classic', parties: 'three', buffers: 2, bufferBytes: 64, reset: 'asynchronous-low' },
  {
    bus: 'wishbone-pipelined',
    parties: 'three',
    server: 'remote',
    bufferBytes: 80,
    threads: 3,
    initialize: 'on-first-use',
  },
  { bus: 'apb', parties: 'two', buffers: 2, bufferBytes: 64, levels: 'stream', threads: 1 },
  { parties: 'three', buffers: 3, bufferBytes: 64, allocator: 'scan', memory: 'on-demand', reclaim: true },
];

describeWithTool('iverilog', 'the testbench beside a design', (iverilog) => {
  test.each(configurations)('sees a call and its return in %j', async (input) => {
    const folder = join(temporary.path, String(configurations.indexOf(input)));
    const { manifest } = generateInto(folder, parseConfiguration(input));
    const bench = `${manifest.top}_testbench`;
    const options = { cwd: folder, timeout: 60_000 };
    const compiled = await execa(
      iverilog,
      ['-g2005', '-Wall', '-s', bench, '-o', 'bench', '-c', 'files.f', `${bench}.v`],
      options,
    );
    expect(compiled.stderr).toBe('');
    const { stdout } = await execa(join(iverilog, '../vvp'), ['-n', 'bench'], options);
    expect(stdout).toMatch(/^PASS: a call of \d+ bytes and its return, \d+ cycles$/);
  });
});
