// SPDX-License-Identifier: Apache-2.0
import { byteTable, lawTable, workloadTable } from './formula-tables.ts';
import { laneTable, memoryTable, worstCaseTable } from './simulation-tables.ts';

const TABLES: Readonly<Record<string, () => string>> = {
  law: lawTable,
  workloads: workloadTable,
  bytes: byteTable,
  lanes: laneTable,
  memory: memoryTable,
  'worst cases': worstCaseTable,
};

/**
 * Computes the tables of the document on sizing anew, between the comments that name them.
 *
 * @throws Error when a table is missing or unknown
 */
export function withComputedTables(document: string): string {
  const seen = new Set<string>();
  const result = document.replaceAll(
    /(<!-- computed: ([^>]+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_whole, start: string, name: string, end: string) => {
      const table = TABLES[name];
      if (table === undefined)
        throw new Error(`There is no table '${name}'; the tables are ${Object.keys(TABLES).join(', ')}.`);
      seen.add(name);
      return `${start}${table()}\n${end}`;
    },
  );
  const missing = Object.keys(TABLES).filter((name) => !seen.has(name));
  if (missing.length > 0) throw new Error(`The document has no place for ${missing.join(', ')}.`);
  return result;
}
