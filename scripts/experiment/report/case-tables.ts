// SPDX-License-Identifier: Apache-2.0
import { markdownTable } from '../../markdown-table.ts';
import { bypassOf, withoutBuffer } from '../bypass.ts';
import { percent, three } from '../criteria/criterion.ts';
import type { ExperimentData, PointData } from '../data.ts';
import { laneUse, lawOf, serviceInCopies } from '../law.ts';
import { pairsOf, pointsOf, savedBy } from '../pairs.ts';
import { littleGainPairs } from './figures.ts';

/** X6: measured message sizes. */
export function sizesTable(data: ExperimentData): string {
  return markdownTable(
    [
      'sizes',
      'mean words, request / return',
      'buffer-cycles, early',
      'by the law',
      'buffer-cycles, hold',
      'R12',
    ],
    pairsOf(pointsOf(data, 'X6')).map((pair) => {
      const { early, hold } = pair;
      const [first, second] = lawOf(early);
      return [
        early.point.requestSizes,
        `${three(early.outcome.drawn.requestWords)} / ${three(early.outcome.drawn.returnWords)}`,
        three(heldInAreas(early)),
        three(first + second),
        three(heldInAreas(hold)),
        three(savedBy(pair, 'measured').areas),
      ];
    }),
  );
}

function heldInAreas({ outcome }: PointData): number {
  const [first, second] = outcome.measured.pools;
  return first.bufferCyclesPerCall + second.bufferCyclesPerCall;
}

/** X6: what a bypass keeps out of the buffers. */
export function bypassTable(data: ExperimentData): string {
  const early = pointsOf(data, 'X6', ({ release }) => release === 'early');
  return markdownTable(
    [
      'sizes',
      'bypass',
      'messages without a buffer',
      'short enough, as drawn',
      'buffer-cycles',
      'of those without a bypass',
    ],
    early
      .filter((one) => bypassOf(one) > 0)
      .map((one) => {
        const without = early.find(
          (other) => bypassOf(other) === 0 && other.point.requestSizes === one.point.requestSizes,
        );
        return [
          one.point.requestSizes,
          `${bypassOf(one)} bytes`,
          percent(withoutBuffer(one)),
          percent(withoutBuffer(one, 'simulated')),
          three(heldInAreas(one)),
          without === undefined ? '' : percent(heldInAreas(one) / heldInAreas(without)),
        ];
      }),
  );
}

/** X7: the worst cases, with equal prominence. */
export function littleGainTable(data: ExperimentData): string {
  return markdownTable(
    [
      'case',
      'threads',
      'bytes',
      'S / Tc',
      'start',
      'busiest lane',
      'R12',
      'simulated',
      'with temporaries',
      'peak of areas, early',
      'of temporaries, early',
      'of areas, hold',
      'of temporaries, hold',
    ],
    littleGainPairs(data).map((pair, place) => {
      const { early, hold } = pair;
      const saved = savedBy(pair, 'measured');
      const peaks = ({ outcome }: PointData) => outcome.measured.pools.map(({ peak }) => peak);
      const [short, long] = [peaks(early), peaks(hold)];
      return [
        place + 1,
        early.point.threads,
        early.point.requestSizes,
        three(serviceInCopies(early)),
        `${early.point.serviceShape}, ${early.point.start}`,
        percent(laneUse(early)),
        three(saved.areas),
        three(savedBy(pair, 'simulated').areas),
        three(saved.pools),
        `${short[0]} + ${short[1]}`,
        short[2]!,
        `${long[0]} + ${long[1]}`,
        long[2]!,
      ];
    }),
  );
}

/** X8: how far memory on demand grew. */
export function growthTable(data: ExperimentData): string {
  return markdownTable(
    ['S / Tc', 'A[0] in the end, early', 'simulated', 'A[0] in the end, hold'],
    pairsOf(pointsOf(data, 'X8')).map(({ early, hold }) => [
      three(serviceInCopies(early)),
      early.outcome.measured.provided,
      early.outcome.simulated.provided,
      hold.outcome.measured.provided,
    ]),
  );
}
