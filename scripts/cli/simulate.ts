// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { sendFile } from '../../sim/traffic/file.ts';
import { runRandomTraffic } from '../../sim/traffic/random.ts';
import { batonCommand } from './command-text.ts';
import { designOptions } from './design-options.ts';
import { cloneThroughCarrier } from './git-through-carrier.ts';
import { singleText, wholeNumber } from './option-values.ts';
import { type PreparedArguments, prepareDesign } from './prepare-design.ts';
import { runSteps, type Step } from './progress.ts';
import { shownPath } from './project-folders.ts';
import { repeatable } from './repeatable.ts';
import { grouped, type RunData, renderRuns } from './run-report.ts';
import { openSimulation, type Simulation } from './simulation.ts';
import { readTraffic, type TrafficKind, trafficText } from './traffic-kind.ts';
import type { Verb } from './verb.ts';
import { waveformFile } from './waveform-file.ts';

interface SimulateArguments extends PreparedArguments {
  readonly traffic?: TrafficKind | undefined;
  readonly seed?: number | undefined;
  readonly messages?: number | undefined;
  readonly waves?: string | undefined;
}

const DEFAULT_MESSAGES = 1_000;

/** `baton simulate`: one design under one kind of traffic, compared with the model. */
export const simulateVerb: Verb<SimulateArguments> = {
  options: (parser) =>
    designOptions(parser)
      .option('rtl', {
        requiresArg: true,
        describe: 'take Verilog and manifest of this folder as they are, instead of generating them',
        coerce: singleText('rtl'),
      })
      .option('traffic', {
        requiresArg: true,
        default: 'random',
        describe: 'what is sent: git (a clone from a git daemon), file:PATH, or random',
        coerce: readTraffic,
      })
      .option('seed', {
        requiresArg: true,
        default: 1,
        describe: 'decides random messages, stalls, repository and uninitialized state',
        coerce: wholeNumber('seed', 1, 2 ** 31 - 1),
      })
      .option('messages', {
        requiresArg: true,
        default: DEFAULT_MESSAGES,
        describe: 'number of messages of random traffic; git and files send what they need',
        coerce: wholeNumber('messages', 1, 1_000_000_000),
      })
      .option('waves', {
        requiresArg: true,
        describe:
          'write a waveform to this file: FST when its name ends in .fst (needs lz4.h), VCD otherwise',
        coerce: singleText('waves'),
      })
      .example('$0 simulate --preset gateway --traffic random --seed 7 --messages 5000', 'random traffic')
      .example('$0 simulate --preset channel --traffic git', 'git clone through the channel')
      .example('$0 simulate --rtl build/channel --traffic file:README.md', 'Verilog that was edited by hand'),
  async run(given) {
    const traffic = given.traffic!;
    const seed = given.seed!;
    const messages = given.messages!;
    const waves = given.waves === undefined ? undefined : await waveformFile(given.waves);
    const design = await prepareDesign(given);
    const repeat = batonCommand('simulate', [
      ...design.words,
      ...['--traffic', trafficText(traffic), '--seed', String(seed)],
      ...(traffic.kind === 'random' ? ['--messages', String(messages)] : []),
      ...(given.waves === undefined ? [] : ['--waves', given.waves]),
    ]);
    let simulation: Simulation | undefined;
    let run: RunData | undefined;
    const steps: Step[] = [
      {
        title: `build ${design.manifest.top} for simulation`,
        run: async (say) => {
          simulation = await openSimulation({ design, seed, waves, repeat, onProgress: say });
        },
      },
      {
        title: `simulate: ${trafficText(traffic)}`,
        run: async (say) => {
          await sendTraffic(simulation!, { traffic, seed, messages, say });
          run = simulation!.finish(design.manifest.top);
        },
      },
    ];
    try {
      await repeatable(repeat, () => runSteps(steps, given));
    } finally {
      simulation?.session.close();
    }
    return {
      passed: true,
      text: [
        renderRuns([run!]),
        ...(waves === undefined ? [] : [`waveform: ${shownPath(waves)}`]),
        `repeat: ${repeat}`,
        'differences: 0',
      ].join('\n'),
      data: { ...run!, folder: design.folder, ...(waves === undefined ? {} : { waves }), repeat },
    };
  },
};

async function sendTraffic(
  { carrier }: Simulation,
  options: {
    readonly traffic: TrafficKind;
    readonly seed: number;
    readonly messages: number;
    readonly say: (line: string) => void;
  },
): Promise<void> {
  const { traffic, seed, messages, say } = options;
  switch (traffic.kind) {
    case 'git':
      await cloneThroughCarrier(carrier, seed);
      return;
    case 'file':
      await sendFile({
        carrier,
        path: resolve(traffic.path),
        onProgress: (bytes) => say(`${grouped(bytes)} bytes have come back`),
      });
      return;
    case 'random':
      await runRandomTraffic({
        carrier,
        seed,
        messages,
        onProgress: (delivered) => say(`${grouped(delivered)} of ${grouped(messages)} messages delivered`),
      });
  }
}
