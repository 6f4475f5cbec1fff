// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { buildModel, loadModel } from '../../sim/harness/index.ts';
import { type Manifest, parseManifest } from '../../sim/manifest/index.ts';
import { generateInto, temporaryFolder } from '../support/generated-folder.ts';
import { describeWithTool } from '../support/optional-tool.ts';
import { checkWaveform, checkWithIcarus } from './check-waveform.ts';
import { runRandomly } from './random-run.ts';

const { path: folder, remove } = temporaryFolder();
let manifest: Manifest;

beforeAll(() => {
  const { files } = generateInto(folder, parseConfiguration(presets['tiny-channel']));
  manifest = parseManifest(files.get('manifest.json')!, 'the generated manifest');
});

afterAll(remove);

test('a recorded run gives the same result as the live one', async () => {
  const library = loadModel(
    await buildModel({
      top: manifest.top,
      files: manifest.modules.map(({ file }) => join(folder, file)),
      visible: manifest.probes,
      trace: true,
    }),
  );
  const file = join(folder, 'live.vcd');
  const model = library.create({ seed: 4 });
  model.openTrace(file);
  const live = runRandomly(model, manifest, {
    seed: 4,
    cycles: 3000,
    stall: 0.2,
    hostility: 0.1,
    commandRate: 0.3,
    registerRate: 0,
    resets: 0.001,
  });
  model.closeTrace();
  model.dispose();
  const { summary } = await checkWaveform(manifest, file);
  expect(summary).toEqual(live);
}, 120_000);

describeWithTool('iverilog', 'a recording of Icarus Verilog with unknown inputs', (command) => {
  test('makes no difference where the inputs do not count', async () => {
    const source = { folder: join(import.meta.dirname, 'fixtures'), bench: 'unknown_inputs' };
    const recorded = await checkWithIcarus(command, manifest, folder, source);
    expect(recorded.unknownCycles).toBeGreaterThan(500);
    expect(recorded.summary.directions[0]).toMatchObject({ to: 'second', messages: 45 });
    expect(await checkWithIcarus(command, manifest, folder, source, 'fst')).toEqual(recorded);
  });
});
