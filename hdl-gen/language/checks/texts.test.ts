// SPDX-License-Identifier: Apache-2.0
import { describe } from 'vitest';
import { example, mistakesAreFound, pass, portsOfFourBits } from '../design-error.test-support.ts';

const io = portsOfFourBits();

describe('texts', () => {
  const hidden = 'begins like an instruction to a tool: ';
  mistakesAreFound([
    [
      `summary of module verilator_top ${hidden}"verilator_top: x": begin with another word`,
      undefined,
      () => example(io, pass, { name: 'verilator_top', summary: 'x' }),
    ],
    [
      'summary of module example has a character that is not printable ASCII: "example: x\\ny": write it as one line of ASCII; long lines are wrapped',
      undefined,
      () => example(io, pass, { summary: 'x\ny' }),
    ],
    [
      `claims of module example ${hidden}"synopsys": begin with another word`,
      undefined,
      () => example(io, pass, { claims: 'synopsys' }),
    ],
    [
      `timing of module example ${hidden}"pragma x": begin with another word`,
      undefined,
      () => example(io, pass, { timing: ['fine', 'pragma x'] }),
    ],
    [
      `notes of module example ${hidden}"Verilator x": begin with another word`,
      undefined,
      () => example(io, pass, { notes: ['Verilator x'] }),
    ],
  ]);
});
