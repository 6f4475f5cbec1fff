// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, concat, defineModule, input, literal, output, set } from '../../language/index.ts';

export const declarations = defineModule({
  name: 'golden_declarations',
  summary: 'registers, wires, variables and constants in runs.',
  timing: ['The sum appears two cycles after its operands.'],
  ports: {
    ...clockAndReset(),
    a: input(8, ''),
    b: input(8, ''),
    unused_spare: input(3, ''),
    sum: output(9, ''),
    overflow: output(1, ''),
  },
  build(m, io) {
    const limit = m.constant('LIMIT', 9, 300, 'the largest sum that is not an overflow');
    const mask = m.constant('ALL_LANES', 2, 3);
    const a = m.register('a_q', 8, { reset: 0, doc: 'first operand' });
    const valid = m.register('operands_valid_q', 2, { reset: mask });
    const b = m.register('b_q', 8, { reset: literal(255, 8, 'hexadecimal'), doc: 'second operand' });
    m.clocked('operands', [set(a, io.a), set(b, io.b), set(valid, mask)]);
    const wideA = m.wire('wide_a', a.extend(9));
    const wideB = m.wire('wide_b', concat(literal(0, 1), b), 'with room for the carry');
    const ready = m.wire('ready', valid.all());
    const sum = m.declare('sum_d', 9, 'modulo 512');
    const tooLarge = m.declare('too_large', 1);
    m.assign(sum, wideA.plus(wideB));
    m.assign(tooLarge, sum.gt(limit).and(ready));
    const kept = m.register('sum_q', 9, { reset: 'none' });
    m.clocked('result', [set(kept, sum)]);
    m.assign(io.sum, kept);
    m.assign(io.overflow, tooLarge);
  },
});
