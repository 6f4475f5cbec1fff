// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { yosysRun } from '../language/verilog-tools.ts';

/** Cells of one synthesized module by type; instances of other modules count under the names of those. */
export type CellCounts = Readonly<Record<string, number>>;

/**
 * Synthesizes a design without dissolving its hierarchy.
 * @param command the Yosys to use
 * @param synthesis a `synth_...` command with its options
 * @returns the cells of each module by its name as Yosys derives it; modules with parameters end with `\name`
 */
export async function synthesize(
  command: string,
  synthesis: string,
  {
    folder,
    files,
    top,
  }: { readonly folder: string; readonly files: readonly string[]; readonly top: string },
): Promise<ReadonlyMap<string, CellCounts>> {
  const report = `${synthesis.split(' ')[0]}.json`;
  const script = `read_verilog ${files.join(' ')}; ${synthesis} -top ${top}; tee -q -o ${report} stat -json`;
  const complaints = await yosysRun(command, script, folder);
  expect(complaints).toBe('');
  const { modules } = JSON.parse(readFileSync(join(folder, report), 'utf8')) as {
    modules: Record<string, { num_cells_by_type: CellCounts }>;
  };
  return new Map(
    Object.entries(modules).map(([name, { num_cells_by_type }]) => [
      plainName(name),
      plainCounts(num_cells_by_type),
    ]),
  );
}

/** Names without the backslash that marks a name of the source. */
function plainName(name: string): string {
  return name.replace(/^\\/, '');
}

function plainCounts(counts: CellCounts): CellCounts {
  return Object.fromEntries(Object.entries(counts).map(([type, count]) => [plainName(type), count]));
}

/** The name that a module has in the source: Yosys puts parameters before or behind it. */
export function sourceName(module: string): string {
  return module.split('\\').find((part) => part !== '' && !part.startsWith('$')) ?? module;
}

/** Cells whose type matches a pattern. */
export function countCells(counts: CellCounts, pattern: RegExp): number {
  return Object.entries(counts)
    .filter(([type]) => pattern.test(type))
    .reduce((sum, [, count]) => sum + count, 0);
}
