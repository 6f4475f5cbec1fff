// SPDX-License-Identifier: Apache-2.0
import { describe } from 'vitest';
import { example, mistakesAreFound, pass, portsOfFourBits } from '../design-error.test-support.ts';
import { Signal } from '../signal.ts';

const io = portsOfFourBits();

const here = 'hdl-gen/language/checks/ownership.test.ts';

describe('ownership', () => {
  const foreign = new Signal('foreign', 'wire', 4, '');
  mistakesAreFound([
    [
      'foreign is read in module example, which does not declare it: bring it in through a port',
      here,
      () => example(io, (m, { a, y }) => m.assign(y, a.and(foreign))),
    ],
    [
      'foreign is driven in module example, which does not declare it: bring it in through a port',
      here,
      () => example(io, (m, { a }) => m.assign(foreign, a)),
    ],
    [
      'foreign is probed in module example, which does not declare it: bring it in through a port',
      here,
      () =>
        example(io, (m, signals) => {
          pass(m, signals);
          m.probe('foreign', foreign, 'elsewhere');
        }),
    ],
  ]);
});
