// SPDX-License-Identifier: Apache-2.0
import { mustBeComment } from '../comment-text.ts';
import type { ModuleTree } from '../module-tree.ts';

/** The texts of the file's header can stand in comments; those of ports and items were checked where written. */
export function checkTexts({ definition: { name, summary, claims, timing, notes } }: ModuleTree): void {
  mustBeComment(`${name}: ${summary}`, `summary of module ${name}`, null);
  mustBeComment(claims ?? '', `claims of module ${name}`, null);
  for (const sentence of timing) {
    mustBeComment(sentence, `timing of module ${name}`, null);
  }
  for (const sentence of notes ?? []) {
    mustBeComment(sentence, `notes of module ${name}`, null);
  }
}
