// SPDX-License-Identifier: Apache-2.0
import { describe } from 'vitest';
import { example, mistakesAreFound, portsOfFourBits } from '../design-error.test-support.ts';
import { literal } from '../expression.ts';
import type { ModuleBuilder } from '../module-builder.ts';
import type { AnyModule } from '../module-definition.ts';
import { select, set } from '../statement.ts';

const io = portsOfFourBits();

const here = 'hdl-gen/language/checks/select-labels.test.ts';

describe('labels of a select', () => {
  const labelled = (
    first: (m: ModuleBuilder) => ReturnType<typeof literal>,
    second: (m: ModuleBuilder) => ReturnType<typeof literal>,
  ): AnyModule =>
    example(io, (m, { a, y }) => {
      const v = m.variable('v', 4);
      m.combinational(
        'choice',
        [set(v, a)],
        [
          select(
            a,
            [
              { label: first(m), body: [set(v, 1)] },
              { label: second(m), body: [set(v, 2)] },
            ],
            [],
          ),
        ],
      );
      m.assign(y, v);
    });
  mistakesAreFound([
    [
      'select in module example has labels 3 and 3, both 3: merge the two arms or change a value',
      undefined,
      () =>
        labelled(
          () => literal(3, 4),
          () => literal(3, 4),
        ),
    ],
    [
      'select in module example has labels ONE and TWO, both 7: merge the two arms or change a value',
      here,
      () =>
        labelled(
          (m) => m.constant('ONE', 4, 7),
          (m) => m.constant('TWO', 4, 7),
        ),
    ],
  ]);
});
