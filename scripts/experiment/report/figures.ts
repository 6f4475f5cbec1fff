// SPDX-License-Identifier: Apache-2.0
import {
  CIRCUIT_TIMING,
  callShape,
  engset,
  saving,
  shareUpTo,
  WORKLOADS,
} from '../../../sim/sizing/index.ts';
import { bypassOf, withoutBuffer } from '../bypass.ts';
import { provisions, sweepPairs } from '../criteria/memory.ts';
import { blockingOf } from '../criteria/waiting.ts';
import type { ExperimentData } from '../data.ts';
import { lawOf, serviceInCopies, wholeCall } from '../law.ts';
import { pairsOf, pointsOf, savedBy } from '../pairs.ts';
import { copyAt64, MESSAGE_BYTES } from '../points/base.ts';
import type { Chart, Series } from './chart.ts';

/** A figure of the report. */
export interface Figure {
  /** Name of its file, without folder. */
  readonly file: string;
  readonly chart: Chart;
}

/** Every figure, each from what was measured; those whose parts were not run are left out. */
export function figuresOf(data: ExperimentData): readonly Figure[] {
  return [
    figure('saving.svg', savingChart(data)),
    figure('throughput.svg', throughputChart(data)),
    figure('fewest-buffers.svg', fewestChart(data)),
    figure('blocking.svg', blockingChart(data)),
    figure('bypass.svg', bypassChart(data)),
    figure('little-gain.svg', littleGainChart(data)),
  ].filter(({ chart }) => chart.series.some(({ values }) => values.length > 0));
}

function figure(file: string, chart: Chart): Figure {
  return { file, chart };
}

const SERVICES = [1, 2, 4, 10, 20, 32, 50, 100, 200, 320, 500, 1000];

