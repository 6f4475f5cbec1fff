// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { GeneratedDesign } from '../../hdl-gen/collateral/index.ts';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { generateInto, temporaryFolder } from '../../testbenches/support/generated-folder.ts';
import { describeWithTool } from '../../testbenches/support/optional-tool.ts';
import { mapDesign } from './map-design.ts';
import { shellText } from './shell.ts';
import { targets } from './targets.ts';

const temporary = temporaryFolder();
afterAll(temporary.remove);

describe('the shell', () => {
  it('has every input and output of the design behind registers, and no clock among them', () => {
    const text = shellText(
      'design',
      [
        { name: 'clk', direction: 'input', width: 1 },
        { name: 'a', direction: 'input', width: 3 },
        { name: 'u_memory.clk', direction: 'output', width: 1 },
        { name: 'b', direction: 'output', width: 5 },
        { name: 'c', direction: 'input', width: 2 },
      ],
      'clk',
    );
    for (const line of [
      'reg [4:0] given;',
      '.\\clk (clk)',
      '.\\a (given[2:0])',
      '.\\c (given[4:3])',
      '.\\u_memory.clk ()',
      '.\\b (shown[4:0])',
      'always @(posedge clk) fold0 <= shown;',
      'always @(posedge clk) fold1 <= {^fold0[4:4], ^fold0[3:0]};',
      'assign folded = fold2[0];',
    ]) {
      expect(text).toContain(line);
    }
  });
});

/** Eight bits through a look-up table and a register each, and behind them two memories of 16 KiB. */
function sample(): GeneratedDesign {
  const { manifest, files } = generateInto(
    join(temporary.path, 'source'),
    parseConfiguration({ parties: 'two' }),
  );
  const memories = manifest.modules.filter(({ name }) => /memory_1w1r$/.test(name));
  const memory = (name: string, instance: string) =>
    `  ${name} #(.LANES(1), .LANE_WIDTH(8), .DEPTH(1024), .ADDRESS_WIDTH(10)) ${instance} (.clk(clk), ` +
    `.write_enable(q[0]), .write_lanes(1'b1), .write_address({2'd0, q}), .write_data(q), ` +
    `.read_enable(1'b1), .read_address({2'd1, q}), .read_data(${instance}_data));`;
  const top = [
    'module sample (input wire clk, input wire [7:0] a, input wire [7:0] b, output wire [7:0] y);',
    '  reg [7:0] q;',
    '  always @(posedge clk) q <= a ^ b;',
    '  wire [7:0] u_payload_data, u_control_data;',
    ...[memory('baton_block_memory_1w1r', 'u_payload'), memory('baton_memory_1w1r', 'u_control')],
    '  assign y = u_payload_data;',
    '  assign z = u_control_data;',
    'endmodule',
  ]
    .join('\n')
    .replace('output wire [7:0] y)', 'output wire [7:0] y, output wire [7:0] z)');
  const sources = [...memories, { ...memories[0]!, name: 'sample', file: 'sample.v' }];
  return {
    manifest: { ...manifest, top: 'sample', modules: sources },
    files: new Map([...files, ['sample.v', top]]),
  };
}

describeWithTool('yosys', 'a mapped design', () => {
  it.each(['nothing', 'all'] as const)('is counted without its shell, with %s cut', async (cut) => {
    const folder = join(temporary.path, cut);
    mkdirSync(folder);
    const area = await mapDesign(sample(), cut, targets.hx8k, folder);
    expect(area).toMatchObject({ lookUpTables: 8, flipFlops: 8, blockRams: { payload: 2, control: 2 } });
  });
});
