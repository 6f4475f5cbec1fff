// SPDX-License-Identifier: Apache-2.0
import { Expression, type ExpressionNode } from '../../../hdl-gen/language/index.ts';
import { operandsOf } from '../../../hdl-gen/language/traversal.ts';

/** A part of an expression: the numbers of the operands on the way to it. */
export type PartPath = readonly number[];

/** Every part of an expression that is not a name or a constant of its own, the whole first. */
export function* partPaths(expression: Expression, path: PartPath = []): Generator<[PartPath, Expression]> {
  yield [path, expression];
  for (const [index, operand] of operandsOf(expression).entries()) {
    yield* partPaths(operand, [...path, index]);
  }
}

/** The expression with one part exchanged for another of the same width. */
export function replacePart(whole: Expression, path: PartPath, part: Expression): Expression {
  const [index, ...rest] = path;
  if (index === undefined) {
    return part;
  }
  const operands = operandsOf(whole).map((operand, position) =>
    position === index ? replacePart(operand, rest, part) : operand,
  );
  return new Expression(withOperands(whole.node, operands), whole.width);
}

function withOperands(node: ExpressionNode, operands: readonly Expression[]): ExpressionNode {
  const [first, second, third] = operands as [Expression, Expression, Expression];
  switch (node.kind) {
    case 'literal':
    case 'name':
      return node;
    case 'not':
    case 'reduce':
    case 'replicate':
    case 'slice':
      return { ...node, operand: first };
    case 'index':
      return { ...node, operand: first, index: second };
    case 'arithmetic':
    case 'compare':
      return { ...node, left: first, right: second };
    case 'bitwise':
      return { ...node, operands };
    case 'choose':
      return { ...node, condition: first, whenTrue: second, whenFalse: third };
    case 'concat':
      return { ...node, parts: operands };
  }
}
