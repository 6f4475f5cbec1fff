// SPDX-License-Identifier: Apache-2.0
import {
  CIRCUIT_RULES,
  CIRCUIT_TIMING,
  drawStimulus,
  type Measurement,
  type Release,
  type ServiceShape,
  saving,
  simulateCalls,
} from '../../sim/sizing/index.ts';
import { markdownTable } from '../markdown-table.ts';
import { simulatedCall } from './formula-tables.ts';

const CALLS = 4000;
const SEED = 1;

interface Point {
  readonly threads: number;
  readonly serviceCopies: number;
  readonly release: Release;
  /** Of each area and of the temporaries; as many as threads unless given. */
  readonly buffers?: number;
  readonly serviceShape?: ServiceShape;
  readonly startTogether?: boolean;
}

/** Calls of 512 bytes through a gateway of 64 bit. */
function simulatePoint(point: Point): Measurement {
  const { threads, serviceCopies, release, buffers = threads + 1 } = point;
  const { serviceCycles, startWithinCycles } = simulatedCall(serviceCopies);
  const stimulus = drawStimulus({
    threads,
    requestSizes: 512,
    returnSizes: 512,
    serviceShape: point.serviceShape ?? 'exponential',
    serviceCycles,
    thinkShape: 'deterministic',
    thinkCycles: 0,
    startWithinCycles: point.startTogether === true ? 0 : startWithinCycles,
    seed: SEED,
  });
  return simulateCalls(
    {
      ...CIRCUIT_RULES,
      path: 'temporary',
      release,
      areaBuffers: [buffers, buffers],
      temporaryBuffers: buffers,
      // Calls that hold their buffers could otherwise stop for good, some with the one area and some with the other.
      serverThreads: release === 'early' ? threads : Math.min(threads, buffers),
      reserveForReturn: release === 'early' ? 1 : 0,
      noBuffer: 'wait',
      bypassBytes: 0,
      timing: { bytesPerCycle: 8, ...CIRCUIT_TIMING },
    },
    stimulus,
    { calls: CALLS, warmUpCalls: CALLS / 10 },
  );
}

function both(point: Omit<Point, 'release'>): readonly [Measurement, Measurement] {
  return [simulatePoint({ ...point, release: 'early' }), simulatePoint({ ...point, release: 'hold' })];
}

function holdingSum({ areas }: Measurement): number {
  return areas[0].bufferCyclesPerCall + areas[1].bufferCyclesPerCall;
}

/** Ratio of buffer-cycles with lanes that others use, beside the law. */
export function laneTable(): string {
  const points: readonly (readonly [number, number])[] = [
    [1, 0],
    [1, 100],
    [4, 10],
    [8, 32],
    [32, 32],
    [32, 100],
    [32, 320],
    [32, 1000],
  ];
  const rows = points.map(([threads, serviceCopies]) => {
    const [early, hold] = both({ threads, serviceCopies });
    const busy = Math.max(...Object.values(early.laneBusy));
    return [
      threads,
      serviceCopies,
      `${Math.round(100 * busy)} %`,
      saving(simulatedCall(serviceCopies).shape).together,
      holdingSum(hold) / holdingSum(early),
      early.areas[0].mean,
      early.areas[0].peak,
      hold.areas[0].peak,
    ];
  });
  return markdownTable(
    [
      'threads',
      'S / Tc',
      'busiest lane',
      'R12 by the law',
      'R12 simulated',
      'mean in use, early',
      'peak, early',
      'peak, hold',
    ],
    rows,
  );
}

/** Throughput where memory is the limit. */
export function memoryTable(): string {
  const rows = [32, 256].flatMap((threads) =>
    [2, 4, 8, 16, 32].map((buffers) => {
      const [early, hold] = both({ threads, serviceCopies: 100, buffers });
      return [
        threads,
        buffers,
        1000 * early.callsPerCycle,
        1000 * hold.callsPerCycle,
        early.callsPerCycle / hold.callsPerCycle,
      ];
    }),
  );
  return markdownTable(
    ['threads', 'buffers of each pool', 'early, calls per 1000 cycles', 'hold', 'early : hold'],
    rows,
  );
}

/** Where early release gains little. */
export function worstCaseTable(): string {
  const cases: readonly (readonly [string, Omit<Point, 'release'>])[] = [
    ['no service, one thread', { threads: 1, serviceCopies: 0 }],
    ['no service, 32 threads: the kernel lanes are the limit', { threads: 32, serviceCopies: 0 }],
    [
      'equal services of 100 copies, started at once',
      { threads: 32, serviceCopies: 100, serviceShape: 'deterministic', startTogether: true },
    ],
    ['the same, started at random', { threads: 32, serviceCopies: 100, serviceShape: 'deterministic' }],
  ];
  const rows = cases.map(([name, point]) => {
    const [early, hold] = both(point);
    return [
      name,
      holdingSum(hold) / holdingSum(early),
      early.areas[0].peak,
      early.temporaries.peak,
      hold.areas[0].peak,
    ];
  });
  return markdownTable(
    ['case', 'R12', 'peak in area 1, early', 'peak of temporaries, early', 'peak in area 1, hold'],
    rows,
  );
}
