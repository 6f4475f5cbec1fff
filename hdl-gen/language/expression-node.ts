// SPDX-License-Identifier: Apache-2.0
import type { Expression } from './expression.ts';
import type { Size } from './size.ts';

export type ArithmeticOperator = '+' | '-' | '*';
export type BitOperator = '&' | '|' | '^';
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type Reduction = '|' | '&' | '^';

/** What an expression is made of. The tree is printed one to one, never folded or simplified. */
export type ExpressionNode =
  | { readonly kind: 'literal'; readonly value: bigint; readonly base: 'decimal' | 'hexadecimal' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'bitwise'; readonly operator: BitOperator; readonly operands: readonly Expression[] }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'reduce'; readonly operator: Reduction; readonly operand: Expression }
  | {
      readonly kind: 'choose';
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    }
  | { readonly kind: 'concat'; readonly parts: readonly Expression[] }
  | { readonly kind: 'replicate'; readonly count: Size; readonly operand: Expression }
  | { readonly kind: 'slice'; readonly operand: Expression; readonly high: number; readonly low: number }
  | { readonly kind: 'index'; readonly operand: Expression; readonly index: Expression };
