// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { ModelBuildError } from './errors.ts';
import { parseGeneratedPorts } from './generated-ports.ts';

describe('parseGeneratedPorts', () => {
  it('reads every kind of declaration', () => {
    const header = [
      '    VL_IN8(&clk,0,0);',
      '    VL_OUT16(&sum,8,0);',
      '    VL_IN(&odd,32,1);',
      '    VL_INOUT64(&pad,0,63);',
      '    VL_OUTW(&wide,127,0,4);',
      '    VL_IN8(&__SYM__short,0,0);',
      '    VL_IN8(&a___05Fb,3,0);',
      '    void eval() { eval_step(); }',
    ].join('\n');
    expect(parseGeneratedPorts(header).map(({ name, direction, width }) => [name, direction, width])).toEqual(
      [
        ['clk', 'input', 1],
        ['sum', 'output', 9],
        ['odd', 'input', 32],
        ['pad', 'inout', 64],
        ['wide', 'output', 128],
        ['short', 'input', 1],
        ['a__b', 'input', 4],
      ],
    );
  });

  it('refuses arrays of vectors', () => {
    expect(() => parseGeneratedPorts('    VL_IN8((&lanes)[4],7,0);')).toThrow(ModelBuildError);
    for (const declared of ['VL_IN8((&lanes)[4],7,0);', 'VL_INW(&lanes[4],127,0,4);']) {
      expect(() => parseGeneratedPorts(`    ${declared}`)).toThrow(
        "Port 'lanes' is an array of 4 elements; only",
      );
    }
  });
});
