// SPDX-License-Identifier: Apache-2.0
import { markdownTable } from '../../markdown-table.ts';
import { percent, three } from '../criteria/criterion.ts';
import { deviation, QUIET_LANES } from '../criteria/saving.ts';
import { aboveLimit } from '../criteria/uncontended.ts';
import type { ExperimentData } from '../data.ts';
import { laneUse, lawOf, serviceInCopies } from '../law.ts';
import { pairsOf, pointsOf, savedBy } from '../pairs.ts';
import { fitsOf } from '../uncontended.ts';

/** The constants that X1 fits, and how well they foretell everything else. */
export function fitTable(data: ExperimentData): string {
  return markdownTable(
    ['path', 'release', 'quantity', 'cycles', 'per word as fitted', 'foretold', 'worst error'],
    fitsOf(pointsOf(data, 'X1')).map(
      ({ path, release, quantity, factors, constant, perWord, foretold, worst }) => [
        path,
        release,
        quantity,
        formText(factors, constant),
        three(perWord),
        foretold,
        `${three(worst)} cycles`,
      ],
    ),
  );
}

function formText([request, answer, service]: readonly [number, number, number], constant: number): string {
  const term = (factor: number, name: string) => (factor === 0 ? [] : [`${factor} ${name}`]);
  const words = [...term(request, 'Wq'), ...term(answer, 'Wr'), ...(service === 0 ? [] : ['S'])].join(' + ');
  return `${words} ${constant < 0 ? '-' : '+'} ${three(Math.abs(constant))}`;
}

/** H8: how far above the least possible the circuits are. */
export function limitTable(data: ExperimentData): string {
  const early = pointsOf(
    data,
    'X1',
    ({ release, serviceCycles }) => release === 'early' && serviceCycles === 0,
  );
  return markdownTable(
    ['design', 'request / return bytes', 'over the least possible', 'cycles above it, each message'],
    early.map((one) => {
      const { ratio, cycles } = aboveLimit(one);
      const { design, requestSizes, returnSizes } = one.point;
      return [design.name, `${requestSizes} / ${returnSizes}`, ratio.toFixed(4), three(cycles / 2)];
    }),
  );
}

/** X2: what both releases hold, measured and foretold. */
export function savingTable(data: ExperimentData): string {
  return markdownTable(
    [
      'threads',
      'bytes',
      'S / Tc',
      'distribution',
      'busiest lane',
      'R1',
      'R12',
      'R12 simulated',
      'R12 by the law',
      'mean in use, early',
      'peak, early',
      'peak, hold',
      'worst difference',
    ],
    pairsOf(pointsOf(data, 'X2')).map((pair) => {
      const { early, hold } = pair;
      const measured = savedBy(pair, 'measured');
      const [short, long] = [lawOf(early), lawOf(hold)];
      const use = laneUse(early);
      return [
        early.point.threads,
        early.point.requestSizes,
        three(serviceInCopies(early)),
        early.point.serviceShape,
        percent(use),
        three(measured.first),
        three(measured.areas),
        three(savedBy(pair, 'simulated').areas),
        three((long[0] + long[1]) / (short[0] + short[1])),
        three(early.outcome.measured.pools[0].mean),
        early.outcome.measured.pools[0].peak,
        hold.outcome.measured.pools[0].peak,
        `${percent(Math.max(deviation(early), deviation(hold)))} of ${use < QUIET_LANES ? 'the law' : 'the simulation'}`,
      ];
    }),
  );
}

/** X2: latencies, which early release must not cost. */
export function latencyTable(data: ExperimentData): string {
  return markdownTable(
    [
      'threads',
      'bytes',
      'S / Tc',
      'distribution',
      'median, early',
      'median, hold',
      '99 of 100, early',
      '99 of 100, hold',
    ],
    pairsOf(pointsOf(data, 'X2')).map(({ early, hold }) => {
      const [short, long] = [early.outcome.measured.latency, hold.outcome.measured.latency];
      const { threads, requestSizes, serviceShape } = early.point;
      return [
        threads,
        requestSizes,
        three(serviceInCopies(early)),
        serviceShape,
        short.p50,
        long.p50,
        short.p99,
        long.p99,
      ];
    }),
  );
}
