// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';
import { readFileList } from '../../sim/harness/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';
import { readManifest } from '../../sim/session/index.ts';

/** A design that lies in a folder. */
export interface FolderDesign {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Digest of the Verilog: the same on every machine, and whatever else is said about the design. */
  readonly build: string;
}

/** Takes the design of a folder as it is. @throws ManifestError, DesignError */
export async function readDesign(folder: string): Promise<FolderDesign> {
  const manifest = await readManifest(folder);
  const files = await readFileList(join(folder, 'files.f'));
  const hash = createHash('sha256');
  for (const file of files) hash.update(JSON.stringify([basename(file), await readFile(file, 'utf8')]));
  return { folder, manifest, build: hash.digest('hex').slice(0, 12) };
}

/** Generates a design into a folder that is found again by its contents. */
export async function generateDesign(input: ConfigurationInput): Promise<FolderDesign> {
  // Loaded now: a run whose design lies in a folder already starts sooner without the generator.
  const [{ generate }, { parseConfiguration }, { contentFolder }] = await Promise.all([
    import('../../hdl-gen/collateral/index.ts'),
    import('../../hdl-gen/configuration/index.ts'),
    import('./generated-folder.ts'),
  ]);
  return readDesign(contentFolder(generate(parseConfiguration(input)).files));
}

/** Whether a folder holds the design that a configuration asks for, whatever its Verilog says. */
export async function isDesignOf(manifest: Manifest, input: ConfigurationInput): Promise<boolean> {
  const { configurationDigest, parseConfiguration } = await import('../../hdl-gen/configuration/index.ts');
  return manifest.digest === configurationDigest(parseConfiguration(input));
}
