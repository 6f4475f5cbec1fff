// SPDX-License-Identifier: Apache-2.0
import type { ModuleItem } from '../language/index.ts';
import { assignmentTexts } from './assignment-text.ts';
import { clockedLines, combinationalLines } from './block-text.ts';
import { commentLines } from './comment-lines.ts';
import { declarationLines, declarationWord, declaredValue, isDeclaration } from './declaration-text.ts';
import { expressionText } from './expression-text.ts';
import { instanceLines } from './instance-text.ts';
import { memoryLines } from './memory-text.ts';
import type { ResetStyle } from './reset-style.ts';
import { type Run, runsOf } from './runs.ts';

/** The inside of a module: items of one kind that follow each other form aligned runs between blank lines. */
export function bodyLines(items: readonly ModuleItem[], reset: ResetStyle): string[] {
  const runs = runsOf(
    items,
    (first, next) => runKind(first) !== undefined && runKind(first) === runKind(next),
  );
  return runs.flatMap((run, index) => {
    const attached = index === 0 || runs[index - 1]![0].kind === 'comment';
    return attached ? runLines(run, reset) : ['', ...runLines(run, reset)];
  });
}

/** Items of the same kind share a run; those without a kind stand alone. */
function runKind(item: ModuleItem): string | undefined {
  if (isDeclaration(item)) {
    return `${declarationWord(item)}${declaredValue(item) === undefined ? '' : ' with value'}`;
  }
  return item.kind === 'assign' ? item.kind : undefined;
}

function runLines(run: Run<ModuleItem>, reset: ResetStyle): string[] {
  const [item] = run;
  switch (item.kind) {
    case 'assign': {
      const assignments = run.flatMap((each) =>
        each.kind === 'assign'
          ? [{ target: `assign ${expressionText(each.target)}`, value: each.value }]
          : [],
      );
      return assignmentTexts(assignments, '=', 2);
    }
    case 'clocked':
      return clockedLines(item, reset);
    case 'combinational':
      return combinationalLines(item);
    case 'memory':
      return memoryLines(item);
    case 'instance':
      return instanceLines(item, reset);
    case 'comment':
      return commentLines(item.text, '  // ');
    default: {
      const [first, ...others] = run.filter(isDeclaration);
      return first === undefined ? [] : declarationLines([first, ...others]);
    }
  }
}
