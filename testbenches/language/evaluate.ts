// SPDX-License-Identifier: Apache-2.0
import type { Expression, Statement } from '../../hdl-gen/language/index.ts';

/** The values of signals by name. */
export type Values = ReadonlyMap<string, bigint>;

/** What an expression is worth, worked out from the meaning of its operators alone. */
export function evaluate(expression: Expression, values: Values): bigint {
  const { node } = expression;
  const width = widthOf(expression);
  const of = (operand: Expression): bigint => evaluate(operand, values);
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'name':
      return valueNamed(node.name, values);
    case 'not':
      return modulo(-1n - of(node.operand), width);
    case 'arithmetic': {
      const [left, right] = [of(node.left), of(node.right)];
      const exact = { '+': left + right, '-': left - right, '*': left * right }[node.operator];
      return modulo(exact, width);
    }
    case 'bitwise':
      return node.operands
        .map(of)
        .reduce(
          (left, right) => ({ '&': left & right, '|': left | right, '^': left ^ right })[node.operator],
        );
    case 'compare': {
      const [left, right] = [of(node.left), of(node.right)];
      const outcome = {
        '==': left === right,
        '!=': left !== right,
        '<': left < right,
        '<=': left <= right,
        '>': left > right,
        '>=': left >= right,
      }[node.operator];
      return outcome ? 1n : 0n;
    }
    case 'reduce': {
      const bits = of(node.operand).toString(2).padStart(widthOf(node.operand), '0');
      const ones = bits.replaceAll('0', '').length;
      const outcome = { '|': ones > 0, '&': ones === bits.length, '^': ones % 2 === 1 }[node.operator];
      return outcome ? 1n : 0n;
    }
    case 'choose':
      return of(node.condition) === 1n ? of(node.whenTrue) : of(node.whenFalse);
    case 'concat':
      return node.parts.reduce((sum, part) => (sum << BigInt(widthOf(part))) + of(part), 0n);
    case 'replicate': {
      const bits = of(node.operand).toString(2).padStart(widthOf(node.operand), '0');
      return BigInt(`0b${bits.repeat(node.count as number)}`);
    }
    case 'slice':
      return modulo(of(node.operand) >> BigInt(node.low), node.high - node.low + 1);
    case 'index':
      return modulo(of(node.operand) >> of(node.index), 1);
  }
}

/**
 * Runs statements on a copy of the values.
 * @param reads what expressions see: `current` for blocking assignments, `start` for those of a clocked block
 */
export function execute(
  statements: readonly Statement[],
  values: Values,
  reads: 'current' | 'start',
): Values {
  const result = new Map(values);
  const seen = (): Values => (reads === 'current' ? result : values);
  const run = (list: readonly Statement[]): void => {
    for (const statement of list) {
      if (statement.kind === 'set') {
        const { node } = statement.target;
        const value = evaluate(statement.value, seen());
        if (node.kind === 'name') {
          result.set(node.name, value);
        } else if ((node.kind === 'slice' || node.kind === 'index') && node.operand.node.kind === 'name') {
          const low = node.kind === 'slice' ? BigInt(node.low) : evaluate(node.index, seen());
          const mask = ((1n << BigInt(widthOf(statement.target))) - 1n) << low;
          const name = node.operand.node.name;
          result.set(name, (valueNamed(name, result) & ~mask) | (value << low));
        }
      } else if (statement.kind === 'when') {
        const branch = statement.branches.find(({ condition }) => evaluate(condition, seen()) === 1n);
        run(branch?.body ?? statement.otherwise ?? []);
      } else {
        const subject = evaluate(statement.subject, seen());
        const arm = statement.arms.find(({ label }) => evaluate(label, seen()) === subject);
        run(arm?.body ?? statement.otherwise);
      }
    }
  };
  run(statements);
  return result;
}

function valueNamed(name: string, values: Values): bigint {
  const value = values.get(name);
  if (value === undefined) {
    throw new Error(`${name} has no value`);
  }
  return value;
}

function modulo(value: bigint, width: number): bigint {
  return BigInt.asUintN(width, value);
}

function widthOf({ width }: Expression): number {
  if (typeof width !== 'number') {
    throw new Error('a width given by a parameter cannot be evaluated');
  }
  return width;
}
