// SPDX-License-Identifier: Apache-2.0
import { describeFields } from '../../hdl-gen/configuration/index.ts';
import { withComputedText } from '../computed-text.ts';
import { markdownTable } from '../markdown-table.ts';

/** docs/configuration.md with the fields as the schema has them. @throws Error when it has no place for them */
export function withFieldTable(document: string): string {
  const rows = describeFields().map(({ name, values, usual, meaning, depends }) => [
    `\`${name}\``,
    values.replaceAll('"', ''),
    usual ?? '',
    meaning,
    depends.map((field) => `\`${field}\``).join(', '),
  ]);
  const table = markdownTable(['field', 'values', 'default', 'what it means', 'depends on'], rows);
  return withComputedText(document, 'fields', 'the fields', table);
}
