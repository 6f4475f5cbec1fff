// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { netlist } from './map-design.ts';
import type { Target } from './targets.ts';
import { runTool } from './tools.ts';

const reportSchema = z.object({
  fmax: z.record(z.string(), z.object({ achieved: z.number() })),
  critical_paths: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      path: z.array(
        z.object({
          type: z.string(),
          from: z.object({ cell: z.string() }),
          to: z.object({ cell: z.string() }),
        }),
      ),
    }),
  ),
});

/** How a placement came out. */
export interface Placement {
  readonly megahertz: number;
  /** The registers between which the longest path lies, and how many look-up tables and carries are on it. */
  readonly from: string;
  readonly to: string;
  readonly levels: number;
}

/** More than any of the designs reaches, so that the router never stops early. */
const wantedMegahertz = '120';

/** Places and routes the netlist of a folder. @throws SynthesisError when it does not fit, too */
export async function place(target: Target, seed: number, folder: string): Promise<Placement> {
  const report = `report-${seed}.json`;
  await runTool(
    target.program,
    [
      ...[...target.options, '--json', netlist, '--seed', String(seed), '--freq', wantedMegahertz],
      ...['--timing-allow-fail', '--quiet', '--report', report],
    ],
    folder,
  );
  const { fmax, critical_paths } = reportSchema.parse(
    JSON.parse(await readFile(join(folder, report), 'utf8')),
  );
  const [rate] = Object.values(fmax);
  const longest = critical_paths.find(({ from, to }) => from === to && from.startsWith('posedge'))!;
  const { path } = longest;
  return {
    megahertz: rate!.achieved,
    from: circuitOf(path[0]!.from.cell),
    to: circuitOf(path.at(-1)!.to.cell),
    levels: path.filter(({ type }) => type === 'logic').length,
  };
}

/** The instance in the design that a cell belongs to: behind it, names are those of the tools. */
function circuitOf(cell: string): string {
  const instances = cell.split('.').filter((part) => part.startsWith('u_'));
  return instances.filter((part) => part !== 'u_design').join('.') || 'top';
}
