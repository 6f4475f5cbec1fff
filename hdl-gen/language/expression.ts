// SPDX-License-Identifier: Apache-2.0

import { describe } from './describe.ts';
import { DesignError } from './design-error.ts';
import { mustAddress, mustBeOneBit, mustDepend } from './expression-checks.ts';
import type { ArithmeticOperator, BitOperator, Comparison, ExpressionNode } from './expression-node.ts';
import { mustBeSize, type Size, sameSize, sizeText, smallestValue, times } from './size.ts';

/** An operand: an expression, or a non-negative integer that takes the width of its partner. */
export type Operand = Expression | number | bigint;

/** An unsigned value of a fixed width. Operators are words; every one checks its widths at once. */
export class Expression {
  readonly node: ExpressionNode;
  /** Width in bits. */
  readonly width: Size;

  constructor(node: ExpressionNode, width: Size) {
    mustBeSize(width, node.kind === 'name' ? `width of ${node.name}` : `width of a ${node.kind} expression`);
    this.node = Object.freeze(node);
    this.width = width;
  }

  /** Inverts every bit. */
  not(): Expression {
    const known = knownBit(this);
    if (known !== undefined) return literal(known ? 0 : 1, 1);
    return new Expression({ kind: 'not', operand: this }, this.width);
  }

  /** Bit by bit; of one bit it is the logical operator. */
  and(...others: Operand[]): Expression {
    return this.#bitwise('&', 'and', others);
  }

  /** Bit by bit; of one bit it is the logical operator. */
  or(...others: Operand[]): Expression {
    return this.#bitwise('|', 'or', others);
  }

  /** Bit by bit. */
  xor(other: Operand): Expression {
    return this.#bitwise('^', 'xor', [other]);
  }

  /** Sum modulo 2 to the width; extend first to keep the carry. */
  plus(other: Operand): Expression {
    return this.#arithmetic('+', 'plus', other);
  }

  /** Difference modulo 2 to the width. */
  minus(other: Operand): Expression {
    return this.#arithmetic('-', 'minus', other);
  }

  /** Product modulo 2 to the width; meant for constants, such as an index times the size of an entry. */
  times(other: Operand): Expression {
    return this.#arithmetic('*', 'times', other);
  }

  /** Comparisons are unsigned and give one bit. */
  eq(other: Operand): Expression {
    return this.#compare('==', 'eq', other);
  }

  ne(other: Operand): Expression {
    return this.#compare('!=', 'ne', other);
  }

  lt(other: Operand): Expression {
    return this.#compare('<', 'lt', other);
  }

  le(other: Operand): Expression {
    return this.#compare('<=', 'le', other);
  }

  gt(other: Operand): Expression {
    return this.#compare('>', 'gt', other);
  }

  ge(other: Operand): Expression {
    return this.#compare('>=', 'ge', other);
  }

  /** 1 when any bit is 1. */
  any(): Expression {
    return new Expression({ kind: 'reduce', operator: '|', operand: this }, 1);
  }

  /** 1 when all bits are 1. */
  all(): Expression {
    return new Expression({ kind: 'reduce', operator: '&', operand: this }, 1);
  }

  /** Bits `high` down to `low`, both included. Only a named signal can be sliced, as in Verilog. */
  slice(high: number, low: number): Expression {
    if (this.width === 1 && high === 0 && low === 0) {
      return this;
    }
    this.#mustBeNamed('slice');
    const highest = smallestValue(this.width) - 1;
    if (!Number.isInteger(low) || !Number.isInteger(high) || low < 0 || high < low || high > highest) {
      throw new DesignError(
        `slice [${high}:${low}] of ${describe(this)}`,
        `bits ${highest} down to 0 ${typeof this.width === 'number' ? 'exist' : 'exist for sure'}`,
      );
    }
    return new Expression({ kind: 'slice', operand: this, high, low }, high - low + 1);
  }

  /** The single bit at a constant position. */
  bit(position: number): Expression {
    return this.slice(position, position);
  }

  /**
   * The single bit at a computed position. The index has exactly the bits that the highest position needs, and its
   * value must stay below the width.
   */
  at(index: Expression): Expression {
    if (this.width === 1) {
      return this;
    }
    this.#mustBeNamed('index');
    if (index.node.kind === 'literal') {
      throw new DesignError(
        `index ${index.node.value} into ${describe(this)}`,
        'use bit() for a constant position',
      );
    }
    mustAddress(index, this.width, `index into ${describe(this)}`);
    return new Expression({ kind: 'index', operand: this, index }, 1);
  }

  /** Zero-extends to `width` bits; the same width returns the expression itself. */
  extend(width: number): Expression {
    if (this.width === width) {
      return this;
    }
    if (typeof this.width !== 'number') {
      throw new DesignError(
        `extend ${describe(this)} to ${width} bits`,
        'a width given by a parameter has no known distance to it',
      );
    }
    if (width < this.width) {
      throw new DesignError(
        `extend ${describe(this)} to ${width} bits`,
        'the new width must not be smaller; use slice',
      );
    }
    return concat(literal(0, width - this.width), this);
  }

