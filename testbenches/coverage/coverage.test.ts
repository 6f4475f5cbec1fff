// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { type CoveragePoint, mergeCoverage, parseCoverage } from '../../sim/coverage/index.ts';
import { buildModel, loadModel, readFileList } from '../../sim/harness/index.ts';
import { describeDesign } from '../../sim/session/design-folder.ts';
import { randomKinds } from '../checker/random-kinds.ts';
import { runRandomly } from '../checker/random-run.ts';
import { generateDesign } from '../support/designs.ts';
import { unreachable } from './exceptions.ts';
import { judgeCoverage } from './judge.ts';

/** Of each kind; `npm run coverage:rtl` makes longer runs, of all presets, and must reach everything. */
const CYCLES = 4_000;
const LEAST_LINES = 0.98;
const LEAST_BRANCHES = 0.96;

test('short runs reach most of the tiny channel, and nothing that is said to be out of reach', async () => {
  const { manifest, folder } = await generateDesign(presets['tiny-channel']);
  const design = await describeDesign(manifest, folder, false);
  const library = loadModel(await buildModel({ ...design, coverage: ['line'] }));
  const written = await mkdtemp(join(tmpdir(), 'baton-coverage-'));
  let points: CoveragePoint[] = [];
  try {
    for (const [kind, habits] of Object.entries(randomKinds)) {
      const model = library.create({ seed: 1 });
      runRandomly(model, manifest, { seed: 1, cycles: CYCLES, ...habits });
      const file = join(written, kind);
      model.writeCoverage(file);
      model.dispose();
      points = mergeCoverage([points, parseCoverage(await readFile(file, 'utf8'), file)]);
    }
  } finally {
    await rm(written, { recursive: true, force: true });
  }
  const lines = new Map<string, readonly string[]>();
  for (const file of await readFileList(join(folder, 'files.f'))) {
    lines.set(basename(file), (await readFile(file, 'utf8')).split('\n'));
  }
  const { shares, wrong } = judgeCoverage(points, {
    ...{
      configuration: parseConfiguration(presets['tiny-channel']),
      isConstant: () => false,
      unmeasured: [],
      unreachable,
    },
    source: (file) => lines.get(basename(file))!,
  });
  expect(wrong).toEqual([]);
  const [line, branch] = ['line', 'branch'].map((kind) => shares.find((share) => share.kind === kind)!);
  expect(line!.covered / line!.total, line!.missing.join('\n')).toBeGreaterThan(LEAST_LINES);
  expect(branch!.covered / branch!.total, branch!.missing.join('\n')).toBeGreaterThan(LEAST_BRANCHES);
}, 120_000);
