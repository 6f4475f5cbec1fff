// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withBuildDirectory } from './cache-files.ts';
import { type Design, validateDesign } from './design.ts';
import { type GeneratedPort, parseGeneratedPorts } from './generated-ports.ts';
import { defaultCacheDirectory } from './project.ts';
import { discoverVerilator } from './toolchain.ts';
import { verilate } from './verilate.ts';

export type PortDescription = Pick<GeneratedPort, 'name' | 'direction' | 'width'>;

/**
 * The ports of a design's top, with the widths that its parameters give them. Nothing is compiled, and warnings do not matter.
 *
 * @throws DesignError, ToolMissingError, ModelBuildError with Verilator's words
 */
export async function readPorts(design: Design): Promise<PortDescription[]> {
  validateDesign(design);
  const verilator = await discoverVerilator();
  return withBuildDirectory(defaultCacheDirectory, async (directory) => {
    const prefix = 'Vports';
    await verilate(design, prefix, directory, verilator, { allowWarnings: true });
    const ports = parseGeneratedPorts(await readFile(join(directory, `${prefix}.h`), 'utf8'));
    return ports.map(({ name, direction, width }) => ({ name, direction, width }));
  });
}