  /** Repeats the value `count` times. */
  replicate(count: Size): Expression {
    mustBeSize(count, `count of replicate of ${describe(this)}`);
    return new Expression({ kind: 'replicate', count, operand: this }, times(count, this.width));
  }

  #bitwise(operator: BitOperator, word: string, others: Operand[]): Expression {
    const operands = [this as Expression, ...others.map((other) => this.#partner(word, other))];
    const flat = operands.flatMap((operand) =>
      operand.node.kind === 'bitwise' && operand.node.operator === operator
        ? operand.node.operands
        : [operand],
    );
    if (this.width !== 1 || operator === '^') {
      return new Expression({ kind: 'bitwise', operator, operands: flat }, this.width);
    }
    // Conditions that the configuration decides leave no trace: in Verilog they look like checks that were switched off.
    const decides = operator === '|';
    if (flat.some((operand) => knownBit(operand) === decides)) return literal(decides ? 1 : 0, 1);
    const open = flat.filter((operand) => knownBit(operand) === undefined);
    if (open.length === 0) return literal(decides ? 0 : 1, 1);
    return open.length === 1 ? open[0]! : new Expression({ kind: 'bitwise', operator, operands: open }, 1);
  }

  #arithmetic(operator: ArithmeticOperator, word: string, other: Operand): Expression {
    return new Expression(
      { kind: 'arithmetic', operator, left: this, right: this.#partner(word, other) },
      this.width,
    );
  }

  #compare(operator: Comparison, word: string, other: Operand): Expression {
    const right = this.#partner(word, other);
    mustDepend(operator, this, right);
    return new Expression({ kind: 'compare', operator, left: this, right }, 1);
  }

  #partner(word: string, other: Operand): Expression {
    if (!(other instanceof Expression)) {
      return literal(other, this.width);
    }
    if (!sameSize(this.width, other.width)) {
      throw new DesignError(
        `${word} of ${describe(this)} and ${describe(other)}`,
        'both sides must have the same width; use extend or slice',
      );
    }
    return other;
  }

  #mustBeNamed(what: string): void {
    if (this.node.kind !== 'name') {
      throw new DesignError(`${what} of an unnamed expression`, 'give it a name with wire() first');
    }
  }
}

/** An unsigned constant of `width` bits; masks read best in hexadecimal. A symbolic width takes only the values 0 and 1. */
export function literal(
  value: number | bigint,
  width: Size,
  base: 'decimal' | 'hexadecimal' = 'decimal',
): Expression {
  mustBeSize(width, 'width of a literal');
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new DesignError(`literal ${value}`, 'it must be an integer; above 2 ** 53 write a bigint');
  }
  const exact = BigInt(value);
  const fits = typeof width === 'number' ? exact < 1n << BigInt(width) : exact < 2n;
  if (exact < 0n || !fits) {
    throw new DesignError(
      `literal ${exact} of ${sizeText(width)} bits`,
      typeof width === 'number'
        ? `0 to ${(1n << BigInt(width)) - 1n} fit`
        : 'with a parameter as width only 0 and 1 fit for sure',
    );
  }
  return new Expression({ kind: 'literal', value: exact, base }, width);
}

/** The value of a constant of one bit; undefined for anything else. */
function knownBit({ node, width }: Expression): boolean | undefined {
  return node.kind === 'literal' && width === 1 ? node.value === 1n : undefined;
}

/** `condition ? whenTrue : whenFalse`, or one of them where the condition is a constant; the condition has one bit, both values the same width. */
export function choose(condition: Expression, whenTrue: Expression, whenFalse: Operand): Expression {
  mustBeOneBit(condition, 'condition of choose');
  const other = whenFalse instanceof Expression ? whenFalse : literal(whenFalse, whenTrue.width);
  if (!sameSize(whenTrue.width, other.width)) {
    throw new DesignError(
      `choose between ${describe(whenTrue)} and ${describe(other)}`,
      'both must have the same width',
    );
  }
  const known = knownBit(condition);
  if (known !== undefined) return known ? whenTrue : other;
  return new Expression({ kind: 'choose', condition, whenTrue, whenFalse: other }, whenTrue.width);
}

/** Joins values, the first one in the most significant bits. Widths must be numbers. */
export function concat(...parts: Expression[]): Expression {
  if (parts.length === 0) {
    throw new DesignError('concat of nothing', 'it needs at least one part');
  }
  const width = parts.reduce((sum, part) => {
    if (typeof part.width !== 'number') {
      throw new DesignError(`concat with ${describe(part)}`, 'a width given by a parameter cannot be summed');
    }
    return sum + part.width;
  }, 0);
  return new Expression({ kind: 'concat', parts }, width);
}
