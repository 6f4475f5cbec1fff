// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../cli/project-folders.ts';
import { judge } from '../criteria/index.ts';
import { dataText } from '../data.ts';
import { readData } from '../run-experiment.ts';
import { withHeadline } from './readme.ts';
import { FIGURES, reportFiles } from './report.ts';

const documents = join(projectFolder, 'docs');
const data = await readData(documents);

describe('the report of the experiment', () => {
  it('is what its data say, to the byte; write it anew with npm run experiment -- --report-only', async () => {
    const files = await reportFiles(data);
    for (const [name, text] of files) {
      expect(text === (await readFile(join(documents, name), 'utf8')), name).toBe(true);
    }
    const present = (await readdir(join(documents, FIGURES))).map((name) => `${FIGURES}/${name}`);
    expect(new Set(present)).toEqual(
      new Set([...files.keys(), `${FIGURES}/data.json`].filter((name) => name.includes('/'))),
    );
  });

  it('keeps its data as they are written', async () => {
    expect(dataText(data)).toBe(await readFile(join(documents, FIGURES, 'data.json'), 'utf8'));
  });

  it('stands in the README', async () => {
    const readme = await readFile(join(projectFolder, 'README.md'), 'utf8');
    expect(withHeadline(readme, data)).toBe(readme);
    expect(() => withHeadline('', data)).toThrow('no place for the headline');
  });

  it('meets every criterion', () => {
    expect(judge(data).filter(({ passed }) => !passed)).toEqual([]);
  });
});
