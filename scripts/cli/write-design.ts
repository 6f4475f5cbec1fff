// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GeneratedDesign } from '../../hdl-gen/collateral/index.ts';
import { withTemporaryFolder } from '../../sim/harness/temporary-folder.ts';
import { makeFolder } from './make-folder.ts';
import { shownPath } from './project-folders.ts';
import { UsageError } from './usage-error.ts';

/** Folders in which files are prepared before they take their places begin like this. */
const PREPARING = '.baton-writing-';

const MANIFEST = 'manifest.json';
/** What lay beside the Verilog when manifests did not say so yet. */
const FIRST_FILES = [{ name: 'files.f' }, { name: 'README.md' }];
const MOST_NAMES_SHOWN = 8;

/** What writing a design changed. */
export interface WrittenDesign {
  /** Names of the files that are new or have other contents now. */
  readonly written: readonly string[];
  /** Names of files of an earlier generation that this one does not have. */
  readonly removed: readonly string[];
}

/**
 * Writes a generated design into a folder, which is made if need be. Files of an earlier generation are replaced or
 * removed; files that are right already are not touched. Two processes may write the same design at the same time.
 *
 * @throws UsageError when the folder holds anything that no generation wrote; nothing is changed then.
 */
export async function writeDesign(design: GeneratedDesign, folder: string): Promise<WrittenDesign> {
  await makeFolder(folder);
  const present = await presentFiles(folder);
  const earlier = await earlierFiles(folder);
  const foreign = present.filter((name) => !earlier.has(name));
  if (foreign.length > 0) {
    throw new UsageError(
      `Nothing is written to ${shownPath(folder)}: it holds ${listOf(foreign)}, which the generator did not write. Choose a folder of its own, or remove what should not be there.`,
    );
  }
  const written: string[] = [];
  await withTemporaryFolder(
    () => mkdtempSync(join(folder, PREPARING)),
    async (preparing) => {
      // The manifest first: it tells whose the other files are, should the writing be cut short.
      const names = [MANIFEST, ...[...design.files.keys()].filter((name) => name !== MANIFEST)];
      for (const name of names) {
        const text = design.files.get(name)!;
        const current = await readFile(join(folder, name), 'utf8').catch(() => undefined);
        if (current === text) continue;
        await writeFile(join(preparing, name), text);
        await rename(join(preparing, name), join(folder, name));
        written.push(name);
      }
    },
  );
  const removed = present.filter((name) => !design.files.has(name));
  for (const name of removed) await rm(join(folder, name), { force: true });
  return { written, removed };
}

/** Files and folders of a design folder, but for those that are being prepared. */
export async function presentFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith(PREPARING)).sort();
}

/** The files that the generation before wrote, as its manifest tells; none if there is no such manifest. */
async function earlierFiles(folder: string): Promise<ReadonlySet<string>> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as {
      generator: string;
      modules: readonly { file: string }[];
      files?: readonly { name: string }[];
    };
    if (!/^baton /.test(manifest.generator)) return new Set();
    const { modules, files = FIRST_FILES } = manifest;
    return new Set([MANIFEST, ...modules.map(({ file }) => file), ...files.map(({ name }) => name)]);
  } catch {
    // Whatever cannot be read as a manifest of ours was not written by us, nor was anything beside it.
    return new Set();
  }
}

function listOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMES_SHOWN;
  return names.slice(0, MOST_NAMES_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
