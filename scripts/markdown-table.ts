// SPDX-License-Identifier: Apache-2.0

/** A table in Markdown, numbers with three digits that count. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(cellText)))].join('\n');
}

function cellText(cell: string | number): string {
  if (typeof cell === 'string') return cell;
  return Number.isInteger(cell) || cell >= 1000
    ? Math.round(cell).toLocaleString('en-US')
    : String(Number(cell.toPrecision(3)));
}
