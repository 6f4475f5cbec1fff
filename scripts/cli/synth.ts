// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measuredDesigns } from '../synthesis/designs.ts';
import { rowsOf, synthesisPage, synthesisTable, withSynthesisTable } from '../synthesis/document.ts';
import { measure } from '../synthesis/measure.ts';
import { readRecords, type SynthesisRecord, writeRecords } from '../synthesis/records.ts';
import { type TargetName, targetNames } from '../synthesis/targets.ts';
import { pinnedTools } from '../synthesis/tools.ts';
import { runSteps } from './progress.ts';
import { projectFolder } from './project-folders.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

interface SynthArguments {
  readonly design: readonly string[];
  readonly target: readonly TargetName[];
  readonly write: boolean;
}

const designNames = measuredDesigns.map(({ name }) => name);

/** `synth`: what designs take of an FPGA, and how fast they are there. */
export const synthVerb: Verb<SynthArguments> = {
  options: (parser) =>
    parser
      .option('design', { array: true, choices: designNames, default: designNames, describe: 'these alone' })
      .option('target', {
        array: true,
        choices: targetNames,
        default: targetNames,
        describe: 'on these alone',
      })
      .option('write', { type: 'boolean', default: true, describe: '--no-write: change no document' })
      .example('$0 synth --design compact --target hx8k', 'one design on one device'),
  async run({ design: names, target: devices, write, json }) {
    const wanted = measuredDesigns
      .filter(({ name }) => names.includes(name))
      .flatMap((design) =>
        design.targets.filter((target) => devices.includes(target)).map((target) => ({ design, target })),
      );
    if (wanted.length === 0) {
      throw new UsageError(
        `None of these designs is measured on ${devices.join(' or ')}; see docs/synthesis.md.`,
      );
    }
    const fresh: SynthesisRecord[] = [];
    await runSteps(
      wanted.map(({ design, target }) => ({
        title: `${design.name} on ${target}`,
        async run(say) {
          fresh.push({ design: design.name, target, figures: await measure(design, target, say) });
          // After each, so that hours of work outlive an interruption.
          if (write) await keepDocuments(fresh);
        },
      })),
      { json },
    );
    const rows = rowsOf(fresh).filter(({ figures }) => figures !== undefined);
    return { passed: true, text: synthesisTable(rows), data: { records: fresh } };
  },
};

/** Puts new figures in the place of older ones, in all documents that show them. */
async function keepDocuments(fresh: readonly SynthesisRecord[]): Promise<void> {
  const isReplaced = (old: SynthesisRecord) =>
    fresh.some(({ design, target }) => design === old.design && target === old.target);
  const records = [...(await readRecords()).filter((record) => !isReplaced(record)), ...fresh].toSorted(
    (left, right) => placeOf(left) - placeOf(right),
  );
  await writeRecords(records);
  await writeFile(join(projectFolder, 'docs', 'synthesis.md'), synthesisPage(records, await pinnedTools()));
  const readme = join(projectFolder, 'README.md');
  await writeFile(readme, withSynthesisTable(await readFile(readme, 'utf8'), records));
}

/** Where a record stands among all, so that the order in which things were measured leaves no trace. */
function placeOf({ design, target }: SynthesisRecord): number {
  return designNames.indexOf(design) * targetNames.length + targetNames.indexOf(target);
}
