// SPDX-License-Identifier: Apache-2.0
import { driverFiles } from './driver/driver-files.ts';
import { folderReadme } from './folder-readme.ts';
import { coreName, coreText } from './fusesoc-core.ts';
import type { DesignDescription, Manifest } from './manifest.ts';
import { registerFiles } from './registers/register-files.ts';
import { testbenchName, testbenchText } from './testbench.ts';

/** A file beside the Verilog of a design. */
interface FileBeside {
  readonly name: string;
  /** For whoever looks at the folder. */
  readonly purpose: string;
  readonly text: (manifest: Manifest) => string;
}

/**
 * All that lies beside the Verilog of a design, but for the manifest, which lists it. What is added here is written,
 * packed and described with everything else.
 */
export function filesBeside(design: DesignDescription): readonly FileBeside[] {
  return [
    {
      name: 'files.f',
      purpose: 'the Verilog files in compile order, by bare name.',
      text: ({ modules }) => `${modules.map(({ file }) => file).join('\n')}\n`,
    },
    { name: 'README.md', purpose: 'this text.', text: folderReadme },
    {
      name: `${design.top}.core`,
      purpose: `core ${coreName(design)} for FuseSoC.`,
      text: coreText,
    },
    ...[...registerFiles(design), ...driverFiles(design)].map(({ text, ...file }) => ({
      ...file,
      text: () => text,
    })),
    {
      name: `${testbenchName(design)}.v`,
      purpose: 'testbench that sees a call pass through and its return come back.',
      text: testbenchText,
    },
  ];
}
