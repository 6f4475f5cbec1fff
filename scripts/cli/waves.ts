// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { layoutFrame } from '../../sim/samples/frame.ts';
import {
  createSampleRing,
  type FoundSignals,
  locateSignals,
  readDefinitions,
  sampleWaveform,
} from '../../sim/waveform/index.ts';
import { batonCommand } from './command-text.ts';
import { makeFolder } from './make-folder.ts';
import { singleText, wholeNumber } from './option-values.ts';
import { shownPath } from './project-folders.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';
import { type DrawnWindow, drawText, drawView, type ViewKind, viewKinds } from './waveform-views.ts';

interface WavesArguments {
  readonly file?: string | undefined;
  readonly signals?: readonly string[] | undefined;
  readonly clock?: string | undefined;
  readonly scope?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly out?: string | undefined;
}

const usualCycles = 32;
const mostCycles = 1_000;
const latestCycle = 1_000_000_000_000;

/** `baton waves`: some cycles of a recorded waveform, of any design, as a drawing. */
export const wavesVerb: Verb<WavesArguments> = {
  options: (parser) =>
    parser
      .positional('file', { type: 'string', demandOption: true, describe: 'the waveform' })
      .option('signals', {
        requiresArg: true,
        demandOption: true,
        describe: 'names or ends of paths, with commas between them',
        coerce: readNames,
      })
      .option('clock', {
        requiresArg: true,
        describe:
          'the clock, whose rising edges are counted; clk, clock, clk_i, clock_i or aclk if not given',
        coerce: singleText('clock'),
      })
      .option('scope', {
        requiresArg: true,
        describe: 'path of the scope to look in, if there are several signals of one name',
        coerce: singleText('scope'),
      })
      .option('from', {
        requiresArg: true,
        default: 0,
        describe: 'first cycle',
        coerce: wholeNumber('from', 0, latestCycle),
      })
      .option('to', {
        requiresArg: true,
        describe: `last cycle; ${usualCycles} cycles are drawn if not given`,
        coerce: wholeNumber('to', 0, latestCycle),
      })
      .option('out', {
        requiresArg: true,
        describe: `file to write, by its ending: ${viewKinds.join(', ')} (WaveJSON, picture, GTKWave, Surfer); text if not given`,
        coerce: singleText('out'),
      })
      .example(
        '$0 waves run.vcd --signals ready,second_out_valid,second_out_data --from 190 --to 220',
        'as text',
      )
      .example('$0 waves run.fst --signals tb.dut.state_q --clock tb.clk --out state.svg', 'as a picture'),
  async run(given) {
    const file = given.file!;
    const names = given.signals!;
    const from = given.from!;
    const to = given.to ?? from + usualCycles - 1;
    if (to < from || to - from >= mostCycles) {
      throw new UsageError(`--from ${from} --to ${to} are ${to - from + 1} cycles; draw 1 to ${mostCycles}.`);
    }
    const kind = given.out === undefined ? undefined : viewKind(given.out);
    const window = await readWindow(file, given, names, from, to);
    const title = `cycles ${window.samples[0]!.cycle} to ${window.samples.at(-1)!.cycle}`;
    const repeat = batonCommand('waves', [
      ...[file, '--signals', names.join(','), '--from', String(from), '--to', String(to)],
      ...(['clock', 'scope', 'out'] as const).flatMap((option) => {
        const value = given[option];
        return value === undefined ? [] : [`--${option}`, value];
      }),
    ]);
    const data = { file, from, to, cycles: window.samples.length, repeat };
    if (kind === undefined) {
      const diagram = JSON.parse(await drawView('.json', window, { title }));
      return { passed: true, text: drawText(window, { title }).trimEnd(), data: { ...data, diagram } };
    }
    const out = resolve(given.out!);
    await makeFolder(dirname(out));
    await writeFile(out, await drawView(kind, window, { title }));
    return { passed: true, text: `${title}: ${shownPath(out)}\nrepeat: ${repeat}`, data: { ...data, out } };
  },
};

function readNames(given: unknown): readonly string[] {
  const names = singleText('signals')(given)!
    .split(',')
    .map((name) => name.trim());
  if (names.includes('')) throw new UsageError('--signals has an empty name; write them as a,b,c.');
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new UsageError(`--signals has '${twice}' twice; name each signal once.`);
  return names;
}

function viewKind(out: string): ViewKind {
  const kind = viewKinds.find((known) => known === extname(out));
  if (kind !== undefined) return kind;
  throw new UsageError(
    `--out ${out}: the ending says what is drawn; it must be one of ${viewKinds.join(', ')}.`,
  );
}

async function readWindow(
  file: string,
  given: WavesArguments,
  names: readonly string[],
  from: number,
  to: number,
): Promise<DrawnWindow> {
  const path = resolve(file);
  const { clock, scope } = given;
  const located = locateSignals(await readDefinitions(path), { names, clock, scope });
  const layout = layoutFrame(located.signals);
  const ring = createSampleRing(to - from + 1, layout.totalWords);
  let found: FoundSignals | undefined;
  const options = { top: '', ...located, onFound: (where: FoundSignals) => (found = where) };
  const { cycles } = await sampleWaveform(path, options, (sample) => {
    if (sample.cycle >= from) ring.push(sample);
    return sample.cycle >= to;
  });
  if (cycles <= from) {
    throw new UsageError(
      `--from ${from}: the waveform has ${cycles} cycles of '${found!.clock}'; choose an earlier one.`,
    );
  }
  return { samples: ring.samples(), signals: located.signals, layout, found: found! };
}
