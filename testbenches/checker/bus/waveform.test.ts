// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseConfiguration, presets } from '../../../hdl-gen/configuration/index.ts';
import { parseManifest } from '../../../sim/manifest/index.ts';
import { generateInto, temporaryFolder } from '../../support/generated-folder.ts';
import { describeWithTool } from '../../support/optional-tool.ts';
import { checkWithIcarus } from '../check-waveform.ts';

describeWithTool('iverilog', 'a recording of Icarus Verilog of a design behind a bus', (command) => {
  test('makes no difference where unknown inputs do not count', async () => {
    const configuration = parseConfiguration({ ...presets['tiny-channel'], release: 'early', bus: 'apb' });
    const { path, remove } = temporaryFolder();
    onTestFinished(remove);
    const { files } = generateInto(path, configuration);
    const manifest = parseManifest(files.get('manifest.json')!, 'the generated manifest');
    const source = { folder: join(import.meta.dirname, 'fixtures'), bench: 'unknown_bus_inputs' };
    const { summary, unknownCycles } = await checkWithIcarus(command, manifest, path, source);
    expect(unknownCycles).toBeGreaterThan(200);
    expect(summary.accesses.bus).toBe(3 + 12 * 2 + 4 * 3 + 1);
    expect(summary.directions[0]).toMatchObject({ to: 'second', messages: 16 });
  });
});
