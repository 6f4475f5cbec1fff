// SPDX-License-Identifier: Apache-2.0
import {
  accesses,
  accessName,
  describeHolder,
  levelName,
  operationName,
  type Reference,
  resultName,
} from '../reference-model/index.ts';
import type { Side } from './area.ts';
import type { RuleName } from './rules.ts';
import type { Run } from './run.ts';

/** What the model decided. */
export interface Decision {
  /** An operation is answered in this cycle; the rest is stale otherwise. */
  answered: boolean;
  operation: number;
  level: number;
  code: number;
  entry: number;
  tag: number;
  /** What is freed stays with its call. */
  kept: boolean;
  /** What a detect found. */
  readonly found: Reference;
}

/** Compares what an operation does in the design with what the model decided. */
export interface OperationComparison {
  fail(rule: RuleName, expected: string, actual: string, step?: string): never;
  /** That the flag is reached as it must be. */
  checkAccess(access: number, value: number, flag: number, written: boolean, step: string): void;
  checkAnswer(step: string | undefined): void;
}

export function compareOperations(run: Run, side: Side, decision: Decision): OperationComparison {
  const { model } = side.area;
  const port = side.port.event;
  const atomic = side.atomic.event;

  function fail(rule: RuleName, expected: string, actual: string, step?: string): never {
    return run.fail({ rule, where: side.name, step, expected, actual, signals: side.signals });
  }

  function checkAccess(access: number, value: number, flag: number, written: boolean, step: string): void {
    const { entry } = decision;
    const { happened, flagBefore } = atomic;
    const sameFlag = atomic.entry === entry && (entry >= model.entries || flagBefore === flag);
    const sameWrite = atomic.written === written && (access === accesses.LOAD || atomic.value === value);
    if (happened && sameFlag && atomic.access === access && sameWrite) return;
    const effect = (writes: boolean, bit: number) => (writes ? `${bit} written` : 'nothing written');
    fail(
      'atomic access',
      `${accessName(access)} of the flag of entry ${entry}, which was ${flag}, ${effect(written, value)} (${resultName(decision.code)}: ${describeHolder(model, entry)})`,
      happened
        ? `${accessName(atomic.access)} of the flag of entry ${atomic.entry}, which was ${flagBefore}, ${effect(atomic.written, atomic.value)}`
        : 'no access',
      step,
    );
  }

  function checkAnswer(step: string | undefined): void {
    if (port.answered === decision.answered && (!decision.answered || port.code === decision.code)) return;
    const text = (answered: boolean, code: number) => (answered ? resultName(code) : 'no answer yet');
    fail(
      'answer',
      `${operationName(port.operation)} of entry ${port.entry} by ${levelName(port.level)}: ${text(decision.answered, decision.code)} (${describeHolder(model, port.entry)})`,
      text(port.answered, port.code),
      step,
    );
  }

  return { fail, checkAccess, checkAnswer };
}
