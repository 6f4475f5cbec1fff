// SPDX-License-Identifier: Apache-2.0
import type { CoveragePoint, PointKind } from './coverage-points.ts';

/** How much of what can be covered was. */
export interface CoverageShare {
  readonly kind: PointKind;
  readonly covered: number;
  readonly total: number;
  /** The points nobody reached, sorted by file and line. */
  readonly missing: readonly CoveragePoint[];
}

/** A point of the source, whatever instance of its module it was reached in. */
function bySource(points: readonly CoveragePoint[]): CoveragePoint[] {
  const merged = new Map<string, CoveragePoint>();
  for (const point of points) {
    const key = [point.kind, point.file, point.line, point.subject, point.module].join('\n');
    const before = merged.get(key);
    merged.set(key, before === undefined ? point : { ...before, count: before.count + point.count });
  }
  return [...merged.values()];
}

/** The share of each kind that was measured. A line of a module counts as reached when any instance of it reached it. */
export function summarizeCoverage(points: readonly CoveragePoint[]): CoverageShare[] {
  const all = bySource(points);
  const kinds = [...new Set(all.map(({ kind }) => kind))].sort();
  return kinds.map((kind) => {
    const ofKind = all.filter((point) => point.kind === kind);
    const missing = ofKind
      .filter(({ count }) => count === 0)
      .sort((one, other) => one.file.localeCompare(other.file, 'en') || one.line - other.line);
    return { kind, covered: ofKind.length - missing.length, total: ofKind.length, missing };
  });
}

/** The lines and branches as an lcov tracefile, which editors and HTML tools read. Toggles have no place in it. */
export function lcovOf(points: readonly CoveragePoint[]): string {
  const files = new Map<string, { lines: Map<number, number>; branches: Map<number, number[]> }>();
  for (const { kind, file, line, lines, count } of bySource(points)) {
    if (kind === 'toggle') continue;
    const record = files.get(file) ?? { lines: new Map(), branches: new Map() };
    files.set(file, record);
    for (const each of lines) record.lines.set(each, Math.max(record.lines.get(each) ?? 0, count));
    if (kind === 'branch') record.branches.set(line, [...(record.branches.get(line) ?? []), count]);
  }
  const text: string[] = [];
  for (const [file, { lines, branches }] of [...files].sort(([one], [other]) =>
    one.localeCompare(other, 'en'),
  )) {
    const counts = [...lines].sort(([one], [other]) => one - other);
    const taken = [...branches].sort(([one], [other]) => one - other);
    text.push('TN:', `SF:${file}`);
    for (const [line, each] of taken) {
      for (const [index, count] of each.entries()) text.push(`BRDA:${line},0,${index},${count}`);
    }
    text.push(`BRF:${taken.flatMap(([, each]) => each).length}`);
    text.push(`BRH:${taken.flatMap(([, each]) => each).filter((count) => count > 0).length}`);
    for (const [line, count] of counts) text.push(`DA:${line},${count}`);
    text.push(`LF:${counts.length}`, `LH:${counts.filter(([, count]) => count > 0).length}`, 'end_of_record');
  }
  return text.length === 0 ? '' : `${text.join('\n')}\n`;
}
