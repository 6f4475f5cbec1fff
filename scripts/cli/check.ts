// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { type Manifest, parseManifest } from '../../sim/manifest/index.ts';
import { readManifestFile } from '../../sim/session/index.ts';
import { checkWaveform } from './check-waveform.ts';
import { batonCommand } from './command-text.ts';
import { chooseConfiguration, type DesignArguments, designOptions } from './design-options.ts';
import { singleText } from './option-values.ts';
import { outputFolder } from './project-folders.ts';
import { repeatable } from './repeatable.ts';
import { grouped } from './run-report.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';
import { drawText, writeViews } from './waveform-views.ts';

interface CheckArguments extends DesignArguments {
  readonly file?: string | undefined;
  readonly manifest?: string | undefined;
  readonly scope?: string | undefined;
  readonly atRest?: boolean | undefined;
  readonly views?: string | undefined;
}

/** `baton check`: a recorded waveform of any simulator against the reference model. */
export const checkVerb: Verb<CheckArguments> = {
  options: (parser) =>
    designOptions(
      parser.positional('file', {
        type: 'string',
        demandOption: true,
        describe: 'the waveform; it holds the ports and probes that the manifest lists',
      }),
    )
      .option('manifest', {
        requiresArg: true,
        describe: 'manifest.json of the design, instead of --preset or --config',
        coerce: singleText('manifest'),
      })
      .option('scope', {
        requiresArg: true,
        describe: 'path of the instance in the waveform, if there are several',
        coerce: singleText('scope'),
      })
      .option('at-rest', {
        type: 'boolean',
        default: false,
        describe: 'the recording ends when all messages are delivered; demand that none is left inside',
      })
      .option('views', {
        requiresArg: true,
        describe: 'folder for pictures and viewer files of a difference; out if not given',
        coerce: singleText('views'),
      })
      .example('$0 check run.vcd --preset channel', 'a waveform of a preset')
      .example(
        '$0 check run.vcd --manifest build/channel/manifest.json --scope tb.dut',
        'of a design in a testbench',
      ),
  async run(given) {
    const file = given.file!;
    const { manifest, words } = await describedDesign(given);
    const repeat = batonCommand('check', [
      file,
      ...words,
      ...(given.scope === undefined ? [] : ['--scope', given.scope]),
      ...(given.atRest ? ['--at-rest'] : []),
      ...(given.views === undefined ? [] : ['--views', given.views]),
    ]);
    const { waveform, check } = await repeatable(repeat, () => compare(manifest, given));
    return {
      passed: true,
      text: [
        `${file}: ${grouped(waveform.cycles)} cycles of ${manifest.top}, ${grouped(check.operationsCompared)} operations compared`,
        `repeat: ${repeat}`,
        'differences: 0',
      ].join('\n'),
      data: {
        file,
        top: manifest.top,
        cycles: waveform.cycles,
        timescale: waveform.timescale,
        operationsCompared: check.operationsCompared,
        differences: 0,
        check,
        repeat,
      },
    };
  },
};

/** Compares; a difference is thrown with its drawing, and views of it are written. */
async function compare(manifest: Manifest, given: CheckArguments) {
  const file = given.file!;
  const checked = await checkWaveform(manifest, resolve(file), {
    scope: given.scope,
    atRest: given.atRest ?? false,
  });
  if (checked.kind === 'same') return checked;
  const { error, window, notes } = checked;
  const { cycle, rule, where } = error.difference;
  if (window.signals.length === 0) throw error.withDrawing('', notes);
  const options = { title: `cycle ${cycle}, ${where}: ${rule}`, mark: { cycle, name: 'difference' } };
  const folder = given.views === undefined ? outputFolder : resolve(given.views);
  // What was found counts more than that its pictures could not be kept.
  const views = await writeViews(folder, file, window, options).catch((cause: Error) => [
    `No views of it: ${cause.message}`,
  ]);
  throw error.withDrawing(drawText(window, options), [...views, ...notes]);
}

async function describedDesign(
  given: CheckArguments,
): Promise<{ readonly manifest: Manifest; readonly words: readonly string[] }> {
  const { manifest, preset, config, set } = given;
  if (manifest === undefined && preset === undefined && config === undefined) {
    throw new UsageError(
      'No design is named; give --manifest with its manifest.json, or --preset or --config with the fields that it was generated from.',
    );
  }
  if (manifest === undefined) {
    const { configuration, words } = await chooseConfiguration(given);
    const text = generate(configuration).files.get('manifest.json')!;
    return { manifest: parseManifest(text, 'the generated manifest'), words };
  }
  if (preset !== undefined || config !== undefined || set !== undefined) {
    throw new UsageError('--manifest describes the design already; leave --preset, --config and --set out.');
  }
  return { manifest: await readManifestFile(resolve(manifest)), words: ['--manifest', manifest] };
}
