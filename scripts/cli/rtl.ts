// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GeneratedDesign, generate } from '../../hdl-gen/collateral/index.ts';
import {
  type PresetName,
  parseConfiguration,
  presetNames,
  presets,
} from '../../hdl-gen/configuration/index.ts';
import { batonCommand } from './command-text.ts';
import { singleText } from './option-values.ts';
import { committedFolder } from './project-folders.ts';
import type { Verb } from './verb.ts';
import { presentFiles, writeDesign } from './write-design.ts';

interface RtlArguments {
  readonly check?: boolean | undefined;
  readonly folder?: string | undefined;
  readonly preset: readonly PresetName[];
}

/** `baton rtl`: keeps the committed designs equal to what the generator makes. */
export const rtlVerb: Verb<RtlArguments> = {
  options: (parser) =>
    parser
      .option('check', {
        type: 'boolean',
        describe: 'write nothing; exit status 1 and a list if a file differs from a fresh generation',
      })
      .option('folder', {
        requiresArg: true,
        describe: 'folder that holds one folder for each preset [default: rtl]',
        coerce: singleText('folder'),
      })
      .option('preset', { array: true, choices: presetNames, default: presetNames, describe: 'these alone' })
      .example('$0 rtl', 'after a change of the generator')
      .example('$0 rtl --check', 'what continuous integration runs'),
  async run({ check = false, folder, preset: chosen }) {
    const target = folder ?? committedFolder;
    const files: string[] = [];
    for (const preset of chosen) {
      const design = generate(parseConfiguration(presets[preset]));
      const place = join(target, preset);
      const names = check ? await differences(design, place) : await changes(design, place);
      files.push(...names.map((name) => `${preset}/${name}`));
    }
    const repeat = batonCommand('rtl', [
      ...(check ? ['--check'] : []),
      ...(folder === undefined ? [] : ['--folder', folder]),
      ...(chosen.length === presetNames.length ? [] : ['--preset', ...chosen]),
    ]);
    return {
      passed: !check || files.length === 0,
      text: [...files, summaryLine(check, chosen, files.length), `repeat: ${repeat}`].join('\n'),
      data: { presets: chosen, [check ? 'different' : 'changed']: files, repeat },
    };
  },
};

function summaryLine(check: boolean, chosen: readonly PresetName[], count: number): string {
  const names = chosen.join(', ');
  if (!check) return `presets: ${names}; files changed: ${count}`;
  return count === 0
    ? `All files of ${names} are as generated.`
    : `Files that differ from a fresh generation: ${count}. Run 'npx baton rtl' to write them.`;
}

async function changes(design: GeneratedDesign, folder: string): Promise<string[]> {
  const { written, removed } = await writeDesign(design, folder);
  return [...written, ...removed.map((name) => `${name} (removed)`)];
}

async function differences(design: GeneratedDesign, folder: string): Promise<string[]> {
  const present = await presentFiles(folder).catch((): string[] => []);
  const extra = present.filter((name) => !design.files.has(name)).map((name) => `${name} (not generated)`);
  const differing: string[] = [];
  for (const [name, text] of design.files) {
    const found = await readFile(join(folder, name), 'utf8').catch(() => undefined);
    if (found === undefined) differing.push(`${name} (missing)`);
    else if (found !== text) differing.push(`${name} (different)`);
  }
  return [...differing, ...extra];
}
