// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Job, RunResult } from '../../sim/regression/index.ts';
import { sampleFailure, sampleResult } from '../../sim/regression/test-support/samples.ts';
import { createFollowUps } from './regress-follow-up.ts';

const job: Job = { test: 'small/streams', seed: 900, length: 10_000 };

/** Follow-ups of a design in which every run of seed 900 fails in cycle 2000. */
function followUps(most = 5, traced: (job: Job) => RunResult = (shortest) => sampleResult(shortest, late)) {
  const runs: { readonly job: Job; readonly waves: unknown }[] = [];
  const follow = createFollowUps({
    most,
    isOver: () => false,
    run: async (candidate, waves) => {
      runs.push({ job: candidate, waves });
      if (waves !== undefined) return traced(candidate);
      const fails = candidate.seed === 900 && candidate.length >= 2_000;
      return sampleResult(candidate, fails ? late : undefined);
    },
  });
  return { runs, follow };
}

const late = { ...sampleFailure, cycle: 2_000 };

describe('following a failure up', () => {
  it('cuts it down, and records the waveform of its last cycles once', async () => {
    const { runs, follow } = followUps();
    const { followUp } = await follow(sampleResult(job, late));
    const file = 'waves/small.streams-seed-900-length-2000.vcd';
    expect(followUp).toMatchObject({ shortest: { ...job, length: 2_000 }, waves: file, failure: late });
    expect(followUp!.command).toContain('--seed 900 --length 2000');
    const traced = runs.filter(({ waves }) => waves !== undefined);
    expect(traced).toEqual([{ job: { ...job, length: 2_000 }, waves: { file, fromCycle: 1_500 } }]);
  });

  it('happens once for failures that look the same, and as often as allowed', async () => {
    const { runs, follow } = followUps(1);
    await follow(sampleResult(job, late));
    const before = runs.length;
    const again = sampleResult({ ...job, seed: 901 }, late);
    expect(await follow(again)).toBe(again);
    const other = sampleResult({ ...job, test: 'small/calls' }, late);
    expect(await follow(other)).toBe(other);
    expect(runs).toHaveLength(before);
  });

  it('says when the run with the waveform does not fail', async () => {
    const { follow } = followUps(5, (shortest) => sampleResult(shortest));
    const { followUp } = await follow(sampleResult(job, late));
    expect(followUp).toMatchObject({ otherwise: 'it passed' });
    expect(followUp).not.toHaveProperty('waves');
  });

  it('leaves alone what passed and what took too long', async () => {
    const { runs, follow } = followUps();
    const slow = sampleResult(job, { kind: 'timeout', name: 'Timeout', message: 'It did not end.' });
    expect(await follow(slow)).toBe(slow);
    expect(await follow(sampleResult(job))).toEqual(sampleResult(job));
    expect(runs).toHaveLength(0);
  });
});
