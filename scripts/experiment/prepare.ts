// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type GeneratedDesign, generate } from '../../hdl-gen/collateral/index.ts';
import { type ConfigurationInput, parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { type Manifest, parseManifest } from '../../sim/manifest/index.ts';
import { outputFolder } from '../cli/project-folders.ts';
import { writeDesign } from '../cli/write-design.ts';

/** A design that lies in a folder, ready to be built. */
export interface PreparedDesign {
  readonly manifest: Manifest;
  readonly folder: string;
}

/** Generates a configuration into a folder that only it has. Several processes may do so at the same time. */
export async function prepare(configuration: ConfigurationInput): Promise<PreparedDesign> {
  const design = generate(parseConfiguration(configuration));
  const folder = join(outputFolder, 'experiment', design.manifest.digest);
  await writeDesign(design, folder);
  return { manifest: parseManifest(design.files.get('manifest.json')!, folder), folder };
}

/** Tells designs apart by what is simulated of them: Verilog and manifest. */
export function contentDigest({ files, manifest }: GeneratedDesign): string {
  const hash = createHash('sha256');
  for (const name of [...manifest.modules.map(({ file }) => file), 'manifest.json']) {
    hash.update(name).update('\0').update(files.get(name)!).update('\0');
  }
  return hash.digest('hex');
}
