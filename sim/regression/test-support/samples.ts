// SPDX-License-Identifier: Apache-2.0
import type { Plan } from '../plan.ts';
import type { Failure, RunResult } from '../result.ts';

/** A plan of two tests. */
export function samplePlan(changes: Partial<Plan> = {}): Plan {
  return {
    format: 1,
    tests: [
      { name: 'small/streams', unit: 'cycles', length: 500, build: 'aaa' },
      { name: 'small/calls', unit: 'messages', length: 40, build: 'aaa' },
    ],
    baseSeed: 1,
    rounds: 3,
    extra: [],
    onlyExtra: false,
    notRun: [],
    rtl: null,
    shard: { index: 1, count: 1 },
    ...changes,
  };
}

export const sampleFailure: Failure = {
  kind: 'difference',
  name: 'DifferenceError',
  message: 'difference in cycle 7\n  <b>expected</b> ]]> & more',
  cycle: 7,
  difference: {
    rule: 'delivery',
    ruleText: 'each message is delivered as it was sent',
    where: 'second, receiving',
    step: '403 of Fig. 4',
    expected: '<01>',
    actual: '& 02',
  },
};

/** A result that passed, unless the changes give it a failure. */
export function sampleResult(job: RunResult['job'], failure?: Failure): RunResult {
  const common = {
    format: 1 as const,
    job,
    unit: 'cycles' as const,
    build: 'aaa',
    seconds: 2,
    tools: { node: '20.1.0', verilator: '5.048' },
    command: `npx baton regress ${job.test} --seed ${job.seed} --length ${job.length}`,
  };
  return failure === undefined
    ? { ...common, status: 'passed', counts: { cycles: 510, operationsCompared: 100, messages: 9 } }
    : { ...common, status: 'failed', failure };
}
