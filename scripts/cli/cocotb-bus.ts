// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import Table from 'cli-table3';
import pc from 'picocolors';
import {
  type BusReport,
  busConfiguration,
  type ForeignInterface,
  foreignInterfaces,
  foreignModels,
  runBus,
  transactionsOf,
} from '../../testbenches/bus/run-bus.ts';
import { findCocotb } from '../../testbenches/cocotb/find-cocotb.ts';
import { CocotbError } from '../../testbenches/cocotb/run-python-test.ts';
import { generateDesign } from '../../testbenches/support/designs.ts';
import { batonCommand } from './command-text.ts';
import { wholeNumber } from './option-values.ts';
import { runSteps } from './progress.ts';
import { shownPath } from './project-folders.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

interface BusArguments {
  readonly interface: readonly ForeignInterface[];
  readonly seed: number | undefined;
  readonly transactions: number | undefined;
}

/** What became of an interface. */
interface Outcome {
  readonly interface: ForeignInterface;
  /** Undefined where there was a fault. */
  readonly report: BusReport | undefined;
  readonly fault: string;
}

const folder = join('out', 'cocotb-bus');
/** Far more than the slowest needs for a transaction. */
const SECONDS_EACH = 0.05;
const SECONDS_TO_BUILD = 600;

/** `baton cocotb-bus`: the buses of a block, driven by models that others wrote. */
export const cocotbBusVerb: Verb<BusArguments> = {
  options: (parser) =>
    parser
      .option('interface', {
        array: true,
        choices: foreignInterfaces,
        default: [...foreignInterfaces],
        describe: 'what to drive',
      })
      .option('seed', {
        requiresArg: true,
        default: 1,
        describe: 'seed of the traffic and of all pauses',
        coerce: wholeNumber('seed', 1, 2 ** 31 - 1),
      })
      .option('transactions', {
        requiresArg: true,
        default: 100_000,
        describe: 'accesses of one word on each bus, and transfers on streams',
        coerce: wholeNumber('transactions', 1, 100_000_000),
      }),
  async run({ interface: tried, seed, transactions, json }) {
    const { python, missing } = await findCocotb();
    if (missing !== undefined) throw new UsageError(`Nothing was run: ${missing}.`);
    const outcomes: Outcome[] = [];
    await runSteps(
      tried.map((one) => ({
        title: `${one}, seed ${seed}`,
        async run(say) {
          const outcome = await driveOne(python, one, seed!, transactions!);
          outcomes.push(outcome);
          say(outcome.fault === '' ? `${transactionsOf(one, outcome.report!)} transactions` : 'FAULT');
        },
      })),
      { json },
    );
    const faults = outcomes.filter(({ fault }) => fault !== '');
    const repeat = (one: string) =>
      batonCommand('cocotb-bus', [
        ...['--interface', one, '--seed', String(seed), '--transactions', String(transactions)],
      ]);
    const text = [
      tableOf(outcomes),
      ...faults.map(({ interface: one, fault }) => `${one}: ${fault}\nrepeat: ${repeat(one)}`),
      `seed ${seed}; ${outcomes.length} runs, ${faults.length} with a fault; logs, results.xml and reports: ${shownPath(folder)}`,
      `repeat: ${repeat(tried.join(' '))}`,
    ].join('\n');
    return { passed: outcomes.length > 0 && faults.length === 0, text, data: { runs: outcomes } };
  },
};

async function driveOne(
  python: string,
  one: ForeignInterface,
  seed: number,
  transactions: number,
): Promise<Outcome> {
  try {
    const report = await runBus(
      await generateDesign(busConfiguration(one)),
      { tried: one, seed, transactions },
      {
        python,
        outputFolder: join(folder, one),
        timeoutSeconds: SECONDS_TO_BUILD + SECONDS_EACH * transactions,
      },
    );
    return { interface: one, report, fault: '' };
  } catch (error) {
    if (error instanceof CocotbError) return { interface: one, report: undefined, fault: error.message };
    throw error;
  }
}

function tableOf(outcomes: readonly Outcome[]): string {
  const table = new Table({
    head: ['interface', 'models', 'transactions', 'refused', 'messages', 'bytes', 'resets', 'cycles', ''],
    style: { head: [], border: [] },
  });
  for (const { interface: one, report } of outcomes) {
    const counts =
      report === undefined
        ? ['', '', '', '', '', '', pc.red('fault')]
        : [
            ...[transactionsOf(one, report), report.errors, report.messages, report.bytes, report.resets],
            ...[report.cycles, pc.green('as it must')],
          ];
    table.push([one, foreignModels[one], ...counts]);
  }
  return table.toString();
}
