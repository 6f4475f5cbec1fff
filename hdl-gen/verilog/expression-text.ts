// SPDX-License-Identifier: Apache-2.0
import { type Expression, type ExpressionNode, type Size, sizeText } from '../language/index.ts';
import {
  align,
  breakable,
  breakableTight,
  groupLayout,
  indent,
  join,
  type Layout,
  render,
  separated,
} from './layout.ts';

/** What an operand looks like from outside; decides whether it needs parentheses to be read without doubt. */
type Shape = 'atom' | 'inversion' | 'reduction' | 'product' | 'sum' | 'compare' | 'bitwise' | 'choose';

const factorBare: readonly Shape[] = ['atom', 'inversion'];
const termBare: readonly Shape[] = ['atom', 'inversion', 'product'];
const chosenBare: readonly Shape[] = ['atom', 'inversion', 'reduction', 'product', 'sum'];

/** The Verilog layout of an expression, one operator for each node. */
export function expressionLayout(expression: Expression): Layout {
  const { node } = expression;
  switch (node.kind) {
    case 'literal':
      return literalText(node.value, expression.width, node.base);
    case 'name':
      return node.name;
    case 'not':
      return join(expression.width === 1 ? '!' : '~', operand(node.operand, ['atom']));
    case 'arithmetic':
      return groupLayout(chainLayout(node));
    case 'bitwise': {
      const logical = expression.width === 1 && node.operator !== '^';
      const parts = node.operands.map((part) =>
        operand(part, logical ? ['atom', 'inversion', 'compare'] : ['atom', 'inversion']),
      );
      const operator = logical ? node.operator.repeat(2) : node.operator;
      return groupLayout(separated(parts, join(` ${operator}`, breakable)));
    }
    case 'compare':
      return groupLayout(
        join(
          operand(node.left, ['atom']),
          ` ${node.operator}`,
          indent(4, join(breakable, operand(node.right, ['atom']))),
        ),
      );
    case 'reduce':
      return join(node.operator, operand(node.operand, ['atom']));
    case 'choose':
      return groupLayout(
        join(
          groupLayout(
            join(
              operand(node.condition, ['atom', 'inversion']),
              ' ?',
              indent(4, join(breakable, operand(node.whenTrue, chosenBare))),
              ' :',
            ),
          ),
          breakable,
          operand(node.whenFalse, [...chosenBare, 'choose']),
        ),
      );
    case 'concat':
      return groupLayout(
        join(
          '{',
          indent(2, join(breakableTight, separated(node.parts.map(expressionLayout), join(',', breakable)))),
          breakableTight,
          '}',
        ),
      );
    case 'replicate':
      return join('{', countText(node.count), '{', align(expressionLayout(node.operand)), '}}');
    case 'slice':
      return join(
        expressionLayout(node.operand),
        node.high === node.low ? `[${node.low}]` : `[${node.high}:${node.low}]`,
      );
    case 'index':
      return join(expressionLayout(node.operand), '[', align(expressionLayout(node.index)), ']');
  }
}

/** A chain of sums and differences, or of products, broken at each of its operators or at none. */
function chainLayout(node: Extract<ExpressionNode, { kind: 'arithmetic' }>): Layout {
  const isProduct = node.operator === '*';
  const bare = isProduct ? factorBare : termBare;
  const left = node.left.node;
  const continues = left.kind === 'arithmetic' && (left.operator === '*') === isProduct;
  return join(
    continues ? chainLayout(left) : operand(node.left, bare),
    ` ${node.operator}`,
    breakable,
    !isProduct && isStep(node.right) ? "1'b1" : operand(node.right, bare),
  );
}

/** The text of an expression that is short by nature: a name, a slice, a bit or a constant. */
export function expressionText(expression: Expression): string {
  return render(expressionLayout(expression), 0);
}

/** `[7:0]`, `[WIDTH-1:0]`, or nothing for a single bit. */
export function rangeText(width: Size): string {
  return width === 1 ? '' : `[${lastText(width)}:0]`;
}

/** The highest index of so many elements: `7`, `WIDTH-1`. */
export function lastText(count: Size): string {
  return typeof count === 'number' ? String(count - 1) : `${sizeText(count).replaceAll(' ', '')}-1`;
}

function operand(expression: Expression, bare: readonly Shape[]): Layout {
  const layout = expressionLayout(expression);
  return bare.includes(shapeOf(expression)) ? layout : join('(', align(layout), ')');
}

function shapeOf({ node }: Expression): Shape {
  switch (node.kind) {
    case 'not':
      return 'inversion';
    case 'reduce':
      return 'reduction';
    case 'arithmetic':
      return node.operator === '*' ? 'product' : 'sum';
    case 'compare':
    case 'bitwise':
    case 'choose':
      return node.kind;
    default:
      return 'atom';
  }
}

function literalText(value: bigint, width: Size, base: 'decimal' | 'hexadecimal'): string {
  if (width === 1) {
    return `1'b${value}`;
  }
  if (typeof width === 'number') {
    return base === 'decimal'
      ? `${width}'d${value}`
      : `${width}'h${value.toString(16).padStart(Math.ceil(width / 4), '0')}`;
  }
  return value === 0n ? `{${countText(width)}{1'b0}}` : `{{(${sizeText(width)} - 1){1'b0}}, 1'b1}`;
}

function countText(count: Size): string {
  return typeof count === 'object' && count.kind === 'product' ? `(${sizeText(count)})` : sizeText(count);
}

/** A step of one on a width given by a parameter is written `1'b1`, as the lowRISC style guide permits. */
function isStep({ node, width }: Expression): boolean {
  return typeof width !== 'number' && node.kind === 'literal' && node.value === 1n;
}
