// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { choose, concat, type Expression, literal } from '../../hdl-gen/language/index.ts';
import { Signal } from '../../hdl-gen/language/signal.ts';
import { operandsOf, partsOf } from '../../hdl-gen/language/traversal.ts';

/** Any expression of a width in bits over some signals, at most so many operators deep. */
export function expressions(
  width: number,
  signals: readonly Signal[],
  depth: number,
): fc.Arbitrary<Expression> {
  const leaves: fc.Arbitrary<Expression>[] = [
    fc
      .bigInt(0n, (1n << BigInt(width)) - 1n)
      .chain((value) =>
        fc.constantFrom('decimal', 'hexadecimal').map((base) => literal(value, width, base as 'decimal')),
      ),
    ...signals.flatMap((signal) => leavesOf(signal, width)),
  ];
  // Signals are more telling than constants.
  const leaf = fc.oneof(...leaves.map((arbitrary, index) => ({ arbitrary, weight: index === 0 ? 1 : 3 })));
  if (depth === 0) {
    return leaf;
  }
  const same = expressions(width, signals, depth - 1);
  const bit = expressions(1, signals, depth - 1);
  const choices: fc.Arbitrary<Expression>[] = [
    leaf,
    same.map((operand) => operand.not()),
    fc
      .tuple(fc.constantFrom('plus', 'minus', 'times'), same, same)
      .map(([word, left, right]) => left[word as 'plus'](right)),
    fc
      .tuple(fc.constantFrom('and', 'or'), same, same, same)
      .map(([word, first, second, third]) => first[word as 'and'](second, third)),
    fc.tuple(same, same).map(([left, right]) => left.xor(right)),
    fc.tuple(bit, same, same).map(([condition, one, other]) => choose(condition, one, other)),
  ];
  if (width > 1) {
    choices.push(
      fc
        .integer({ min: 1, max: width - 1 })
        .chain((low) =>
          fc.tuple(expressions(width - low, signals, depth - 1), expressions(low, signals, depth - 1)),
        )
        .map(([high, low]) => concat(high, low)),
      fc
        .integer({ min: 1, max: width - 1 })
        .chain((narrow) => expressions(narrow, signals, depth - 1))
        .map((operand) => operand.extend(width)),
    );
  }
  const counts = [2, 3, 4].filter((count) => width % count === 0);
  for (const count of counts) {
    choices.push(expressions(width / count, signals, depth - 1).map((operand) => operand.replicate(count)));
  }
  if (width === 1) {
    const operands = fc
      .constantFrom(...new Set(signals.map((signal) => signal.width as number)))
      .chain((wide) =>
        fc.tuple(expressions(wide, signals, depth - 1), expressions(wide, signals, depth - 1)),
      );
    choices.push(
      fc
        .tuple(fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'), operands)
        .map(([word, [left, right]]) =>
          word === 'eq' || word === 'ne' ? left[word](right) : ordered(word as 'lt', left, right),
        ),
      fc.tuple(fc.constantFrom('any', 'all'), operands).map(([word, [operand]]) => operand[word as 'any']()),
      ...signals.flatMap((signal) => computedBit(signal, signals, depth)),
    );
  }
  return fc.oneof(...choices);
}

/** A signal of exactly this width, or slices of a wider one. */
function leavesOf(signal: Signal, width: number): fc.Arbitrary<Expression>[] {
  const room = (signal.width as number) - width;
  if (room < 0) {
    return [];
  }
  return [
    room === 0
      ? fc.constant(signal)
      : fc.integer({ min: 0, max: room }).map((low) => signal.slice(low + width - 1, low)),
  ];
}

/** A bit at a computed position; only where every position that the index can name exists. */
function computedBit(signal: Signal, signals: readonly Signal[], depth: number): fc.Arbitrary<Expression>[] {
  const positions = Math.log2(signal.width as number);
  return positions > 0 && Number.isInteger(positions)
    ? [
        expressions(positions, signals, depth - 1).map((index) =>
          index.node.kind === 'literal' ? signal.bit(Number(index.node.value)) : signal.at(index),
        ),
      ]
    : [];
}

/**
 * Orders two expressions of signals that change from outside, each mentioned once; all else is compared for equality.
 * A tool that works out constants sees through others, such as `a - a < b`, and complains that the outcome is fixed.
 */
function ordered(word: 'lt' | 'le' | 'gt' | 'ge', left: Expression, right: Expression): Expression {
  const leaves = [...partsOf(left), ...partsOf(right)].filter((part) => operandsOf(part).length === 0);
  const changing = leaves.every(
    (leaf) => leaf instanceof Signal && (leaf.role === 'input' || leaf.role === 'register'),
  );
  return changing && new Set(leaves).size === leaves.length ? left[word](right) : left.eq(right);
}
