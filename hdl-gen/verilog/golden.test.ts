// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { elaborate, elaborateDesign } from '../language/index.ts';
import { designs } from './golden/designs.ts';
import { moduleText } from './index.ts';

const provenance = { generator: 'baton 0.0.0', configuration: 'configuration 00000000' };

describe('the text of one design for each feature', () => {
  test.each(designs.map((design) => [design.name, design] as const))('%s', async (name, design) => {
    await expect(moduleText(elaborate(design), provenance)).toMatchFileSnapshot(`golden/${name}.v`);
  });

  test('no golden file is left over', () => {
    const files = readdirSync(new URL('golden/', import.meta.url)).filter((file) => file.endsWith('.v'));
    expect(files.sort()).toEqual(designs.map(({ name }) => `${name}.v`).sort());
  });
});

describe('every text', () => {
  const texts = designs.map((design) => [design.name, moduleText(elaborate(design), provenance)] as const);

  test.each(texts)('%s keeps to the lines', (_, text) => {
    const lines = text.split('\n');
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines.filter((line) => /\s$/.test(line))).toEqual([]);
    expect(text).not.toMatch(/\n\n\n|\t/);
    expect(text).toMatch(/[^\n]\n$/);
  });

  test.each(texts)('%s holds no comment that a tool takes for an instruction', (_, text) => {
    expect(text).not.toMatch(/\/\/\s*(verilator|synopsys|synthesis|pragma)/i);
    expect(text).not.toMatch(/\/\*/);
  });

  test('is the same when the design is elaborated again, alone or from above', () => {
    for (const design of designs) {
      for (const tree of elaborateDesign(design)) {
        expect(moduleText(tree, provenance)).toBe(moduleText(elaborate(tree.definition), provenance));
      }
    }
  });
});
