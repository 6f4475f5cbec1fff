// SPDX-License-Identifier: Apache-2.0
import type { ExperimentData } from '../data.ts';
import { pointsOf } from '../pairs.ts';
import { bypassCriteria } from './bypass.ts';
import { ANY_RUN, type Criterion, type Verdict, verdictsOf } from './criterion.ts';
import { memoryCriteria } from './memory.ts';
import { savingCriteria } from './saving.ts';
import { uncontendedCriteria } from './uncontended.ts';
import { waitingCriteria } from './waiting.ts';

/** How much the peak of a random run may differ from that of the event simulation. */
const PEAK_TOLERANCE = 3;

const growthCriteria: readonly Criterion[] = [
  {
    run: 'X8',
    what: 'memory on demand: entries of the first area in the end, early, against the event simulation',
    wanted: `within ${PEAK_TOLERANCE}`,
    judge(data) {
      const early = pointsOf(data, 'X8', ({ release }) => release === 'early');
      if (early.length === 0) return undefined;
      const shown = early.map(({ outcome }) => `${outcome.measured.provided}/${outcome.simulated.provided}`);
      const worst = Math.max(
        ...early.map(({ outcome }) => Math.abs(outcome.measured.provided - outcome.simulated.provided)),
      );
      return { measured: shown.join(', '), passed: worst <= PEAK_TOLERANCE };
    },
  },
  {
    run: 'X8',
    what: 'the same, hold: one a thread',
    wanted: '32',
    judge(data) {
      const hold = pointsOf(data, 'X8', ({ release }) => release === 'hold');
      if (hold.length === 0) return undefined;
      const provided = hold.map(({ outcome }) => outcome.measured.provided);
      return { measured: provided.join(', '), passed: provided.every((count) => count === 32) };
    },
  },
];

const bytesCriterion: Criterion = {
  run: ANY_RUN,
  what: 'bytes of all measured calls that are not those sent, and calls that did not end',
  wanted: '0 and 0',
  judge({ points }) {
    const bytes = points.reduce((sum, { outcome }) => sum + outcome.payloadBytes, 0);
    const stuck = points.reduce((sum, { outcome }) => sum + outcome.measured.stuckCalls, 0);
    if (bytes === 0) return undefined;
    return { measured: `0 of ${bytes.toLocaleString('en-US')}, ${stuck}`, passed: stuck === 0 };
  },
};

const CRITERIA: readonly Criterion[] = [
  ...uncontendedCriteria,
  ...savingCriteria,
  ...memoryCriteria,
  ...waitingCriteria,
  ...bypassCriteria,
  ...growthCriteria,
  bytesCriterion,
];

/** What the experiment had to show, and whether it did. */
export function judge(data: ExperimentData): readonly Verdict[] {
  return verdictsOf(CRITERIA, data);
}
