// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { measureCycleTable } from './index.ts';

describe('the table of measured cycles', async () => {
  const rows = await measureCycleTable();

  it.each(rows)('$preset: $operation $target (measured $measured)', ({ met, measured, target }) => {
    expect(met, `measured ${measured}, target ${target}; repeat with npm run bench:circuits`).toBe(true);
  });
});
