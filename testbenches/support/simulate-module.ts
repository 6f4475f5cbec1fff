// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import {
  type AnyModule,
  clockAndReset,
  defineModule,
  elaborateDesign,
  input,
  output,
  type PortDefinition,
  type PortDefinitions,
  sizeValue,
} from '../../hdl-gen/language/index.ts';
import { moduleText } from '../../hdl-gen/verilog/index.ts';
import { buildModel, loadModel, type ModelLibrary } from '../../sim/harness/index.ts';
import { contentFolder } from './generated-folder.ts';

/** A module to simulate, with values for its parameters if it has any. */
export interface ModuleUnderTest {
  readonly module: AnyModule;
  readonly parameters?: Readonly<Record<string, number>>;
}

/**
 * Builds one model that holds modules side by side, with nothing between them. The ports of each carry the key under which
 * it is given: `fifo_push` for `{ fifo: ... }`. Clock and reset are common. One model of many small modules compiles in
 * a fraction of the time that one for each takes.
 */
export async function simulateModules(
  modules: Readonly<Record<string, ModuleUnderTest>>,
): Promise<ModelLibrary> {
  const trees = elaborateDesign(bench(modules));
  const provenance = { generator: 'the tests', configuration: 'sizes of the test' };
  const files = new Map(trees.map((tree) => [`${tree.definition.name}.v`, moduleText(tree, provenance)]));
  const folder = contentFolder(files);
  return loadModel(
    await buildModel({ top: benchName, files: [...files.keys()].map((file) => join(folder, file)) }),
  );
}

const benchName = 'module_bench';

function bench(modules: Readonly<Record<string, ModuleUnderTest>>): AnyModule {
  const entries = Object.entries(modules).map(([key, { module, parameters = {} }]) => {
    const dataPorts = Object.entries(module.ports as PortDefinitions).filter(
      ([, { role }]) => role === 'input' || role === 'output',
    );
    const ports = dataPorts.map(([name, port]) => [`${key}_${name}`, benchPort(port, parameters)] as const);
    return { key, module, parameters, names: dataPorts.map(([name]) => name), ports };
  });
  return defineModule({
    name: benchName,
    summary: 'modules side by side.',
    timing: [],
    ports: { ...clockAndReset(), ...Object.fromEntries(entries.flatMap(({ ports }) => ports)) },
    build(m, io) {
      const signals = io as unknown as Readonly<Record<string, never>>;
      for (const { key, module, parameters, names } of entries) {
        const connections = names.map((name) => [name, signals[`${key}_${name}`]]);
        m.instance(`u_${key}`, module, Object.fromEntries(connections), parameters);
      }
    },
  });
}

function benchPort({ role, width }: PortDefinition, parameters: Readonly<Record<string, number>>) {
  const bits = sizeValue(width, parameters);
  return role === 'output' ? output(bits, '') : input(bits, '');
}
