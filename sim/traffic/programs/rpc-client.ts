// SPDX-License-Identifier: Apache-2.0
// An ONC RPC client of its own process: keeps calls in flight on several connections, checks every byte of every
// reply, and prints what it saw as a line of JSON. Exit status 1 when a reply is missing or wrong.

import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { createRandom } from '../../tasks/random.ts';
import { CALL_HEADER_BYTES } from '../onc-rpc/message.ts';
import type { ClientSummary } from './announcements.ts';
import { planCalls } from './call-plan.ts';
import { runCallSession, type SessionObserver } from './call-session.ts';

const options = yargs(hideBin(process.argv))
  .usage('$0: ONC RPC client that checks every byte an echo server returns')
  .option('host', { type: 'string', default: '127.0.0.1', describe: 'host of the server' })
  .option('port', { type: 'number', demandOption: true, describe: 'TCP port of the server' })
  .option('connections', { type: 'number', default: 1, describe: 'connections at the same time' })
  .option('in-flight', { type: 'number', default: 8, describe: 'calls kept going on each connection' })
  .option('calls', { type: 'number', default: 100, describe: 'calls over all connections' })
  .option('largest', {
    type: 'number',
    default: 5120,
    describe: 'longest record of a call and of a reply in bytes',
  })
  .option('zero-length-every', {
    type: 'number',
    default: 20,
    describe: 'calls between empty records, 0 for none',
  })
  .option('seed', { type: 'number', default: 1, describe: 'seed of sizes and contents' })
  .option('timeout', { type: 'number', default: 60_000, describe: 'most milliseconds for everything' })
  .check((given) => {
    for (const name of ['port', 'connections', 'in-flight', 'calls', 'timeout'] as const) {
      if (!(Number.isInteger(given[name]) && given[name] >= 1)) {
        throw new Error(`--${name} must be an integer of at least 1, but is ${given[name]}.`);
      }
    }
    if (!(given.largest >= CALL_HEADER_BYTES)) {
      throw new Error(
        `--largest must be at least ${CALL_HEADER_BYTES}, a call header, but is ${given.largest}.`,
      );
    }
    return true;
  })
  .strict()
  .version(false)
  .parseSync();

const summary: { -readonly [Field in keyof ClientSummary]: ClientSummary[Field] } = {
  calls: options.calls,
  returned: 0,
  missing: options.calls,
  mismatches: 0,
  bytesSent: 0,
  bytesReceived: 0,
  shortestCall: Number.MAX_SAFE_INTEGER,
  longestCall: 0,
  shortestReply: Number.MAX_SAFE_INTEGER,
  longestReply: 0,
  outOfOrder: 0,
  mostInFlight: 0,
  zeroLengthSent: 0,
  zeroLengthReceived: 0,
  failure: null,
};
let inFlight = 0;

const observer: SessionObserver = {
  sent(length) {
    summary.bytesSent += length;
    summary.shortestCall = Math.min(summary.shortestCall, length);
    summary.longestCall = Math.max(summary.longestCall, length);
    summary.mostInFlight = Math.max(summary.mostInFlight, ++inFlight);
  },
  returned(length, overtook) {
    inFlight--;
    summary.returned++;
    summary.missing--;
    summary.bytesReceived += length;
    summary.shortestReply = Math.min(summary.shortestReply, length);
    summary.longestReply = Math.max(summary.longestReply, length);
    if (overtook) summary.outOfOrder++;
  },
  mismatch(what) {
    summary.mismatches++;
    process.stderr.write(`mismatch: ${what}\n`);
  },
  zeroLengthSent() {
    summary.zeroLengthSent++;
  },
  zeroLengthReceived() {
    summary.zeroLengthReceived++;
  },
};

function finish(failure: string | null): void {
  summary.failure = failure;
  const passed = failure === null && summary.missing === 0 && summary.mismatches === 0;
  process.stdout.write(`${JSON.stringify(summary)}\n`, () => process.exit(passed ? 0 : 1));
}

const timeout = setTimeout(() => finish(`not finished within ${options.timeout} ms`), options.timeout);
const plan = planCalls(options.calls, options.largest, createRandom(options.seed));
const sessions = Array.from({ length: options.connections }, (_, connection) =>
  runCallSession({
    host: options.host,
    port: options.port,
    calls: plan.filter((_call, index) => index % options.connections === connection),
    inFlight: options.inFlight,
    zeroLengthEvery: options.zeroLengthEvery,
    // All connections count from the same number: equal xids of different connections are not to be confused.
    firstXid: 0xffff_fff0 + options.seed,
    observer,
  }),
);
Promise.all(sessions).then(
  () => {
    clearTimeout(timeout);
    finish(null);
  },
  (error: Error) => finish(error.message),
);
