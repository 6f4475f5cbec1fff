// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../sim/tasks/index.ts';
import { allEvidence } from './elements/index.ts';
import { type Evidence, labelOf, nameOf, testNameOf } from './evidence.ts';
import { createNameCheck } from './missing-names.ts';
import { objectionsTo, reportsAsNamed } from './noticed.ts';
import { readObservations, unobserved } from './observations.ts';
import { claimsPage } from './page.ts';
import { root } from './root.ts';
import { runNamedTests } from './run-named-tests.ts';

const missingNames = createNameCheck();

/** The elements of each claim, by letter, or by number where letters repeat. */
const elementsOfClaims: Readonly<Record<number, readonly string[]>> = {
  ...Object.fromEntries([1, 2].map((claim) => [claim, [...'abcdefghi']])),
  ...Object.fromEntries([7, 12, 14, 19].map((claim) => [claim, [...'abcdef']])),
  ...Object.fromEntries([8, 13, 15, 20].map((claim) => [claim, [...'123456']])),
};

describe('the claims', () => {
  it('are all there, each element once', () => {
    const expected = Array.from({ length: 23 }, (_, index) => index + 1).flatMap((claim) =>
      elementsOfClaims[claim] === undefined
        ? [labelOf({ claim })]
        : elementsOfClaims[claim].map((element) => labelOf({ claim, element })),
    );
    const places = allEvidence.flatMap((evidence) => evidence.places);
    const labels = places.filter((place) => 'claim' in place).map(labelOf);
    expect(labels.toSorted()).toEqual(expected.toSorted());
  });

  it('and so are the embodiments', () => {
    const places = allEvidence.flatMap((evidence) => evidence.places);
    const shown = places.flatMap((place) => ('embodiment' in place ? [place.embodiment] : []));
    const all = Array.from({ length: 10 }, (_, index) => `E${index + 1}`);
    expect([...new Set(shown)].toSorted()).toEqual(all.toSorted());
    expect(new Set(allEvidence.map(nameOf)).size).toBe(allEvidence.length);
  });

  it.each(allEvidence.map((evidence) => ({ name: nameOf(evidence), evidence })))(
    '$name names files, modules, signals, tests and rules that there are',
    ({ evidence }) => {
      expect(missingNames(evidence)).toEqual([]);
    },
  );
});

describe('a name that there is not', () => {
  const [evidence] = allEvidence as [Evidence];
  const [circuit] = evidence.circuits;
  const [test] = evidence.tests;
  it.each<readonly [string, Evidence]>([
    ['file nowhere.ts', { ...evidence, circuits: [{ ...circuit, source: 'nowhere.ts' }] }],
    ['module baton_nothing', { ...evidence, circuits: [circuit, { ...circuit, module: 'baton_nothing' }] }],
    ['signal nothing', { ...evidence, circuits: [{ ...circuit, signals: ['nothing'] }] }],
    ['a circuit in baton_area.v', { ...evidence, mutation: { ...evidence.mutation, file: 'baton_area.v' } }],
    ['fits', { ...evidence, mutation: { ...evidence.mutation, place: '<<nothing>>' } }],
    ['file nowhere.test.ts', { ...evidence, tests: [{ ...test, file: 'nowhere.test.ts' }] }],
    ["test 'nothing'", { ...evidence, tests: [{ ...test, titles: ['nothing'] }] }],
    ['"says":"nothing', { ...evidence, tests: [{ ...test, reports: { says: 'nothing of the kind' } }] }],
  ])('is found: %s', (missing, wrong) => {
    expect(missingNames(wrong)).toEqual([expect.stringContaining(missing)]);
  });
});

describe('docs/claims.md', () => {
  const observations = readObservations();

  it('shows what was observed of what is claimed now', () => {
    expect(unobserved(allEvidence, observations), 'run npm run claims').toEqual([]);
    const wrong = allEvidence.filter((evidence) => {
      const { messages } = observations[nameOf(evidence)]!;
      return evidence.tests.some((test) => !reportsAsNamed(test, messages[testNameOf(test)]!));
    });
    expect(wrong.map(nameOf)).toEqual([]);
  });

  it('is as the data has it', () => {
    const page = readFileSync(join(root, 'docs/claims.md'), 'utf8');
    expect(page === claimsPage(observations), 'write it anew with npm run claims').toBe(true);
  });
});

describe('a broken circuit is noticed', () => {
  const seed = Number(process.env.BATON_SAMPLE_SEED ?? Date.now() % 1_000_000);
  const random = createRandom(seed);
  const drawn = new Set<Evidence>();
  while (drawn.size < 2) drawn.add(allEvidence[random.below(allEvidence.length)]!);
  it.each([...drawn].map((evidence) => ({ name: nameOf(evidence), evidence })))(
    `$name, of seed ${seed}, drawn anew each time`,
    async ({ evidence }) => {
      const tests = [evidence.tests[0]] as const;
      const [broken] = await runNamedTests(tests, evidence.mutation);
      const trial = { whole: [{ status: 'passed', message: '' }], broken: [broken!] } as const;
      const rerun = `rerun with: BATON_SAMPLE_SEED=${seed} npx vitest run testbenches/claims/claims.test.ts`;
      expect(objectionsTo({ ...evidence, tests }, trial), rerun).toEqual([]);
    },
    600_000,
  );
});