/** R12 against S / Tc. */
function savingChart(data: ExperimentData): Chart {
  const pairs = pairsOf(pointsOf(data, 'X2', ({ requestSizes }) => requestSizes === MESSAGE_BYTES)).filter(
    ({ early }) => early.point.serviceCycles > 0,
  );
  const byThreads = (threads: number): Series => ({
    name: `measured, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    kind: 'points',
    values: pairs
      .filter(({ early }) => early.point.threads === threads)
      .map((pair) => ({ x: serviceInCopies(pair.early), y: savedBy(pair, 'measured').areas })),
  });
  const simulated = pairs
    .filter(({ early }) => early.point.threads === 32 && early.point.serviceShape === 'exponential')
    .map((pair) => ({ x: serviceInCopies(pair.early), y: savedBy(pair, 'simulated').areas }));
  return {
    title: 'Buffer-cycles of a call, hold over early release, both areas',
    x: { title: 'service time in copies, S / Tc', scale: 'log', ticks: [1, 4, 10, 32, 100, 320, 1000] },
    y: { title: 'R12', scale: 'log', ticks: [1, 2, 5, 10, 20, 50, 100, 200] },
    series: [
      { name: 'closed form, no waiting', kind: 'line', values: SERVICES.map(closedForm) },
      { name: 'event simulation, 32 threads', kind: 'line', values: simulated },
      ...[1, 4, 8, 32].map(byThreads),
    ],
  };
}

/** R12 of equal copies, with the hop and the cycles of the circuits. */
function closedForm(copies: number): { readonly x: number; readonly y: number } {
  const timing = { bytesPerCycle: 8, ...CIRCUIT_TIMING };
  const call = { requestBytes: MESSAGE_BYTES, returnBytes: MESSAGE_BYTES, thinkCycles: 0 };
  const serviceCycles = copies * copyAt64(MESSAGE_BYTES);
  return { x: copies, y: saving(callShape('temporary', timing, { ...call, serviceCycles })).together };
}

/** Calls per 1000 cycles against the buffers of each area. */
function throughputChart(data: ExperimentData): Chart {
  const series = [32, 256].flatMap((threads) =>
    (['early', 'hold'] as const).flatMap((release): Series[] => {
      const pairs = sweepPairs(data, threads);
      const name = `${release}, ${threads} threads`;
      const values = (source: 'measured' | 'simulated') =>
        pairs.map((pair) => ({
          x: pair[release].point.limits.areaBuffers![0],
          y: 1000 * pair[release].outcome[source].callsPerCycle,
        }));
      return [
        { name, kind: 'line', values: values('simulated') },
        { name, kind: 'points', values: values('measured') },
      ];
    }),
  );
  return {
    title: 'Throughput with few buffers, services of 100 copies',
    x: { title: 'buffers of each area', scale: 'log', ticks: [2, 4, 8, 16, 32] },
    y: { title: 'calls per 1000 cycles', scale: 'linear', zero: true },
    series,
  };
}

/** Share of the full throughput against the buffers of all pools. */
function fewestChart(data: ExperimentData): Chart {
  const series = (['early', 'hold'] as const).map(
    (release): Series => ({
      name: release,
      kind: 'points',
      values: provisions(data, release).map(({ buffers, share }) => ({ x: buffers, y: 100 * share })),
    }),
  );
  const ends = series.flatMap(({ values }) => values.map(({ x }) => x));
  const line = [Math.min(...ends), Math.max(...ends)].map((x) => ({ x, y: 99 }));
  return {
    title: 'Throughput of 32 threads by the buffers of all three pools',
    x: { title: 'buffers of both areas and temporaries', scale: 'linear' },
    y: { title: '% of the throughput with nothing lacking', scale: 'linear' },
    series: [...series, { name: '99 %', kind: 'line', values: ends.length === 0 ? [] : line }],
  };
}

/** Share of blocked allocations against the buffers of each area. */
function blockingChart(data: ExperimentData): Chart {
  const points = pointsOf(data, 'X4');
  const services = [...new Set(points.map((one) => Math.round(serviceInCopies(one))))];
  const buffers = [2, 3, 4, 5, 6, 7];
  const series = services.flatMap((copies): Series[] => {
    const some = points.filter((one) => Math.round(serviceInCopies(one)) === copies);
    const name = (what: string) => `${what}, S = ${copies} Tc`;
    const first = some[0]!;
    const share = lawOf(first)[0] / (wholeCall(first) + first.point.thinkCycles);
    const seen = (source: 'measured' | 'simulated') =>
      some
        .map((one) => ({ x: one.point.limits.areaBuffers![0], y: blockingOf(one, source).share }))
        .filter(({ y }) => y > 0);
    return [
      {
        name: name('formula of Engset'),
        kind: 'line',
        values: buffers.map((x) => ({ x, y: engset(first.point.threads, share, x) })),
      },
      { name: name('event simulation'), kind: 'line', values: seen('simulated') },
      { name: name('measured'), kind: 'points', values: seen('measured') },
    ];
  });
  return {
    title: 'Allocations that find no buffer at first, 32 threads, early release',
    x: { title: 'buffers of each area', scale: 'linear', ticks: buffers },
    y: { title: 'share of allocations', scale: 'log', ticks: [1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6] },
    series,
  };
}

/** Share of messages that a bypass of so many bytes keeps out of the buffers. */
function bypassChart(data: ExperimentData): Chart {
  const ends = [32, 64, 96, 128, 256] as const;
  const measured = pointsOf(data, 'X6', ({ release }) => release === 'early');
  return {
    title: 'Messages that a bypass keeps out of the buffers',
    x: {
      title: 'bytes of the longest message that goes without a buffer',
      scale: 'linear',
      ticks: [0, 32, 64, 96, 128, 256],
    },
    y: { title: '% of messages', scale: 'linear', zero: true },
    series: WORKLOADS.flatMap((workload): Series[] => [
      {
        name: workload,
        kind: 'line',
        values: [{ x: 0, y: 0 }, ...ends.map((bytes) => ({ x: bytes, y: 100 * shareUpTo(workload, bytes) }))],
      },
      {
        name: workload,
        kind: 'points',
        values: measured
          .filter(({ point }) => point.requestSizes === workload)
          .map((one) => ({ x: bypassOf(one), y: 100 * withoutBuffer(one) })),
      },
    ]),
  };
}

/** Where the idea gains little: R12 and the ratio of all memory. */
function littleGainChart(data: ExperimentData): Chart {
  const pairs = littleGainPairs(data);
  const series = (['areas', 'pools'] as const).flatMap((what): Series[] => {
    const name = what === 'areas' ? 'both areas' : 'areas and temporaries';
    const values = (source: 'measured' | 'simulated') =>
      pairs.map((pair, place) => ({ x: place + 1, y: savedBy(pair, source)[what] }));
    return [
      { name, kind: 'line', values: values('simulated') },
      { name, kind: 'points', values: values('measured') },
    ];
  });
  return {
    title: 'Where it gains little: hold over early release, cases of the table',
    x: { title: 'case', scale: 'linear', ticks: pairs.map((_pair, place) => place + 1) },
    y: { title: 'ratio of buffer-cycles', scale: 'log', ticks: [1, 2, 5, 10, 20] },
    series,
  };
}

/** The worst cases in the order of the table. */
export function littleGainPairs(data: ExperimentData) {
  return pairsOf(pointsOf(data, 'X7'));
}
