// SPDX-License-Identifier: Apache-2.0

import { fillEveryBuffer } from '../../sim/traffic/circuits/fill-buffers.ts';
import type { CloneFacts } from '../../sim/traffic/git.ts';
import { batonCommand } from './command-text.ts';
import { cloneThroughCarrier } from './git-through-carrier.ts';
import { lintGenerated } from './lint-generated.ts';
import { checkMainJob } from './main-job-proof.ts';
import { wholeNumber } from './option-values.ts';
import { askPortmapper } from './portmapper-through-carrier.ts';
import { type PreparedDesign, prepareDesign } from './prepare-design.ts';
import { runSteps, type Step } from './progress.ts';
import { shownPath } from './project-folders.ts';
import { recordWaveform } from './record-waveform.ts';
import { repeatable } from './repeatable.ts';
import { callThroughCarrier, type RpcFacts } from './rpc-through-carrier.ts';
import { grouped, type RunData, renderRuns } from './run-report.ts';
import { openSimulation, type Simulation } from './simulation.ts';
import type { Verb } from './verb.ts';

interface StartArguments {
  readonly seed?: number | undefined;
  readonly waves?: boolean | undefined;
}

const CALLS = 2_500;

/** What the steps of the main job hand on. */
interface Progressing {
  designs: { readonly channel: PreparedDesign; readonly gateway: PreparedDesign };
  channel: Simulation;
  gateway: Simulation;
  clone: CloneFacts;
  rpc: RpcFacts;
  portmapper: string;
  channelRun: RunData;
  gatewayRun: RunData;
  waves: string[];
}

/** `baton start`: from a configuration to hardware that real programs use, checked at every step. */
export const startVerb: Verb<StartArguments> = {
  options: (parser) =>
    parser
      .option('seed', {
        requiresArg: true,
        default: 1,
        describe: 'decides the repository, the calls and uninitialized state',
        coerce: wholeNumber('seed', 1, 2 ** 31 - 2),
      })
      .option('waves', {
        type: 'boolean',
        default: false,
        describe: 'also write a waveform of each design with every buffer in use',
      })
      .example('$0 start', 'the same as npm start')
      .example('$0 start --waves', 'with waveforms'),
  async run(given) {
    const seed = given.seed!;
    const repeat = batonCommand('start', [
      ...(seed === 1 ? [] : ['--seed', String(seed)]),
      ...(given.waves ? ['--waves'] : []),
    ]);
    const done: Partial<Progressing> = { waves: [] };
    try {
      await repeatable(repeat, () =>
        runSteps(mainJob(done as Progressing, seed, repeat, given.waves ?? false), given),
      );
    } finally {
      done.channel?.session.close();
      done.gateway?.session.close();
    }
    return report(done as Progressing, repeat);
  },
};

function mainJob(done: Progressing, seed: number, repeat: string, waves: boolean): Step[] {
  const open = (design: PreparedDesign, say: (line: string) => void): Promise<Simulation> =>
    openSimulation({ design, seed, waves: undefined, repeat, onProgress: say });
  const steps: Step[] = [
    {
      title: 'generate channel and gateway',
      run: async () => {
        const [channel, gateway] = [
          await prepareDesign({ preset: 'channel' }),
          await prepareDesign({ preset: 'gateway' }),
        ];
        done.designs = { channel, gateway };
      },
    },
    {
      title: 'lint and build both for simulation',
      run: async (say) => {
        const { channel, gateway } = done.designs;
        [done.channel, done.gateway] = await Promise.all([
          open(channel, say),
          open(gateway, say),
          lintGenerated(channel),
          lintGenerated(gateway),
        ]);
      },
    },
    {
      title: 'git clone through the channel',
      run: async () => {
        done.clone = await cloneThroughCarrier(done.channel.carrier, seed);
      },
    },
    {
      title: 'ONC RPC calls through the gateway',
      run: async (say) => {
        done.rpc = await callThroughCarrier(done.gateway.carrier, { seed, calls: CALLS, say });
        done.portmapper = await askPortmapper(done.gateway.carrier);
      },
    },
    {
      title: 'every buffer of channel and gateway in use',
      run: async () => {
        for (const simulation of [done.channel, done.gateway]) {
          fillEveryBuffer(simulation.carrier, simulation.session.manifest, seed);
        }
        done.channelRun = done.channel.finish('channel');
        done.gatewayRun = done.gateway.finish('gateway');
        checkMainJob(done);
      },
    },
  ];
  if (waves) {
    steps.push({
      title: 'record waveforms',
      run: async (say) => {
        for (const design of [done.designs.channel, done.designs.gateway]) {
          done.waves.push(await recordWaveform(design, { seed, repeat, onProgress: say }));
        }
      },
    });
  }
  return steps;
}

function report(done: Progressing, repeat: string) {
  const { clone, rpc, portmapper, channelRun, gatewayRun, waves, designs } = done;
  const { channel, gateway } = designs;
  const calls = rpc.ready.returned + rpc.stalling.returned;
  const outOfOrder = rpc.ready.outOfOrder + rpc.stalling.outOfOrder;
  const files = [channel.folder, gateway.folder, ...waves].map(shownPath);
  return {
    passed: true,
    text: [
      renderRuns([channelRun, gatewayRun]),
      `git clone: ${grouped(clone.objects)} objects, ${grouped(clone.packBytes)} bytes packed, head ${clone.head.slice(0, 12)}, git fsck passed`,
      `ONC RPC: ${grouped(calls)} calls, every reply right, ${grouped(outOfOrder)} out of order, ${rpc.ready.shortestReply} to ${grouped(rpc.ready.longestCall)} bytes, and ${rpc.ready.zeroLengthReceived + rpc.stalling.zeroLengthReceived} empty records`,
      `portmapper: ${portmapper}`,
      `written: ${files.join(', ')}`,
      '',
      'Try next:',
      '  npx baton simulate --preset gateway --traffic random --seed 2 --messages 5000',
      '  npx baton generate --preset channel --set buffers=8 --out build/channel',
      '  npx baton bridge --preset channel --listen 127.0.0.1:8080 --to 127.0.0.1:80',
      ...(waves.length === 0
        ? ['  npx baton start --waves']
        : [`  npx baton check ${shownPath(waves[0]!)} --preset channel --at-rest`]),
      `repeat: ${repeat}`,
      'differences: 0',
    ].join('\n'),
    data: {
      runs: [channelRun, gatewayRun],
      clone,
      rpc,
      portmapper,
      files: [channel.folder, gateway.folder, ...waves],
      differences: 0,
      repeat,
    },
  };
}
