// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../cli/project-folders.ts';
import { measuredDesigns } from './designs.ts';
import { medianOf, rowsOf, synthesisPage, synthesisTable, withSynthesisTable } from './document.ts';
import { readRecords, type SynthesisRecord } from './records.ts';
import { pinnedTools } from './tools.ts';

const read = (name: string) => readFile(join(projectFolder, name), 'utf8');

describe('the committed documents', () => {
  it('show the committed figures', async () => {
    const records = await readRecords();
    expect(await read('docs/synthesis.md')).toBe(synthesisPage(records, await pinnedTools()));
    const readme = await read('README.md');
    expect(readme).toBe(withSynthesisTable(readme, records));
  });

  it('show nothing that belongs to no design', async () => {
    for (const { design, target } of await readRecords()) {
      expect(measuredDesigns.find(({ name }) => name === design)?.targets).toContain(target);
    }
  });
});

describe('the table', () => {
  const placement = { from: 'u_a', to: 'u_b', levels: 9 };
  const record: SynthesisRecord = {
    design: 'channel, streams alone',
    target: 'hx8k',
    figures: {
      digest: '00000000',
      verilog: '0123456789ab',
      area: { lookUpTables: 1401, flipFlops: 700, blockRams: { payload: 320, control: 5 } },
      placements: [81, 79.96, 64].map((megahertz) => ({ megahertz, ...placement })),
    },
  };

  it('has the median of the placements, and the aim beside it', () => {
    const line = synthesisTable(rowsOf([record])).split('\n')[2];
    expect(line).toBe(
      '| channel, streams alone, without memories | iCE40 HX8K | 1,401 (aim <= 1,400) | 700 | 320 | 5 | 80.0 (aim >= 80) |',
    );
  });

  it('says what has no room', () => {
    const figures = { ...record.figures, placements: [] };
    const [, , line] = synthesisTable(rowsOf([{ ...record, figures }])).split('\n');
    expect(line).toContain('| no room with its shell (aim >= 80) |');
  });

  it('says what is not measured', () => {
    expect(synthesisTable(rowsOf([]))).toContain('| compact, whole | iCE40 HX8K | not measured |');
  });

  it('takes the one in the middle by size', () => {
    expect(medianOf([100, 20, 3])).toBe(20);
  });

  it('needs its place', () => {
    expect(() => withSynthesisTable('# Another', [])).toThrow('has no place for the table');
  });
});
