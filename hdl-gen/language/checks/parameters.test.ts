// SPDX-License-Identifier: Apache-2.0
import { describe } from 'vitest';
import { example, mistakesAreFound, pass, portsOfFourBits } from '../design-error.test-support.ts';
import { input, output, parameter } from '../module-definition.ts';
import type { Signal } from '../signal.ts';

const io = portsOfFourBits();

const here = 'hdl-gen/language/checks/parameters.test.ts';

describe('parameters', () => {
  const WIDTH = parameter('WIDTH', 4, 'bits');
  mistakesAreFound([
    [
      'parameter WIDTH of module example is never used: use it as a size, or remove it',
      here,
      () => example(io, pass, { parameters: [WIDTH] }),
    ],
    [
      'module example uses parameter WIDTH: list it among the parameters of its definition',
      here,
      () => example({ a: input(WIDTH, ''), y: output(WIDTH, '') }, pass),
    ],
    [
      'module example uses parameter WIDTH: list it among the parameters of its definition',
      here,
      () => example(io, (m, { a, y }) => m.assign(y, choose4(a, a.bit(0).replicate(WIDTH).any()))),
    ],
  ]);
});

function choose4(a: Signal<'input'>, on: ReturnType<typeof a.any>) {
  return a.and(on.replicate(4));
}
