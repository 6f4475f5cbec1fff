// SPDX-License-Identifier: Apache-2.0
import {
  answerSizing,
  CIRCUIT_TIMING,
  type Path,
  SERVICE_SHAPES,
  type ServiceShape,
  type SizingAnswer,
  type SizingQuestion,
  simulateAnswer,
} from '../../sim/sizing/index.ts';
import { numberBetween, oneOf, wholeNumber } from './option-values.ts';
import { configurationOf, type SizedConfiguration } from './size-configuration.ts';
import { renderSizing } from './size-report.ts';
import type { Verb } from './verb.ts';

const PATHS = ['temporary', 'direct', 'two-party'] as const satisfies readonly Path[];
const DATA_WIDTHS = ['32', '64', '128', '256', '512'] as const;
/** The smallest buffer that a configuration may have. */
const SMALLEST_BUFFER = 64;
const MOST_CYCLES = 1e12;

interface SizeArguments {
  readonly threads?: number | undefined;
  readonly serviceCycles?: number | undefined;
  readonly messageBytes?: number | undefined;
  readonly returnBytes?: number | undefined;
  readonly thinkCycles?: number | undefined;
  readonly blocking?: number | undefined;
  readonly dataWidth?: (typeof DATA_WIDTHS)[number] | undefined;
  readonly bufferBytes?: number | undefined;
  readonly path?: Path | undefined;
  readonly simulate?: boolean | undefined;
  readonly measure?: boolean | undefined;
  readonly calls?: number | undefined;
  readonly serviceShape?: ServiceShape | undefined;
  readonly seed?: number | undefined;
}

/** `baton size`: how many buffers for how many threads, and the configuration that has them. */
export const sizeVerb: Verb<SizeArguments> = {
  options: (parser) =>
    parser
      .option('threads', {
        requiresArg: true,
        demandOption: true,
        describe: 'threads, each with at most one call open',
        coerce: wholeNumber('threads', 1, 65536),
      })
      .option('service-cycles', {
        requiresArg: true,
        demandOption: true,
        describe: 'mean cycles that the server executes a call',
        coerce: wholeNumber('service-cycles', 0, MOST_CYCLES),
      })
      .option('message-bytes', {
        requiresArg: true,
        demandOption: true,
        describe: 'bytes of a request, and of a return unless --return-bytes says otherwise',
        coerce: wholeNumber('message-bytes', 0, 65536),
      })
      .option('return-bytes', {
        requiresArg: true,
        describe: 'bytes of a return',
        coerce: wholeNumber('return-bytes', 0, 65536),
      })
      .option('think-cycles', {
        requiresArg: true,
        default: '0',
        describe: 'mean cycles between two calls of a thread',
        coerce: wholeNumber('think-cycles', 0, MOST_CYCLES),
      })
      .option('blocking', {
        requiresArg: true,
        default: '1e-6',
        describe: 'share of the allocations that may find no buffer',
        coerce: numberBetween('blocking', 1e-12, 0.5),
      })
      .option('data-width', {
        requiresArg: true,
        default: '64',
        describe: `bits of a word: ${DATA_WIDTHS.join(', ')}`,
        coerce: oneOf('data-width', DATA_WIDTHS),
      })
      .option('buffer-bytes', {
        requiresArg: true,
        describe: 'bytes of a buffer; the longer message, in whole words, unless given',
        coerce: wholeNumber('buffer-bytes', SMALLEST_BUFFER, 65536),
      })
      .option('path', {
        requiresArg: true,
        default: 'temporary',
        describe:
          'gateway with temporary buffers, gateway that copies directly, or two parties: temporary, direct, two-party',
        coerce: oneOf('path', PATHS),
      })
      .option('simulate', {
        type: 'boolean',
        default: false,
        describe: 'let calls pass through the lanes of the circuits, event by event, beside the formulas',
      })
      .option('measure', {
        type: 'boolean',
        default: false,
        describe: 'build the circuits, and let calls pass through them with early release and with hold',
      })
      .option('calls', {
        requiresArg: true,
        default: '20000',
        describe: 'calls to simulate or to measure',
        coerce: wholeNumber('calls', 1, 10_000_000),
      })
      .option('service-shape', {
        requiresArg: true,
        default: 'exponential',
        describe: `distribution of the service times: ${SERVICE_SHAPES.join(', ')}`,
        coerce: oneOf('service-shape', SERVICE_SHAPES),
      })
      .option('seed', {
        requiresArg: true,
        default: '1',
        describe: 'of the calls',
        coerce: wholeNumber('seed', 1, 2147483647),
      })
      .example('$0 size --threads 32 --service-cycles 6600 --message-bytes 512', 'the law')
      .example(
        '$0 size --threads 256 --service-cycles 100000 --message-bytes 136 --return-bytes 503 --simulate',
        'and the same calls through the lanes',
      )
      .example(
        '$0 size --threads 32 --service-cycles 6600 --message-bytes 512 --simulate --measure',
        'and through the circuits',
      ),
  async run(given) {
    const question = questionOf(given);
    const answer = answerSizing(question);
    const { path, threads, bufferBytes } = question;
    const sized = configurationOf(answer, {
      path,
      threads,
      bufferBytes,
      dataWidth: Number(given.dataWidth!),
    });
    const simulated = given.simulate
      ? simulateAnswer(question, answer, {
          calls: given.calls!,
          serviceShape: given.serviceShape!,
          seed: given.seed!,
        })
      : undefined;
    const measured = given.measure ? await measure(given, question, answer, sized) : undefined;
    const simulatedEnds = simulated?.early.deadlock === undefined;
    const measuredEnds = measured === undefined || measured.answer.early.measured.stuckCalls === 0;
    return {
      passed: simulatedEnds && measuredEnds,
      text: [renderSizing(question, answer, sized, simulated), measured?.text].filter(Boolean).join('\n'),
      data: {
        ...{ question, answer, ...sized },
        ...(simulated === undefined ? {} : { simulated }),
        ...(measured === undefined ? {} : { measured: measured.answer }),
      },
    };
  },
};

/** The parts that build and run circuits are loaded for this alone: an answer by the law is there at once without them. */
async function measure(
  { calls, serviceShape, seed, json }: SizeArguments & { readonly json: boolean },
  question: SizingQuestion,
  answer: SizingAnswer,
  sized: SizedConfiguration,
) {
  const { measureAnswer, measurementTable } = await import('./size-measure.ts');
  const choices = { calls: calls!, serviceShape: serviceShape!, seed: seed!, json };
  const measured = await measureAnswer(question, answer, sized, choices);
  return { answer: measured, text: measurementTable(measured) };
}

function questionOf(given: SizeArguments): SizingQuestion {
  const requestBytes = given.messageBytes!;
  const returnBytes = given.returnBytes ?? requestBytes;
  const bytesPerCycle = Number(given.dataWidth!) / 8;
  const longest = Math.max(SMALLEST_BUFFER, requestBytes, returnBytes);
  return {
    path: given.path!,
    threads: given.threads!,
    requestBytes,
    returnBytes,
    serviceCycles: given.serviceCycles!,
    thinkCycles: given.thinkCycles!,
    blocking: given.blocking!,
    bufferBytes: given.bufferBytes ?? bytesPerCycle * Math.ceil(longest / bytesPerCycle),
    reserveForReturn: 1,
    timing: { bytesPerCycle, ...CIRCUIT_TIMING },
  };
}
