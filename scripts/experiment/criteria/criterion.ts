// SPDX-License-Identifier: Apache-2.0
import type { ExperimentData } from '../data.ts';

/** The part of a criterion that every part of the experiment must meet. */
export const ANY_RUN = 'all';

/** Something that the experiment must show. */
export interface Criterion {
  /** The part of the experiment that shows it. */
  readonly run: string;
  readonly what: string;
  readonly wanted: string;
  /** What was measured, and whether it is enough; undefined when the points for it are missing. */
  readonly judge: (data: ExperimentData) => Judgement | undefined;
}

export interface Judgement {
  readonly measured: string;
  readonly passed: boolean;
}

/** A criterion with its outcome. */
export interface Verdict extends Judgement {
  readonly run: string;
  readonly what: string;
  readonly wanted: string;
}

/** Judges those criteria whose parts were run. What was to be measured and is missing is missed. */
export function verdictsOf(criteria: readonly Criterion[], data: ExperimentData): readonly Verdict[] {
  return criteria
    .filter(({ run }) => run === ANY_RUN || data.runs.includes(run))
    .map(({ run, what, wanted, judge }) => ({
      run,
      what,
      wanted,
      ...(judge(data) ?? { measured: 'not measured', passed: false }),
    }));
}

/** A share in percent, as short as it tells something. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

/** A number with three digits. */
export function three(value: number): string {
  return value >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
