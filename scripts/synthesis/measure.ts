// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { projectFolder } from '../cli/project-folders.ts';
import type { MeasuredDesign } from './designs.ts';
import { type Area, mapDesign } from './map-design.ts';
import { type Placement, place } from './place.ts';
import type { Figures } from './records.ts';
import { type TargetName, targets } from './targets.ts';
import { pinnedTools, SynthesisError } from './tools.ts';

/** Placement is a game of chance: the median of these counts. */
export const seeds = [1, 2, 3] as const;

/** What is said of a device that has fewer cells than the design and its shell together. */
const tooLittleRoom = /Failed to expand region|no BELs remaining to implement cell type/;

const cacheFolder = join(projectFolder, '.cache', 'synthesis');

/**
 * Area and clock rate of a design on a device. What was done before with the same Verilog, tools and method is not done again,
 * so that a run which was broken off goes on where it was.
 *
 * @throws SynthesisError
 */
export async function measure(
  { configuration, cut }: MeasuredDesign,
  targetName: TargetName,
  say: (line: string) => void,
): Promise<Figures> {
  const target = targets[targetName];
  const design = generate(parseConfiguration(configuration));
  const { modules, digest } = design.manifest;
  const texts = modules.map(({ file }) => design.files.get(file)!);
  const hash = createHash('sha256');
  for (const [index, { file }] of modules.entries()) hash.update(JSON.stringify([file, texts[index]]));
  const verilog = hash.digest('hex').slice(0, 12);
  const content = [cut, targetName, ...(await pinnedTools()), ...(await methodTexts()), ...texts];
  const key = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
  const folder = join(cacheFolder, key);
  await mkdir(folder, { recursive: true });
  const area = await keep<Area>(join(folder, 'area.json'), () => {
    say('mapping');
    return mapDesign(design, cut, target, folder);
  });
  const placements: Placement[] = [];
  for (const seed of seeds) {
    const placement = await keep<Placement | 'no room'>(join(folder, `seed-${seed}.json`), () => {
      say(`placing, seed ${seed}`);
      return place(target, seed, folder).catch((error: unknown) => {
        if (error instanceof SynthesisError && tooLittleRoom.test(error.message)) return 'no room';
        throw error;
      });
    });
    // No other seed makes the device larger.
    if (placement === 'no room') return { digest, verilog, area, placements: [] };
    placements.push(placement);
  }
  return { digest, verilog, area, placements };
}

/** A result that is computed once. */
async function keep<Result>(file: string, compute: () => Promise<Result>): Promise<Result> {
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return JSON.parse(kept) as Result;
  const result = await compute();
  await writeFile(`${file}.new`, JSON.stringify(result));
  await rename(`${file}.new`, file);
  return result;
}

/** The sources that decide how things are measured. */
function methodTexts(): Promise<string[]> {
  const names = ['map-design.ts', 'place.ts', 'shell.ts', 'targets.ts'];
  return Promise.all(names.map((name) => readFile(join(import.meta.dirname, name), 'utf8')));
}
