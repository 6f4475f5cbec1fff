// SPDX-License-Identifier: Apache-2.0
import { type Expression, type ModuleItem, sizeText } from '../language/index.ts';
import { expressionText } from './expression-text.ts';
import type { ResetStyle } from './reset-style.ts';

/** An instance with its parameters and connections by name, one on each line. */
export function instanceLines(
  { name, module, parameters, connections }: Extract<ModuleItem, { kind: 'instance' }>,
  reset: ResetStyle,
): string[] {
  const values = Object.entries(parameters).map(([key, size]) => [key, sizeText(size)] as const);
  const ports = connections.map(({ port, role, actual }) =>
    role === 'reset'
      ? ([reset.port, isResetPort(actual) ? reset.port : expressionText(actual)] as const)
      : ([port, expressionText(actual)] as const),
  );
  const opening =
    values.length === 0
      ? [`  ${module.name} ${name} (`]
      : [`  ${module.name} #(`, ...columns(values), `  ) ${name} (`];
  return [...opening, ...columns(ports), '  );'];
}

function columns(entries: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...entries.map(([key]) => key.length));
  return entries.map(
    ([key, value], index) => `    .${key.padEnd(width)} (${value})${index < entries.length - 1 ? ',' : ''}`,
  );
}

/** Whether an instance is reset by the reset of the module around it, whose name depends on the style. */
function isResetPort({ node }: Expression): boolean {
  return node.kind === 'name' && node.name === 'rst';
}
