// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { execaNode } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { buildModel, loadModel, readFileList } from '../../sim/harness/index.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { generateInto, temporaryFolder } from '../support/generated-folder.ts';
import { presetConfigurations } from './configurations.ts';

const temporary = temporaryFolder();
afterAll(temporary.remove);

const checked = [
  ...presetConfigurations.filter(({ name }) => name.startsWith('tiny')),
  {
    name: 'a gateway that searches, with sizes of its own',
    configuration: parseConfiguration({
      parties: 'three',
      allocator: 'scan',
      buffers: 5,
      threads: 3,
      bufferBytes: 80,
      dataWidth: 128,
      temporaryBuffers: 2,
      reserveForReturn: 0,
    }),
  },
];

describe.each(checked)('the manifest of $name', ({ name, configuration }) => {
  test('is what the simulation reads, and every port and probe it promises is in the Verilog', async () => {
    const folder = join(temporary.path, name.replaceAll(/\W/g, '-'));
    const { files } = generateInto(folder, configuration);
    const manifest = parseManifest(files.get('manifest.json')!, 'manifest.json');
    expect(manifest.configuration).toEqual(configuration);
    const paths = new Map(manifest.probes.map((probe) => [probe.path, probe]));
    const library = loadModel(
      await buildModel({
        top: manifest.top,
        clock: manifest.clock,
        files: await readFileList(join(folder, 'files.f')),
        visible: [...paths.values()].map(({ path, module, signal, width }) => ({
          path,
          module,
          signal,
          width,
        })),
      }),
    );
    const shape = ({ name: port, direction, width }: { name: string; direction: string; width: number }) =>
      `${direction} ${port} [${width}]`;
    expect(library.ports.map(shape).sort()).toEqual(manifest.ports.map(shape).sort());
    const model = library.create();
    try {
      const { layout } = model.sampler([...paths.keys()]);
      for (const { path, width } of manifest.probes) expect(layout.slots.get(path)?.width, path).toBe(width);
    } finally {
      model.dispose();
    }
  }, 180_000);
});

test('two fresh processes generate the same bytes', async () => {
  const program = `
    import { createHash } from 'node:crypto';
    import { generate } from './hdl-gen/collateral/index.ts';
    import { parseConfiguration, presets } from './hdl-gen/configuration/index.ts';
    const hash = createHash('sha256');
    for (const name of ['gateway', 'tiny-channel']) {
      for (const [file, text] of generate(parseConfiguration(presets[name])).files) hash.update(file).update(text);
    }
    console.log(hash.digest('hex'));
  `;
  const project = join(import.meta.dirname, '../..');
  const run = async (environment: Readonly<Record<string, string>>) => {
    const { stdout } = await execaNode({
      cwd: project,
      env: environment,
      nodeOptions: ['--import', 'tsx', '--input-type=module'],
    })`--eval ${program}`;
    return stdout;
  };
  const digests = [
    await run({ TZ: 'UTC', LANG: 'C' }),
    await run({ TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }),
  ];
  expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(digests[1]).toBe(digests[0]);
}, 60_000);
