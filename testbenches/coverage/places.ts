// SPDX-License-Identifier: Apache-2.0

/** The nearest line above that fits, in the same clocked or combinational block. */
function above(lines: readonly string[], from: number, pattern: RegExp): string {
  for (let at = from; at >= 0; at -= 1) {
    const [, name] = pattern.exec(lines[at]!) ?? [];
    if (name !== undefined) return name;
    if (/^ {2}(end|always)\b/.test(lines[at]!)) return '';
  }
  return '';
}

/**
 * Names a line of Verilog by what stays when lines are added above it: its block, its label in a case statement, its text.
 *
 * @param line counted from 1
 */
export function placeOf(lines: readonly string[], line: number): string {
  const at = line - 1;
  const block = above(lines, at, /begin : (\w+)/);
  const label = above(lines, at - 1, /^ +([\w']+): begin$/);
  return [block, label, lines[at]!.trim()].filter((part) => part !== '').join(' / ');
}
