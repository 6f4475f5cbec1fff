// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Evidence, nameOf, testNameOf } from './evidence.ts';
import { root } from './root.ts';

const schema = z.record(
  z.string(),
  z.object({ change: z.string(), messages: z.record(z.string(), z.string()) }),
);

/** What was observed, by the name of the evidence: the change that was made, and what each test reported, by its name. */
export type Observations = z.infer<typeof schema>;

const file = join(root, 'testbenches/claims/observations.json');

/** The observations that the committed page shows. */
export function readObservations(): Observations {
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Keeps observations for the page. */
export function writeObservations(observations: Observations): void {
  writeFileSync(file, `${JSON.stringify(observations, null, 2)}\n`);
}

/** An observation of a change. */
export function observationOf(evidence: Evidence, messages: readonly string[]): Observations[string] {
  const named = evidence.tests.map((test, index) => [testNameOf(test), messages[index]!]);
  return { change: changeOf(evidence), messages: Object.fromEntries(named) };
}

/** The evidence whose observation is missing, or is one of another change or of other tests. */
export function unobserved(all: readonly Evidence[], observations: Observations): string[] {
  const stale = all.filter((evidence) => {
    const found = observations[nameOf(evidence)];
    const tests = evidence.tests.map(testNameOf).join();
    return found?.change !== changeOf(evidence) || Object.keys(found.messages).join() !== tests;
  });
  const names = new Set(all.map(nameOf));
  return [...stale.map(nameOf), ...Object.keys(observations).filter((name) => !names.has(name))];
}

function changeOf({ mutation: { file: name, place, wrong } }: Evidence): string {
  return `${name}: ${place} -> ${wrong}`;
}
