// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type GeneratedDesign, generate } from '../../hdl-gen/collateral/index.ts';
import type { Configuration } from '../../hdl-gen/configuration/index.ts';
import { withChosenChange } from './chosen-change.ts';

/** A folder for the files of one test file; `remove` deletes it with all that is in it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'baton-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Generates a design, with the change that the environment asks for, into a folder, which is made where it is missing. */
export function generateInto(folder: string, configuration: Configuration): GeneratedDesign {
  const design = generate(configuration);
  const files = withChosenChange(design.files);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) {
    writeFileSync(join(folder, name), text);
  }
  return { ...design, files };
}

const kept = fileURLToPath(new URL('../../.cache/designs', import.meta.url));

/**
 * The folder that holds exactly these files, with the change that the environment asks for. Its name comes from their
 * contents, so that a model built from them is found again in the cache, by other tests and by later runs.
 */
export function contentFolder(generated: ReadonlyMap<string, string>): string {
  const files = withChosenChange(generated);
  const folder = join(
    kept,
    createHash('sha256')
      .update(JSON.stringify([...files]))
      .digest('hex')
      .slice(0, 16),
  );
  if (!existsSync(folder)) {
    mkdirSync(kept, { recursive: true });
    const fresh = mkdtempSync(join(kept, 'new-'));
    for (const [name, text] of files) {
      writeFileSync(join(fresh, name), text);
    }
    try {
      renameSync(fresh, folder);
    } catch (error) {
      // Another test may have been first; then its folder holds the same files.
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(folder)) {
        throw error;
      }
    }
  }
  return folder;
}
