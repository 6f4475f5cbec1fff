// SPDX-License-Identifier: Apache-2.0
import {
  type Expression,
  literal,
  type ModuleTree,
  type Size,
  sizeText,
} from '../../../hdl-gen/language/index.ts';
import { Signal } from '../../../hdl-gen/language/signal.ts';
import type { Site } from './map-expressions.ts';
import type { Fault } from './wrong-condition.ts';

/** Signals of a module that an expression could read. */
export function readableSignals({ ports, items }: ModuleTree): Signal[] {
  const declared = items.flatMap((item) =>
    item.kind === 'register' || item.kind === 'wire' || item.kind === 'variable' ? [item.signal] : [],
  );
  const inputs = ports.map(({ signal }) => signal).filter(({ role }) => role === 'input');
  return [...inputs, ...declared].filter(({ name }) => !name.startsWith('unused_'));
}

/** All wrong drivers that can be made of the right-hand side at a site. */
export function wrongDrivers(site: Site, expression: Expression, readable: readonly Signal[]): Fault[] {
  if (site.role === 'condition' || site.role === 'subject') {
    return [];
  }
  const { width } = expression;
  const isZero = expression.node.kind === 'literal' && expression.node.value === 0n;
  const inverted = { rule: 'inverted', expression: expression.not() };
  if (site.role === 'reset value') {
    return [inverted];
  }
  const faults: Fault[] = [];
  // The same faults of one bit are wrong conditions.
  if (width !== 1) {
    faults.push(inverted);
    if (!isZero) faults.push({ rule: 'stuck at 0', expression: literal(0, width) });
    faults.push({ rule: 'stuck at 1', expression: ones(width) });
    faults.push({ rule: 'one more', expression: expression.plus(1) });
    faults.push({ rule: 'one less', expression: expression.minus(1) });
  }
  return [...faults, ...otherSignals(expression, readable)];
}

function ones(width: Size): Expression {
  return literal(0, width).not();
}

function otherSignals(expression: Expression, readable: readonly Signal[]): Fault[] {
  const own = expression instanceof Signal ? expression : undefined;
  return readable
    .filter((signal) => signal !== own && sizeText(signal.width) === sizeText(expression.width))
    .map((signal) => ({ rule: `${signal.name} instead`, expression: signal }));
}
