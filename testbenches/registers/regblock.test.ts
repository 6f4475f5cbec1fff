// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { addressBlocks } from '../../hdl-gen/registers/index.ts';
import { buildModel, loadModel, type ModelLibrary, readFileList } from '../../sim/harness/index.ts';
import { createRandom } from '../../sim/tasks/index.ts';
import { startModel } from '../support/circuit.ts';
import { contentFolder, temporaryFolder } from '../support/generated-folder.ts';
import { describeUnless } from '../support/optional-tool.ts';
import { compareRegisters } from './compare-registers.ts';
import { missingReaders, readViews } from './read-views.ts';
import { regblockWrapper, wrapperName } from './regblock-wrapper.ts';
import { actsByItself } from './wanted-views.ts';

const temporary = temporaryFolder();
afterAll(temporary.remove);

const seed = Number(process.env.BATON_REGISTERS_SEED ?? 1);
const repeat = `BATON_REGISTERS_SEED=${seed} npx vitest run testbenches/registers/regblock.test.ts`;
const operations = 1500;
const missing = await missingReaders();
const configuration = parseConfiguration({ ...presets['tiny-channel'], bus: 'axi4-lite' });
const blocks = addressBlocks(configuration).filter(({ name }) => name !== 'second');

describeUnless(missing, 'registers beside those that peakrdl-regblock makes of the SystemRDL', () => {
  let ours: ModelLibrary;
  let theirs: ModelLibrary;

  beforeAll(async () => {
    const design = generate(configuration);
    const folder = contentFolder(design.files);
    const names = blocks.map(({ name }) => name);
    await readViews(folder, temporary.path, design.manifest.top, names);
    const modules = names.flatMap((name) => [`baton_${name}_pkg.sv`, `baton_${name}.sv`]);
    const texts = modules.map((file) => [file, readFileSync(join(temporary.path, file), 'utf8')] as const);
    const foreign = contentFolder(
      new Map([...texts, [`${wrapperName}.sv`, regblockWrapper(blocks, { first: 13, manager: 11 })]]),
    );
    ours = loadModel(
      await buildModel({ top: design.manifest.top, files: await readFileList(join(folder, 'files.f')) }),
    );
    theirs = loadModel(
      await buildModel({
        top: wrapperName,
        files: [...modules, `${wrapperName}.sv`].map((file) => join(foreign, file)),
        // It writes the members of one structure in blocks of their own.
        ignoredWarnings: ['MULTIDRIVEN'],
      }),
    );
  }, 300_000);

  test('leave out those alone that act by themselves', () => {
    const [party, manager] = blocks.map(({ registers }) =>
      registers.filter(actsByItself).map(({ name }) => name),
    );
    expect(party).toEqual(['interrupt_status', 'allocate', 'detect', 'indicate', 'deallocate']);
    expect(manager![0]).toBe('interrupt_status');
    expect(
      blocks[1]!.registers.filter(({ counter }) => counter !== undefined).map(({ name }) => name),
    ).toEqual(manager!.slice(1));
  });

  test('answer every access as those do', () => {
    const { difference, reads, writes, errors } = compareRegisters(
      startModel(ours),
      startModel(theirs),
      blocks,
      createRandom(seed),
      operations,
    );
    expect(difference, repeat).toBeUndefined();
    expect(Math.min(reads, writes)).toBeGreaterThan(300);
    expect(errors).toBeGreaterThan(50);
  });

  test('differ from those where their state does', () => {
    const { difference } = compareRegisters(
      startModel(ours),
      startModel(theirs),
      blocks,
      createRandom(seed),
      operations,
      { free_count: 3 },
    );
    expect(difference).toMatchObject({ register: 'free_count', ours: { data: 4 }, theirs: { data: 3 } });
  });
});
