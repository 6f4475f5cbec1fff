// SPDX-License-Identifier: Apache-2.0
import { DesignError } from '../design-error.ts';
import type { Expression } from '../expression.ts';
import type { ModuleTree } from '../module-tree.ts';
import { Signal } from '../signal.ts';
import type { Statement } from '../statement.ts';
import { bodiesOf } from '../traversal.ts';

/** No two labels of a select have the same value, whatever their names. */
export function checkSelectLabels({ definition, items }: ModuleTree): void {
  const constants = new Map<Expression, Expression>(
    items.flatMap((item) => (item.kind === 'constant' ? [[item.signal, item.value] as const] : [])),
  );
  const visit = (statement: Statement): void => {
    if (statement.kind === 'select') {
      const seen = new Map<bigint, string>();
      for (const { label } of statement.arms) {
        const { node } = constants.get(label) ?? label;
        const value = node.kind === 'literal' ? node.value : -1n;
        const text = label instanceof Signal ? label.name : String(value);
        const earlier = seen.get(value);
        if (earlier !== undefined) {
          throw new DesignError(
            `select in module ${definition.name} has labels ${earlier} and ${text}, both ${value}`,
            'merge the two arms or change a value',
            label instanceof Signal ? label.location : null,
          );
        }
        seen.set(value, text);
      }
    }
    for (const body of bodiesOf(statement)) {
      body.forEach(visit);
    }
  };
  for (const item of items) {
    if (item.kind === 'clocked' || item.kind === 'combinational') {
      item.statements.forEach(visit);
    }
  }
}
