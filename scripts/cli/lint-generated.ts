// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { lintDesign, readFileList } from '../../sim/harness/index.ts';
import type { PreparedDesign } from './prepare-design.ts';
import { CheckFailedError } from './usage-error.ts';

/** Makes sure that Verilator has nothing to say about a generated design. @throws CheckFailedError with what it says. */
export async function lintGenerated({ manifest, folder }: PreparedDesign): Promise<void> {
  const files = await readFileList(join(folder, 'files.f'));
  const { clean, output } = await lintDesign({ top: manifest.top, clock: manifest.clock, files });
  if (!clean) throw new CheckFailedError(`verilator --lint-only -Wall on ${manifest.top}:\n${output}`);
}
