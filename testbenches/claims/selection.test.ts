// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { allEvidence } from './elements/index.ts';
import { nameOf } from './evidence.ts';
import { choosesEvidence } from './selection.ts';

test.each([
  ['claim 19', ['7a', '7b', '7c', '7d', '7e', '19f']],
  ['19f', ['19f']],
  ['claim 9', ['9']],
  ['13 el. 2', ['8 el. 2']],
  ['E5', ['E5 wait', 'E5 abort', 'E5 second area']],
  ['e5 wait', ['E5 wait']],
  ['claim 24', []],
  ['1', []],
])('%s chooses %j', (text, names) => {
  const chosen = allEvidence.filter((evidence) => choosesEvidence(text, evidence));
  expect(chosen.map(nameOf)).toEqual(names);
});
