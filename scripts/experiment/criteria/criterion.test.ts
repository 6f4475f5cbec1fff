// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { verdictsOf } from './criterion.ts';
import { judge } from './index.ts';

const NOTHING = { format: 1, extent: 'quick', runs: ['X2'], points: [], trials: [] } as const;
const nothing = { ...NOTHING, runs: [...NOTHING.runs], points: [], trials: [] };

describe('criteria', () => {
  it('are missed when what they need was not measured', () => {
    const verdicts = judge(nothing);
    expect(verdicts.length).toBeGreaterThan(3);
    for (const { measured, passed, run } of verdicts) {
      expect([measured, passed]).toEqual(['not measured', false]);
      expect(['X2', 'all']).toContain(run);
    }
  });

  it('of parts that were not run are not judged', () => {
    const criterion = { run: 'X1', what: '', wanted: '', judge: () => ({ measured: '', passed: true }) };
    expect(verdictsOf([criterion], nothing)).toEqual([]);
  });
});
