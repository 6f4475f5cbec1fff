// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { type CheckSummary, createChecker } from '../../sim/checker/index.ts';
import { type Manifest, parseManifest } from '../../sim/manifest/index.ts';
import { readManifestFile } from '../../sim/session/index.ts';
import { sampleWaveform, type WaveformSummary } from '../../sim/waveform/index.ts';
import { batonCommand } from './command-text.ts';
import { chooseConfiguration, type DesignArguments, designOptions } from './design-options.ts';
import { singleText } from './option-values.ts';
import { repeatable } from './repeatable.ts';
import { grouped } from './run-report.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

interface CheckArguments extends DesignArguments {
  readonly file?: string | undefined;
  readonly manifest?: string | undefined;
  readonly scope?: string | undefined;
  readonly atRest?: boolean | undefined;
}

/** `baton check`: a recorded waveform of any simulator against the reference model. */
export const checkVerb: Verb<CheckArguments> = {
  command: 'check <file>',
  describe: 'compare a waveform (VCD, also gzip, or FST) that any simulator wrote with the reference model',
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

async function compare(
  manifest: Manifest,
  given: CheckArguments,
): Promise<{ readonly waveform: WaveformSummary; readonly check: CheckSummary }> {
  const checker = createChecker(manifest);
  const waveform = await sampleWaveform(
    resolve(given.file!),
    {
      top: manifest.top,
      scope: given.scope,
      clock: manifest.clock,
      signals: checker.signals.map(({ name, width }) => ({ name, path: name, width })),
    },
    ({ frame, unknown, cycle, time, resumed }) => {
      if (resumed) {
        throw new UsageError(
          `The recording was switched off before time ${time}: cycles are missing, and what happened in them cannot be compared. Record without $dumpoff.`,
        );
      }
      checker.sample(frame, cycle, unknown);
    },
  );
  if (given.atRest) checker.finish();
  return { waveform, check: checker.summary() };
}

async function describedDesign(
  given: CheckArguments,
): Promise<{ readonly manifest: Manifest; readonly words: readonly string[] }> {
  const { manifest, preset, config, set } = given;
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
