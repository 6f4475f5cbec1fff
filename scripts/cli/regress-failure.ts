// SPDX-License-Identifier: Apache-2.0
import { type Difference, DifferenceError } from '../../sim/checker/index.ts';
import { SimulationError } from '../../sim/harness/index.ts';
import type { Failure } from '../../sim/regression/index.ts';
import { RunFailedError } from '../../sim/session/index.ts';
import { WRONG_INPUT } from './exit-status.ts';
import { failureOf } from './failure.ts';

/** The error behind one that a run ended with. */
function innermost(cause: unknown): unknown {
  return cause instanceof RunFailedError ? cause.cause : cause;
}

/** The difference that ended a run, if it was one. */
export function differenceOf(thrown: unknown): Difference | undefined {
  const inner = innermost(failureOf(thrown).cause);
  return inner instanceof DifferenceError ? inner.difference : undefined;
}

/** What ended a run, as data for its result. */
export function describeFailure(thrown: unknown): Failure {
  const { status, name, message, cause } = failureOf(thrown);
  const inner = innermost(cause);
  if (inner instanceof DifferenceError) {
    const { rule, ruleText, where, step, expected, actual, cycle } = inner.difference;
    const difference = { rule, ruleText, where, expected, actual, ...(step === undefined ? {} : { step }) };
    return { kind: 'difference', name: inner.name, message, cycle, difference };
  }
  if (inner instanceof SimulationError) {
    return { kind: 'simulation', name: inner.name, message, cycle: inner.cycle };
  }
  const cycle = cause instanceof RunFailedError ? { cycle: cause.cycle } : {};
  return { kind: status === WRONG_INPUT ? 'input' : 'check', name, message, ...cycle };
}
