// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { execaNode } from 'execa';
import { expect, test } from 'vitest';

test('under tsx, too, a mistake names the line of the designer', async () => {
  const file = join(import.meta.dirname, 'fixtures/mistake.ts');
  const { stderr, exitCode } = await execaNode(file, {
    nodeOptions: ['--import', 'tsx'],
    reject: false,
    timeout: 20_000,
  });
  expect(exitCode).toBe(1);
  expect(stderr).toContain(
    'plus of a (8 bits) and b (4 bits): both sides must have the same width; use extend or slice ' +
      '(at testbenches/language/fixtures/mistake.ts:12)',
  );
});
