// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  literal,
  type Register,
  type Signal,
  type Statement,
  select,
  set,
  type Variable,
  when,
} from '../../hdl-gen/language/index.ts';
import { expressions } from './random-expressions.ts';

type Target = Register | Variable;

/** Statements that set some targets from some signals, at most so many branches deep. */
export function statements(
  targets: readonly Target[],
  signals: readonly Signal[],
  depth: number,
): fc.Arbitrary<Statement[]> {
  return fc
    .array(statement(targets, signals, depth), { minLength: 1, maxLength: 3 })
    .map((list) => list.flat());
}

/** Statements that set every target at most once on each path, as a clocked block demands. */
export function statementsOncePerPath(
  targets: readonly Target[],
  signals: readonly Signal[],
  depth: number,
): fc.Arbitrary<Statement[]> {
  return fc.tuple(...targets.map((target) => onePath(target, signals, depth))).map((list) => list.flat());
}

function onePath(target: Target, signals: readonly Signal[], depth: number): fc.Arbitrary<Statement[]> {
  const inside = depth === 0 ? assignment([target], signals) : onePath(target, signals, depth - 1);
  return depth === 0 ? inside : fc.oneof(assignment([target], signals), branch(signals, inside));
}

function statement(
  targets: readonly Target[],
  signals: readonly Signal[],
  depth: number,
): fc.Arbitrary<Statement[]> {
  const plain = assignment(targets, signals);
  return depth === 0 ? plain : fc.oneof(plain, branch(signals, statements(targets, signals, depth - 1)));
}

function assignment(targets: readonly Target[], signals: readonly Signal[]): fc.Arbitrary<Statement[]> {
  return fc.constantFrom(...targets).chain((target) => {
    const width = target.width as number;
    const parts = [
      expressions(width, signals, 2).map((value) => [set(target, value)]),
      fc
        .tuple(fc.integer({ min: 0, max: width - 1 }), fc.integer({ min: 0, max: width - 1 }))
        .map(([one, other]) => [Math.max(one, other), Math.min(one, other)] as const)
        .chain(([high, low]) =>
          expressions(high - low + 1, signals, 1).map((value) => [set(target.slice(high, low), value)]),
        ),
    ];
    const positions = Math.log2(width);
    if (positions > 0 && Number.isInteger(positions)) {
      parts.push(
        fc
          .tuple(expressions(positions, signals, 1), expressions(1, signals, 1))
          .map(([index, value]) => [
            set(
              index.node.kind === 'literal' ? target.bit(Number(index.node.value)) : target.at(index),
              value,
            ),
          ]),
      );
    }
    return fc.oneof(...parts);
  });
}

function branch(signals: readonly Signal[], inside: fc.Arbitrary<Statement[]>): fc.Arbitrary<Statement[]> {
  const condition = expressions(1, signals, 2);
  const chain = fc
    .tuple(condition, inside, condition, inside, inside)
    .chain(([first, one, second, two, three]) =>
      fc.constantFrom<Statement[]>(
        [when(first, one)],
        [when(first, one).elseWhen(second, two)],
        [when(first, one).else(two)],
        [when(first, one).elseWhen(second, two).else(three)],
      ),
    );
  const cases = fc
    .tuple(
      expressions(3, signals, 1),
      fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 4 }),
      inside,
      inside,
    )
    .map(([subject, labels, one, two]) => [
      select(
        subject,
        labels.map((label, index) => ({ label: literal(label, 3), body: index % 2 === 0 ? one : two })),
        two,
      ),
    ]);
  return fc.oneof(chain, cases);
}
