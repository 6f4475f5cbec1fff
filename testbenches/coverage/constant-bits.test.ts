// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWithTool } from '../support/optional-tool.ts';
import { findConstantBits } from './constant-bits.ts';

const design = `
module part(input wire clk, input wire [3:0] value, output wire [3:0] kept);
  reg [3:0] kept_q;
  always @(posedge clk) kept_q <= value;
  assign kept = kept_q;
endmodule
module top(input wire clk, input wire [1:0] number, output wire [3:0] address, output wire [3:0] other);
  part u_first(.clk(clk), .value({number, 2'b00}), .kept(address));
  part u_second(.clk(clk), .value({number, 1'b1, number[0]}), .kept(other));
endmodule
`;

describeWithTool('yosys', 'constant bits', (yosys) => {
  it('are found behind registers, and only where all instances have them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'baton-constant-test-'));
    try {
      const file = join(folder, 'top.v');
      await writeFile(file, design);
      const isConstant = await findConstantBits(yosys, [file], 'top');
      const bits = (instance: string, signal: string) =>
        [0, 1, 2, 3].filter((bit) => isConstant(instance, signal, bit));
      expect(bits('top', 'address')).toEqual([0, 1]);
      expect(bits('top.u_first', 'kept')).toEqual([0, 1]);
      expect(bits('top.u_second', 'kept_q')).toEqual([1]);
      expect(bits('top.u_*', 'value')).toEqual([1]);
      expect(bits('top', 'number')).toEqual([]);
      expect(bits('top', 'unheard_of')).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
