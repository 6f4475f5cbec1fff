// SPDX-License-Identifier: Apache-2.0
import type { Expression } from './expression.ts';
import type { ModuleItem } from './module-tree.ts';
import { Signal } from './signal.ts';
import { type SetStatement, type Statement, targetSignal } from './statement.ts';

/** The direct operands of an expression. */
export function operandsOf(expression: Expression): readonly Expression[] {
  const { node } = expression;
  switch (node.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'not':
    case 'reduce':
    case 'replicate':
    case 'slice':
      return [node.operand];
    case 'index':
      return [node.operand, node.index];
    case 'arithmetic':
    case 'compare':
      return [node.left, node.right];
    case 'bitwise':
      return node.operands;
    case 'choose':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'concat':
      return node.parts;
  }
}

/** An expression and all that it is made of. */
export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression;
  for (const operand of operandsOf(expression)) {
    yield* partsOf(operand);
  }
}

/** Every signal that expressions read, each once. */
export function signalsRead(...expressions: readonly Expression[]): Set<Signal> {
  const found = new Set<Signal>();
  for (const expression of expressions) {
    for (const part of partsOf(expression)) {
      if (part instanceof Signal) {
        found.add(part);
      }
    }
  }
  return found;
}

/** The lists of statements inside a statement, in the order of the text. */
export function bodiesOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'set':
      return [];
    case 'when':
      return [...statement.branches.map(({ body }) => body), statement.otherwise ?? []];
    case 'select':
      return [...statement.arms.map(({ body }) => body), statement.otherwise];
  }
}

/** Every assignment among the statements, however deep, in the order of the text. */
export function assignmentsIn(statements: readonly Statement[]): SetStatement[] {
  return statements.flatMap((statement) =>
    statement.kind === 'set' ? [statement] : bodiesOf(statement).flatMap(assignmentsIn),
  );
}

/** The signals that statements assign, in order of first assignment. */
export function assignedSignals(statements: readonly Statement[]): Signal[] {
  return [...new Set(assignmentsIn(statements).map(({ target }) => targetSignal(target)))];
}

/** Every expression that statements read: values, conditions, subjects, labels and computed indices of targets. */
export function expressionsReadBy(statements: readonly Statement[]): Expression[] {
  return statements.flatMap((statement) => [
    ...expressionsOf(statement),
    ...bodiesOf(statement).flatMap(expressionsReadBy),
  ]);
}

function expressionsOf(statement: Statement): Expression[] {
  switch (statement.kind) {
    case 'set': {
      const { node } = statement.target;
      return node.kind === 'index' ? [node.index, statement.value] : [statement.value];
    }
    case 'when':
      return statement.branches.map(({ condition }) => condition);
    case 'select':
      return [statement.subject, ...statement.arms.map(({ label }) => label)];
  }
}

/** Every expression that an item of a module reads. */
export function expressionsReadByItem(item: ModuleItem): Expression[] {
  switch (item.kind) {
    case 'wire':
      return item.value === undefined ? [] : [item.value];
    case 'register':
      return item.reset === undefined ? [] : [item.reset];
    case 'constant':
    case 'assign':
      return [item.value];
    case 'clocked':
      return expressionsReadBy(item.statements);
    case 'combinational':
      return expressionsReadBy([...item.defaults, ...item.statements]);
    case 'memory':
      return [...Object.values(item.write), item.read.enable, item.read.address];
    case 'instance':
      return item.connections.filter(({ role }) => role !== 'output').map(({ actual }) => actual);
    case 'variable':
    case 'comment':
      return [];
  }
}

/** The signals that an item of a module drives, each once. */
export function signalsDrivenByItem(item: ModuleItem): Signal[] {
  switch (item.kind) {
    case 'wire':
      return item.value === undefined ? [] : [item.signal];
    case 'assign':
      return [targetSignal(item.target)];
    case 'clocked':
      return assignedSignals(item.statements);
    case 'combinational':
      return assignedSignals([...item.defaults, ...item.statements]);
    case 'memory':
      return [item.read.data];
    case 'instance':
      return item.connections
        .filter(({ role }) => role === 'output')
        .map(({ actual }) => targetSignal(actual));
    default:
      return [];
  }
}
