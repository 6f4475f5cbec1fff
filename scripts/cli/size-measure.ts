// SPDX-License-Identifier: Apache-2.0
import Table from 'cli-table3';
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';
import type { Release, ServiceShape, SizingAnswer, SizingQuestion } from '../../sim/sizing/index.ts';
import { measurePoint } from '../experiment/measure-point.ts';
import type { Outcome } from '../experiment/measured.ts';
import type { Point } from '../experiment/point.ts';
import { runSteps, type Step } from './progress.ts';
import type { SizedConfiguration } from './size-configuration.ts';
import { UsageError } from './usage-error.ts';

/** The most buffers of an area that can be generated. */
const MOST_BUFFERS = 64;

/** An answer measured on the generated circuits; hold with a buffer for each thread only where that many can be built. */
export interface MeasuredAnswer {
  readonly early: Outcome;
  readonly holdSameBuffers: Outcome;
  readonly hold: Outcome | undefined;
}

/** What is measured besides the question. */
export interface MeasurementChoices {
  readonly calls: number;
  readonly serviceShape: ServiceShape;
  readonly seed: number;
  readonly json: boolean;
}

/**
 * Builds what an answer comes to and lets the same calls run through it with early release and with hold.
 *
 * @throws UsageError when the configuration cannot be generated, and what building and running it throws
 */
export async function measureAnswer(
  question: SizingQuestion,
  { built }: SizingAnswer,
  { configuration, refused }: SizedConfiguration,
  { calls, serviceShape, seed, json }: MeasurementChoices,
): Promise<MeasuredAnswer> {
  if (refused !== undefined) {
    throw new UsageError(
      `--measure needs circuits, and the generator refuses this configuration: ${refused}`,
    );
  }
  const { threads, requestBytes, returnBytes, serviceCycles, thinkCycles } = question;
  const point = (release: Release, buffers: number): Point => ({
    run: 'size',
    design: {
      name: 'sized',
      configuration: { ...(configuration as ConfigurationInput), buffers, release: 'both' },
    },
    release,
    // Returns that reuse the buffers of their requests need no reserve, and no server thread waits without a buffer.
    limits: release === 'hold' ? { reserve: 0, serverThreads: Math.min(threads, buffers) } : {},
    threads,
    requestSizes: requestBytes,
    returnSizes: returnBytes,
    serviceShape,
    serviceCycles,
    thinkCycles: Math.max(1, thinkCycles),
    start: threads === 1 ? 'together' : 'spread',
    calls,
    seed,
    checked: false,
  });
  const outcomes = new Map<string, Outcome>();
  const step = (title: string, one: Point): Step => ({
    title: `measure ${title}`,
    run: async (say) => {
      outcomes.set(title, await measurePoint(one, say));
    },
  });
  const steps = [
    step('early release', point('early', built.areas[0])),
    step('hold, same buffers', point('hold', built.areas[0])),
    ...(threads > MOST_BUFFERS ? [] : [step('hold, one a thread', point('hold', threads))]),
  ];
  await runSteps(steps, { json });
  return {
    early: outcomes.get('early release')!,
    holdSameBuffers: outcomes.get('hold, same buffers')!,
    hold: outcomes.get('hold, one a thread'),
  };
}

/** The table of a measured answer, with what the event simulation says of the same calls in brackets. */
export function measurementTable({ early, holdSameBuffers, hold }: MeasuredAnswer): string {
  const runs = [early, holdSameBuffers, hold];
  const table = new Table({
    head: [
      'measured on the circuits (simulated)',
      'early release',
      'hold, same buffers',
      'hold, one a thread',
    ],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const row = (title: string, show: (run: Outcome['measured']) => string) =>
    table.push([
      title,
      ...runs.map((run) =>
        run === undefined ? 'too many to build' : `${show(run.measured)} (${show(run.simulated)})`,
      ),
    ]);
  const areas = (run: Outcome['measured'], show: (pool: Outcome['measured']['pools'][0]) => number) =>
    run.pools
      .slice(0, run.pools[1].allocations === 0 && run.pools[1].peak === 0 ? 1 : 2)
      .map((pool) => short(show(pool)))
      .join(' + ');
  row('calls per 1000 cycles', ({ callsPerCycle }) => short(1000 * callsPerCycle));
  row('buffer-cycles of a call', (run) => areas(run, ({ bufferCyclesPerCall }) => bufferCyclesPerCall));
  row('mean buffers in use', (run) => areas(run, ({ mean }) => mean));
  row('most buffers in use', (run) => areas(run, ({ peak }) => peak));
  row('most temporaries in use', ({ pools }) => short(pools[2].peak));
  row(
    'requests blocked at first',
    ({ pools, calls }) => `${short((100 * pools[0].requests.blocked) / calls)} %`,
  );
  row('latency, median', ({ latency }) => short(latency.p50));
  row('latency, 99 of 100', ({ latency }) => short(latency.p99));
  return table.toString();
}

function short(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}
