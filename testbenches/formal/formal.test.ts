// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { describeUnless } from '../support/optional-tool.ts';
import { breakings, breaks } from './breaking.ts';
import { findProofTools, missingProofTools } from './proof-tools.ts';
import { proofsOf, prove } from './proofs.ts';
import { configurationWith, targetNames, targetOf } from './targets.ts';

const missing = missingProofTools();
const reason =
  missing.length === 0 ? undefined : `${missing.join(', ')} missing (npm test installs them in .venv)`;

describeUnless(reason, 'for all time', () => {
  const tools = findProofTools()!;

  test.each(proofsOf(4))(
    'the properties of the $target hold with 4 buffers, $allocator',
    async (proof) => {
      const { proved, failing } = await prove(tools, proof);
      expect({ proved, failing }).toEqual({ proved: true, failing: [] });
    },
    120_000,
  );

  test.each(breakings)(
    '$invariant is false in the $target, $allocator, where $name',
    async (breaking) => {
      const failing = await breaks(tools, breaking);
      expect(failing).not.toEqual([]);
    },
    120_000,
  );
});

describe('every invariant that is proved', () => {
  const parts = targetNames.flatMap((name) =>
    (['lookup', 'scan'] as const).flatMap((allocator) =>
      targetOf(name, configurationWith(4, allocator)).sets.flatMap(({ properties }) =>
        properties.flatMap(({ of }) => (of === undefined ? [] : [`${of} in the ${name}`])),
      ),
    ),
  );

  test('is broken in each block where a part of it is proved', () => {
    const broken = breakings.map(({ invariant, target }) => `${invariant} in the ${target}`);
    expect([...new Set(parts)].filter((part) => !broken.includes(part))).toEqual([]);
  });
});
