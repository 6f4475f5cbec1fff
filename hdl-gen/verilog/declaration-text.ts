// SPDX-License-Identifier: Apache-2.0
import type { ModuleItem } from '../language/index.ts';
import { assignmentTexts } from './assignment-text.ts';
import { withComment } from './comment-lines.ts';
import { rangeText } from './expression-text.ts';
import type { Run } from './runs.ts';

export type Declaration = Extract<ModuleItem, { kind: 'register' | 'wire' | 'variable' | 'constant' }>;

export function isDeclaration(item: ModuleItem): item is Declaration {
  return ['register', 'wire', 'variable', 'constant'].includes(item.kind);
}

/** The Verilog word that a declaration begins with. */
export function declarationWord({ kind }: Declaration): 'localparam' | 'wire' | 'reg' {
  return kind === 'constant' ? 'localparam' : kind === 'wire' ? 'wire' : 'reg';
}

/** The value that is given with the declaration, where there is one. */
export function declaredValue(item: Declaration) {
  return item.kind === 'constant' || item.kind === 'wire' ? item.value : undefined;
}

/** Declarations of one word, all with a value or all without, their names, values and comments in columns. */
export function declarationLines(run: Run<Declaration>): string[] {
  const ranges = run.map(({ signal }) => rangeText(signal.width));
  const rangeWidth = Math.max(...ranges.map(({ length }) => length));
  const targets = run.map((item, index) =>
    [declarationWord(item), ranges[index]!.padEnd(rangeWidth), item.signal.name]
      .filter((part) => part !== '')
      .join(' '),
  );
  const values = run.flatMap((item, index) => {
    const value = declaredValue(item);
    return value === undefined ? [] : [{ target: targets[index]!, value }];
  });
  const codes =
    values.length === 0 ? targets.map((target) => `  ${target};`) : assignmentTexts(values, '=', 2);
  const documented = codes.filter((code, index) => run[index]!.signal.doc !== '' && !code.includes('\n'));
  const column = 2 + Math.max(0, ...documented.map(({ length }) => length));
  return run.flatMap(({ signal }, index) => withComment(codes[index]!, signal.doc, column));
}
