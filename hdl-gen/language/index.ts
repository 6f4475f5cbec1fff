// SPDX-License-Identifier: Apache-2.0
export { memoryNames } from './checks/names.ts';
export { readsAsDirective } from './comment-text.ts';
export { DesignError } from './design-error.ts';
export { elaborate, elaborateDesign } from './elaborate.ts';
export { choose, concat, Expression, literal, type Operand } from './expression.ts';
export type { ExpressionNode } from './expression-node.ts';
export type { Connections, ModuleBuilder } from './module-builder.ts';
export {
  type AnyModule,
  clockAndReset,
  clockOnly,
  defineModule,
  flipped,
  group,
  input,
  type ModuleDefinition,
  output,
  type PortDefinition,
  type PortDefinitions,
  type PortSignals,
  type Prefixed,
  parameter,
  prefixed,
} from './module-definition.ts';
export type * from './module-tree.ts';
export type { Assignable, Register, Signal, SignalRole, Variable } from './signal.ts';
export { bitsFor, bitsToHold, type Size, sizeText, sizeValue, times } from './size.ts';
export { type Statement, select, set, when } from './statement.ts';
