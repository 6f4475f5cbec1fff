// SPDX-License-Identifier: Apache-2.0
import type { RuleName } from '../rules.ts';
import type { Run } from '../run.ts';

/** A signal of one bit whose value a rule knows in every cycle. */
export interface KnownBit {
  readonly rule: RuleName;
  /** The rule that is broken where it is 1 and should be 0, if that is another one. */
  readonly ruleIfHigh?: RuleName;
  /** Area, party or lane. */
  readonly where: string;
  /** Name of the port, or of the probe with a dot in it. */
  readonly signal: string;
  /** What it says while it is 1, and while it is 0. */
  readonly high: string;
  readonly low: string;
}

/** Makes a check that a signal is 1 exactly when it should be. */
export function bitCheck(
  run: Run,
  { rule, ruleIfHigh = rule, where, signal, high, low }: KnownBit,
): (expected: boolean) => void {
  const { binding } = run;
  const isProbe = signal.includes('.');
  const { word } = isProbe ? binding.probe(signal) : binding.port(signal);
  const sampled = isProbe ? binding.pathOf(signal) : signal;
  return (expected) => {
    if ((run.frame[word] === 1) === expected) return;
    run.fail({
      rule: expected ? rule : ruleIfHigh,
      where,
      expected: expected ? high : low,
      actual: expected ? low : high,
      signals: [sampled],
    });
  };
}
