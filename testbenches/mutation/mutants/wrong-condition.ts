// SPDX-License-Identifier: Apache-2.0
import { choose, Expression, literal } from '../../../hdl-gen/language/index.ts';
import type { Site } from './map-expressions.ts';
import { type PartPath, partPaths, replacePart } from './replace-part.ts';

/** One way to make an expression wrong. */
export interface Fault {
  /** What was done: `negated`, `stuck at 0`. */
  readonly rule: string;
  /** What stands at the site instead. */
  readonly expression: Expression;
}

type Opposite = Extract<Expression['node'], { kind: 'compare' }>['operator'];

/** What a comparison is easily mistaken for. */
const mistakenFor: Readonly<Record<Opposite, Opposite>> = {
  '==': '!=',
  '!=': '==',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
};

/**
 * All wrong conditions that can be made of what stands at a site: conditions of `if`, of `?:` and of arms of a `case`,
 * and values of one bit.
 */
export function wrongConditions(site: Site, expression: Expression): Fault[] {
  return [
    ...(expression.width === 1 && site.role !== 'reset value'
      ? conditionFaults(expression, [], expression)
      : []),
    ...[...partPaths(expression)].flatMap(([path, part]) =>
      part.node.kind === 'choose' ? conditionFaults(part.node.condition, [...path, 0], expression) : [],
    ),
    ...wrongArms(site, expression),
  ];
}

function conditionFaults(condition: Expression, path: PartPath, whole: Expression): Fault[] {
  const make = (rule: string, part: Expression): Fault => ({
    rule,
    expression: replacePart(whole, path, part),
  });
  const isConstant = condition.node.kind === 'literal';
  return [
    make('negated', condition.not()),
    ...(isConstant ? [] : [make('stuck at 0', literal(0, 1)), make('stuck at 1', literal(1, 1))]),
    ...[...partPaths(condition)].flatMap(([inner, part]) =>
      partFaults(part).map(({ rule, expression }) => make(rule, replacePart(condition, inner, expression))),
    ),
  ];
}

/** An operand of an and or or left out, or a comparison mistaken. */
function partFaults({ node, width }: Expression): Fault[] {
  if (node.kind === 'compare') {
    const operator = mistakenFor[node.operator];
    return [
      { rule: `${node.operator} becomes ${operator}`, expression: new Expression({ ...node, operator }, 1) },
    ];
  }
  if (node.kind !== 'bitwise' || node.operator === '^') {
    return [];
  }
  return node.operands.map((_, left) => {
    const operands = node.operands.filter((_, index) => index !== left);
    const [only] = operands as [Expression];
    return {
      rule: `operand ${left + 1} of ${node.operator === '&' ? 'and' : 'or'} left out`,
      expression: operands.length === 1 ? only : new Expression({ ...node, operands }, width),
    };
  });
}

/** One arm taken in the place of another. */
function wrongArms({ labels }: Site, subject: Expression): Fault[] {
  return labels.map((label, index) => ({
    rule: `arm ${index + 1} mistaken for the next`,
    expression: choose(subject.eq(label), labels[(index + 1) % labels.length]!, subject),
  }));
}
