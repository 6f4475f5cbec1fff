// SPDX-License-Identifier: Apache-2.0
import { join, resolve } from 'node:path';
import { generate } from '../../hdl-gen/collateral/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';
import { readManifest } from '../../sim/session/index.ts';
import { chooseConfiguration, type DesignArguments } from './design-options.ts';
import { outputFolder } from './project-folders.ts';
import { UsageError } from './usage-error.ts';
import { writeDesign } from './write-design.ts';

/** A design that lies in a folder, ready to be simulated. */
export interface PreparedDesign {
  readonly manifest: Manifest;
  readonly folder: string;
  /** The words that name it on a command line. */
  readonly words: readonly string[];
}

/** How a design to simulate is named: to be generated, or as a folder with Verilog and manifest. */
export interface PreparedArguments extends DesignArguments {
  readonly rtl?: string | undefined;
}

/**
 * Generates the named design into a folder of its own under `out`, or takes the one in the given folder as it is.
 *
 * @throws UsageError, ConfigurationError, ManifestError
 */
export async function prepareDesign(given: PreparedArguments): Promise<PreparedDesign> {
  if (given.rtl !== undefined) return takeDesign(given.rtl, given);
  const { configuration, preset, words } = await chooseConfiguration(given);
  const design = generate(configuration);
  const folder = join(outputFolder, preset ?? `configuration-${design.manifest.digest}`);
  await writeDesign(design, folder);
  return { manifest: await readManifest(folder), folder, words };
}

async function takeDesign(rtl: string, { preset, config, set }: DesignArguments): Promise<PreparedDesign> {
  if (preset !== undefined || config !== undefined || set !== undefined) {
    throw new UsageError(
      '--rtl takes the design as its manifest describes it; leave --preset, --config and --set out.',
    );
  }
  const folder = resolve(rtl);
  return { manifest: await readManifest(folder), folder, words: ['--rtl', rtl] };
}
