// SPDX-License-Identifier: Apache-2.0
import { formatAddress, parseAddress } from '../../sim/traffic/bridge/address.ts';
import { type Bridge, startBridge } from '../../sim/traffic/bridge/bridge.ts';
import type { BridgeEvent, BridgeSummary, ConnectionErrorKind } from '../../sim/traffic/bridge/summary.ts';
import { batonCommand } from './command-text.ts';
import { type DesignArguments, designOptions } from './design-options.ts';
import { onNextInterruption } from './interruption.ts';
import { oneOf, singleText } from './option-values.ts';
import { prepareDesign } from './prepare-design.ts';
import { runSteps } from './progress.ts';
import { repeatable } from './repeatable.ts';
import { grouped, renderRuns } from './run-report.ts';
import { openSimulation, type Simulation } from './simulation.ts';
import type { Verb } from './verb.ts';

const FRAMINGS = ['stream', 'onc-rpc'] as const;

interface BridgeArguments extends DesignArguments {
  readonly listen?: string | undefined;
  readonly to?: string | undefined;
  readonly framing?: (typeof FRAMINGS)[number] | undefined;
  readonly allowRemote?: boolean | undefined;
}

/** `baton bridge`: real clients and servers talk through a simulated design until it is interrupted. */
export const bridgeVerb: Verb<BridgeArguments> = {
  options: (parser) =>
    designOptions(parser)
      .option('listen', {
        requiresArg: true,
        demandOption: true,
        describe: 'HOST:PORT where clients connect; port 0 takes any free one',
        coerce: singleText('listen'),
      })
      .option('to', {
        requiresArg: true,
        demandOption: true,
        describe: 'HOST:PORT of the server',
        coerce: singleText('to'),
      })
      .option('framing', {
        requiresArg: true,
        default: 'stream',
        describe: 'stream: any protocol; onc-rpc: record-marked calls, each a call through the design',
        coerce: oneOf('framing', FRAMINGS),
      })
      .option('allow-remote', {
        type: 'boolean',
        default: false,
        describe: 'allow addresses beyond loopback; whoever reaches them can use the bridge',
      })
      .example(
        '$0 bridge --preset channel --listen 127.0.0.1:8080 --to 127.0.0.1:80',
        'HTTP through the channel',
      )
      .example(
        '$0 bridge --preset gateway --listen 127.0.0.1:0 --to 127.0.0.1:2049 --framing onc-rpc',
        'ONC RPC through the gateway, on any free port',
      )
      .epilogue('Ends on Ctrl-C (SIGINT) or SIGTERM with a table of what it carried.'),
  async run(given) {
    const framing = given.framing!;
    const listen = parseAddress(given.listen!);
    const to = parseAddress(given.to!);
    const allowRemote = given.allowRemote ?? false;
    const design = await prepareDesign(given);
    const repeat = batonCommand('bridge', [
      ...design.words,
      ...['--listen', given.listen!, '--to', given.to!, '--framing', framing],
      ...(allowRemote ? ['--allow-remote'] : []),
    ]);
    let simulation: Simulation | undefined;
    try {
      await runSteps(
        [
          {
            title: `build ${design.manifest.top} for simulation`,
            run: async (say) => {
              simulation = await openSimulation({
                design,
                seed: 1,
                waves: undefined,
                repeat,
                onProgress: say,
              });
            },
          },
        ],
        given,
      );
      const { carrier } = simulation!;
      const { bridge, run } = await repeatable(repeat, async () => {
        const onEvent = (event: BridgeEvent) => reportTrouble(event);
        const opened = await startBridge({ listen, to, framing, carrier, allowRemote, onEvent });
        const ended = untilInterrupted(opened);
        announce(opened, given);
        return {
          bridge: await ended,
          run: simulation!.finish(design.manifest.top),
        };
      });
      return {
        passed: true,
        text: [renderRuns([run]), ...summaryLines(bridge), `repeat: ${repeat}`, 'differences: 0'].join('\n'),
        data: { ...run, bridge, repeat },
      };
    } finally {
      simulation?.session.close();
    }
  },
};

/** Says where the bridge listens, before the first client can know it. */
function announce(bridge: Bridge, given: BridgeArguments & { readonly json: boolean }): void {
  const listening = formatAddress(bridge.address);
  console.log(
    given.json
      ? JSON.stringify({ listening: bridge.address, to: given.to, framing: given.framing })
      : `listening on ${listening}, to ${given.to}, framing ${given.framing}; Ctrl-C ends it`,
  );
}

/** Waits until the bridge fails or somebody asks it to end; a second request ends the process at once. */
async function untilInterrupted(bridge: Bridge): Promise<BridgeSummary> {
  const giveBack = onNextInterruption(() => {
    // Whoever waits for the end of the bridge hears of a failure.
    bridge.close().catch(() => {});
  });
  try {
    return await bridge.done;
  } finally {
    giveBack();
  }
}

/** What each kind of trouble is to somebody who looks at the programs on both ends. */
const troubleText: Readonly<Record<ConnectionErrorKind, string>> = {
  'upstream-refused': 'the server does not accept connections',
  'upstream-unreachable': 'the server cannot be reached',
  'client-reset': 'the client went away',
  'upstream-reset': 'the server broke the connection',
  'record-truncated': 'it ended in the middle of a record',
  'record-garbage': 'what was sent is not record-marked',
  'unknown-xid': 'the server answered what nobody asked',
  'calls-abandoned': 'the server went away with calls open, which were answered with an error',
  'notice-overflow': 'the server sends more than the client takes',
  'accept-failed': 'a client could not be accepted',
};

function reportTrouble(event: BridgeEvent): void {
  if (event.kind === 'message-refused') {
    const { connection, from, length, largest, xid } = event;
    console.error(
      `connection ${connection}: refused a message of ${length} bytes from the ${from} party (xid ${xid}); a buffer holds ${largest}`,
    );
  }
  if (event.kind === 'connection-error') {
    console.error(
      `connection ${event.connection}: ${troubleText[event.error]} (${event.error}: ${event.detail})`,
    );
  }
}

function summaryLines({ connections, mostConnections, refusedMessages, errors }: BridgeSummary): string[] {
  const troubles = Object.entries(errors).map(([kind, count]) => `${kind} ${count}`);
  return [
    `connections: ${grouped(connections)}, at most ${grouped(mostConnections)} at once; refused messages: ${grouped(refusedMessages)}`,
    `connection errors: ${troubles.length === 0 ? 'none' : troubles.join(', ')}`,
  ];
}
