// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { configurationSchema } from '../../hdl-gen/configuration/schema.ts';
import { rules } from '../../sim/checker/index.ts';
import { handMadeBugs } from '../checker/hand-made-bugs.ts';
import { breakings } from '../formal/breaking.ts';
import { configurationWith, targetNames, targetOf } from '../formal/targets.ts';
import { awaited, invariants } from './invariants.ts';
import { invariantsMarkdown } from './markdown.ts';

const root = new URL('../../', import.meta.url);
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
    const bug = handMadeBugs.find((candidate) => candidate.name === name);
    expect(bug, 'it is one of testbenches/checker/hand-made-bugs.ts').toBeDefined();
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
  it('has all eleven, or the field of the configuration that has still to bring them', () => {
    const ids = [...invariants.map(({ id }) => id), ...Object.keys(awaited)];
    const all = Array.from({ length: 11 }, (_, index) => `A8.${index + 1}`);
    expect(ids.toSorted()).toEqual(all.toSorted());
    const fields = Object.keys(configurationSchema.in.shape);
    expect(Object.values(awaited).filter((field) => fields.includes(field))).toEqual([]);
  });

  it('is the one in docs/verification.md', async () => {
    const page = await readFile(new URL('docs/verification.md', root), 'utf8');
    expect(page, 'replace the table there by this one').toContain(invariantsMarkdown());
  });
});
