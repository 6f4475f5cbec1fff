// SPDX-License-Identifier: Apache-2.0
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Design, readFileList } from '../harness/index.ts';
import { type Manifest, ManifestError, parseManifest } from '../manifest/index.ts';
import { SessionError } from './errors.ts';

/** Reads the `manifest.json` of a folder of Verilog. @throws ManifestError when there is none that can be used. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, 'manifest.json');
  return parseManifest(await readText(path), path);
}

/** Reads a manifest file. @throws ManifestError when it cannot be read or used. */
export async function readManifestFile(path: string): Promise<Manifest> {
  return parseManifest(await readText(path), path);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new ManifestError(
      `Cannot read the manifest '${path}': ${(cause as Error).message}; 'baton generate' writes one beside the Verilog.`,
      { cause },
    );
  }
}

/**
 * The design in a folder with `files.f`, described for the harness: every probe of the manifest is visible.
 *
 * @throws DesignError for a list that cannot be used, SessionError for listed files that are not there.
 */
export async function describeDesign(
  manifest: Manifest,
  folder: string,
  trace: NonNullable<Design['trace']>,
): Promise<Design> {
  const files = await readFileList(resolve(folder, 'files.f'));
  const present = await Promise.all(files.map(isFile));
  const missing = files.filter((_file, index) => !present[index]);
  if (missing.length > 0) {
    throw new SessionError(
      `${folder}/files.f lists ${missing.length === 1 ? 'a file that is' : 'files that are'} not there: ${missing.join(', ')}. Generate the design again, or correct the list.`,
    );
  }
  // Two probes may name one signal.
  const visible = new Map(
    manifest.probes.map(({ path, module, signal, width }) => [path, { path, module, signal, width }]),
  );
  return { top: manifest.top, files, clock: manifest.clock, visible: [...visible.values()], trace };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
