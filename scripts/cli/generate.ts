// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { batonCommand } from './command-text.ts';
import { chooseConfiguration, type DesignArguments, designOptions } from './design-options.ts';
import { singleText } from './option-values.ts';
import { shownPath } from './project-folders.ts';
import type { Verb } from './verb.ts';
import { writeDesign } from './write-design.ts';

interface GenerateArguments extends DesignArguments {
  readonly out?: string | undefined;
}

/** `baton generate`: a preset or configuration becomes Verilog in a folder. */
export const generateVerb: Verb<GenerateArguments> = {
  options: (parser) =>
    designOptions(parser)
      .option('out', {
        requiresArg: true,
        demandOption: true,
        describe: 'folder to write to; one that holds other files is left alone',
        coerce: singleText('out'),
      })
      .example('$0 generate --preset gateway --out build/gateway', 'the gateway with the default numbers')
      .example(
        '$0 generate --preset channel --set buffers=8 bufferBytes=1024 --out build/channel',
        'a smaller channel',
      )
      .example(
        '$0 generate --config channel.json --out build/channel',
        'from {"parties": "two", "buffers": 8}',
      ),
  async run(given) {
    const { configuration, words } = await chooseConfiguration(given);
    const out = given.out!;
    const folder = resolve(out);
    const design = generate(configuration);
    const { written, removed } = await writeDesign(design, folder);
    const { top, digest, modules } = design.manifest;
    const repeat = batonCommand('generate', [...words, '--out', out]);
    return {
      passed: true,
      text: [
        `${top}, configuration ${digest}: ${modules.length} modules in ${shownPath(folder)}`,
        `files: ${design.files.size}, of which ${written.length} changed and ${removed.length} stale ones removed`,
        `repeat: ${repeat}`,
      ].join('\n'),
      data: { top, digest, folder, files: [...design.files.keys()], written, removed, repeat },
    };
  },
};
