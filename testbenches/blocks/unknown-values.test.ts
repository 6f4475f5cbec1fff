// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import type { Manifest } from '../../hdl-gen/collateral/index.ts';
import { type ConfigurationInput, parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { generateInto, temporaryFolder } from '../support/generated-folder.ts';
import { describeWithTool } from '../support/optional-tool.ts';

const temporary = temporaryFolder();
afterAll(temporary.remove);

/**
 * A Verilog testbench that leaves every register and memory unknown, resets once, uses both levels of both parties, and
 * complains about every output bit that is not 0 or 1 from the first edge under reset on.
 */
function unknownValuesBench({ top, ports }: Manifest): string {
  const range = (width: number) => (width === 1 ? '' : `[${width - 1}:0] `);
  const inputs = ports.filter(
    ({ direction, name }) => direction === 'input' && name !== 'clk' && name !== 'rst',
  );
  const outputs = ports.filter(({ direction }) => direction === 'output');
  const pushed = inputs.filter(({ name }) => /_(in_valid|in_last|out_ready)$/.test(name));
  const asked = inputs.filter(({ name }) => /(?:_command|_window|^register)_valid$/.test(name));
  const stepped = inputs.filter(({ name }) =>
    /_(command_operation|command_entry|window_entry|in_strobe)$/.test(name),
  );
  return [
    'module bench;',
    '  reg clk = 0;',
    '  reg rst = 1;',
    ...inputs.map(({ name, width }) => `  reg ${range(width)}${name} = 0;`),
    ...outputs.map(({ name, width }) => `  wire ${range(width)}${name};`),
    `  ${top} dut (${ports.map(({ name }) => `.${name}(${name})`).join(', ')});`,
    '  integer cycle;',
    '  initial begin',
    '    for (cycle = 0; cycle < 400; cycle = cycle + 1) begin',
    '      #1 clk = 1; #1 clk = 0;',
    '      rst = cycle < 1;',
    ...pushed.map(({ name }) => `      ${name} = cycle > 20;`),
    ...asked.map(({ name }) => `      ${name} = cycle > 100 && cycle % 3 != 0;`),
    ...stepped.map(({ name }) => `      ${name} = cycle / 3;`),
    '      register_address = 16 * cycle;',
    '      #1;',
    ...outputs.map(
      ({ name }) => `      if (^${name} === 1'bx) $display("${name} is %b in cycle %0d", ${name}, cycle);`,
    ),
    '    end',
    '    $display("checked %0d cycles, messages:", cycle, messages);',
    '  end',
    '  integer messages = 0;',
    `  always @(posedge clk) if (!rst) messages = messages${outputs
      .filter(({ name }) => name.endsWith('_out_valid'))
      .map(({ name }) => ` + ${name}`)
      .join('')};`,
    'endmodule',
    '',
  ].join('\n');
}

const shape = { buffers: 3, bufferBytes: 64, threads: 3, dataWidth: 32 } as const;
const designs: readonly [string, ConfigurationInput][] = [
  ['a channel', { parties: 'two', ...shape }],
  ['a channel that searches', { parties: 'two', allocator: 'scan', ...shape }],
  ['a gateway', { parties: 'three', ...shape }],
];

describeWithTool('iverilog', 'T17: with every register and memory unknown at power-up', (iverilog) => {
  test.each(designs)(
    'no output of %s is ever unknown after one cycle of reset',
    async (name, configuration) => {
      const folder = join(temporary.path, name.replaceAll(' ', '-'));
      const { manifest } = generateInto(folder, parseConfiguration(configuration));
      writeFileSync(join(folder, 'bench.v'), unknownValuesBench(manifest));
      const sources = manifest.modules.map(({ file }) => file);
      await execa(iverilog, ['-g2005', '-o', 'bench.vvp', '-s', 'bench', ...sources, 'bench.v'], {
        cwd: folder,
        timeout: 60_000,
      });
      const vvp = join(dirname(iverilog), 'vvp');
      const { stdout } = await execa(vvp, ['-n', 'bench.vvp'], { cwd: folder, timeout: 60_000 });
      const [last, ...complaints] = stdout.trim().split('\n').reverse();
      expect(complaints).toEqual([]);
      const messages = Number(/^checked 400 cycles, messages: +(\d+)$/.exec(last!)?.[1]);
      expect(messages).toBeGreaterThan(20);
    },
  );
});
