// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GeneratedDesign, generate } from '../../hdl-gen/collateral/index.ts';
import type { Configuration } from '../../hdl-gen/configuration/index.ts';

/** A folder for the files of one test file; `remove` deletes it with all that is in it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'baton-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Generates a design into a folder, which is made where it is missing. */
export function generateInto(folder: string, configuration: Configuration): GeneratedDesign {
  const design = generate(configuration);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of design.files) {
    writeFileSync(join(folder, name), text);
  }
  return design;
}
