// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { rules } from '../../sim/checker/index.ts';
import { type HandMadeBug, handMadeBugs } from '../checker/hand-made-bugs.ts';
import { breakings } from '../formal/breaking.ts';
import { configurationWith, targetNames, targetOf } from '../formal/targets.ts';
import { embodimentBugs } from '../support/embodiment-bugs.ts';
import { invariants } from './invariants.ts';
import { invariantsMarkdown } from './markdown.ts';

const root = new URL('../../', import.meta.url);
const bugsByHand: readonly HandMadeBug[] = [...handMadeBugs, ...Object.values(embodimentBugs).flat()];
const proved = new Set(
  targetNames.flatMap((name) =>
    targetOf(name, configurationWith(4, 'lookup')).sets.flatMap(({ properties }) =>
      properties.flatMap(({ of }) => of ?? []),
    ),
  ),
);

describe.each(invariants)('$id', ({ rules: watching, bugs, proof, id }) => {
  it('is watched by rules of the checker', () => {
    expect(watching.length).toBeGreaterThan(0);
    expect(Object.keys(rules)).toEqual(expect.arrayContaining([...watching]));
  });

  it.each(bugs)('is tripped by the bug: %s', (name) => {
    const bug = bugsByHand.find((candidate) => candidate.name === name);
    expect(bug, 'it is one of the bugs made by hand, of presets or of embodiments').toBeDefined();
    expect(bug!.rules.filter((rule) => watching.includes(rule))).not.toEqual([]);
  });

  it('is decided by what its row names', () => {
    expect(bugs.length).toBeGreaterThan(0);
    if (proof === undefined) return;
    if (typeof proof === 'object') {
      expect(existsSync(new URL(proof.test, root)), proof.test).toBe(true);
      return;
    }
    expect(proof).toBe(id);
    expect(proved).toContain(proof);
    expect(breakings.map(({ invariant }) => invariant)).toContain(proof);
  });
});

describe('the table of invariants', () => {
  it('has all eleven', () => {
    const ids = invariants.map(({ id }) => id);
    const all = Array.from({ length: 11 }, (_, index) => `A8.${index + 1}`);
    expect(ids.toSorted()).toEqual(all.toSorted());
  });

  it('is the one in docs/verification.md', async () => {
    const page = await readFile(new URL('docs/verification.md', root), 'utf8');
    expect(page, 'replace the table there by this one').toContain(invariantsMarkdown());
  });
});
