// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { example, mistakeIn } from './design-error.test-support.ts';
import { elaborate, elaborateDesign } from './elaborate.ts';
import { type AnyModule, input, output } from './module-definition.ts';

const inverter = example({ a: input(1, ''), y: output(1, '') }, (m, io) => m.assign(io.y, io.a.not()), {
  name: 'inverter',
});
const pair = example(
  { a: input(1, ''), y: output(1, '') },
  (m, io) => {
    const { y } = m.instance('u_first', inverter, { a: io.a });
    m.instance('u_second', inverter, { a: y, y: io.y });
  },
  { name: 'pair' },
);

test('a module becomes ports and items', () => {
  const tree = elaborate(inverter);
  expect(tree.ports.map(({ signal }) => [signal.name, signal.role, signal.width])).toEqual([
    ['a', 'input', 1],
    ['y', 'output', 1],
  ]);
  expect(tree.items).toMatchObject([{ kind: 'assign', target: { name: 'y' } }]);
});

test('a design has each module once, what is inside before what is around', () => {
  expect(elaborateDesign(pair).map(({ definition }) => definition.name)).toEqual(['inverter', 'pair']);
});

test('elaborating twice gives the same', () => {
  expect(elaborateDesign(pair)).toEqual(elaborateDesign(pair));
});

describe('a mistake is found:', () => {
  test('two definitions of one name', () => {
    const top = example(
      { a: input(1, ''), y: output(1, '') },
      (m, io) => {
        const { y } = m.instance('u_first', inverter, { a: io.a });
        m.instance('u_second', { ...inverter }, { a: y, y: io.y });
      },
      { name: 'top' },
    );
    expect(mistakeIn(() => elaborateDesign(top))).toEqual({
      message: 'two modules are called inverter: define it once and share the definition, or rename one',
      file: undefined,
    });
  });

  test('a module inside itself', () => {
    const ports = { a: input(1, ''), y: output(1, '') };
    const outer: AnyModule = example(
      ports,
      (m, io) => {
        m.instance('u_inner', inner, { a: io.a, y: io.y });
      },
      { name: 'outer' },
    );
    const inner = example(
      ports,
      (m, io) => {
        m.instance('u_outer', outer as typeof inverter, { a: io.a, y: io.y });
      },
      { name: 'inner' },
    );
    expect(mistakeIn(() => elaborateDesign(outer))).toEqual({
      message: 'module outer contains itself: outer > inner > outer: break the circle',
      file: undefined,
    });
  });
});
