// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leftOut, levelOfValue, levelsOfFields } from '../configurations/field-values.ts';
import {
  icarusLint,
  type Lint,
  pinnedVerilatorLint,
  verilatorLint,
  yosysLint,
} from '../language/verilog-tools.ts';
import { generateInto, temporaryFolder } from '../support/generated-folder.ts';
import { describeWithTool } from '../support/optional-tool.ts';
import { complainedAbout, drawConfigurations, presetConfigurations } from './configurations.ts';

const seed = Number(process.env.BATON_SAMPLE_SEED ?? 1);
const rerun = `rerun with: BATON_SAMPLE_SEED=${seed} npx vitest run testbenches/tools/lint.test.ts`;
const checked = [...presetConfigurations, ...complainedAbout, ...drawConfigurations(seed)].map(
  ({ name, configuration }, index) => ({
    name,
    configuration,
    folder: `design${index}`,
  }),
);

const temporary = temporaryFolder();
afterAll(temporary.remove);

const verilog = new Map<string, readonly { readonly name: string; readonly text: string }[]>();
beforeAll(() => {
  for (const { configuration, folder } of checked) {
    const { manifest, files } = generateInto(join(temporary.path, folder), configuration);
    verilog.set(
      folder,
      manifest.modules.map(({ file: name }) => ({ name, text: files.get(name)! })),
    );
  }
});

const verilogOf = (folder: string) => verilog.get(folder)!;

function checkAll(lint: () => Promise<Lint>): void {
  test.each(checked)('$name', async ({ folder }) => {
    const names = verilogOf(folder).map(({ name }) => name);
    const complaints = await (await lint())(names, { folder: join(temporary.path, folder) });
    expect(complaints, rerun).toBe('');
  });
}

test('the sample has every value of every choice, and the ends of every range', () => {
  for (const [field, levels] of levelsOfFields) {
    const drawn = checked.map(({ configuration }) => levelOfValue(field, configuration[field]));
    const wanted = levels.map(({ name }) => name).filter((name) => name !== leftOut);
    expect(drawn, field).toEqual(expect.arrayContaining(wanted));
  }
});

/** Verilog with a width that does not fit, an input that nothing reads, a port of another width, and a latch. */
const mistakes = {
  'leaf.v': 'module leaf (input wire [3:0] a, output wire [3:0] b);\n  assign b = a;\nendmodule\n',
  'mistakes.v': [
    'module mistakes (input wire s, input wire [7:0] d, input wire unread, output reg q, output wire [3:0] y);',
    '  always @* if (s) q = d[0];',
    '  leaf u_leaf (.a(d), .b(y));',
    'endmodule',
    '',
  ].join('\n'),
};

/** Every check of this file is tried on a mistake, so that silence means something. */
function findsMistakes(check: (folder: string, files: string[]) => Promise<string>, complaint: RegExp): void {
  test('a file with mistakes, as it should', async () => {
    const folder = join(temporary.path, 'mistakes');
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(mistakes)) writeFileSync(join(folder, name), text);
    expect(await check(folder, ['mistakes.v', 'leaf.v'])).toMatch(complaint);
  });
}

describe('the text', () => {
  test.each(checked)(
    'of $name has no pragma, no attribute that silences a tool, and no long line',
    ({ folder }) => {
      for (const { name, text } of verilogOf(folder)) {
        expect(text, `${name}; ${rerun}`).not.toMatch(/lint_|verilator|synopsys|synthesis|pragma|_case/i);
        expect(
          text.split('\n').filter((line) => line.length > 100),
          `${name}; ${rerun}`,
        ).toEqual([]);
      }
    },
  );
});

describe('the pinned Verilator has no complaint about', () => checkAll(pinnedVerilatorLint));

describe('the pinned Verilator complains about', () =>
  findsMistakes(
    async (folder, files) => (await pinnedVerilatorLint())(files, { folder }),
    /LATCH|WIDTH|UNUSEDSIGNAL/,
  ));

describeWithTool('verilator', "the machine's Verilator has no complaint about", (command) =>
  checkAll(async () => verilatorLint(command)),
);

describeWithTool('verilator', "the machine's Verilator complains about", (command) =>
  findsMistakes((folder, files) => verilatorLint(command)(files, { folder }), /LATCH|WIDTH|UNUSEDSIGNAL/),
);

describeWithTool('iverilog', 'Icarus has no complaint about', (command) =>
  checkAll(async () => icarusLint(command)),
);

describeWithTool('iverilog', 'Icarus complains about', (command) =>
  findsMistakes(
    (folder, files) => icarusLint(command)(files, { folder }),
    /Port 1 \(a\) of leaf expects 4 bits/,
  ),
);

describeWithTool('yosys', 'Yosys finds no warning, no latch and no problem in', (command) => {
  // Words of 512 bits take it seconds; those that were drawn have them too.
  test.each(checked.filter(({ name }) => name !== 'wide'))(
    '$name',
    async ({ folder }) => {
      const files = verilogOf(folder).map(({ name }) => name);
      const top = files.at(-1)!.replace(/\.v$/, '');
      expect(await yosysLint(command)(files, top, join(temporary.path, folder)), rerun).toBe('');
    },
    240_000,
  );
});

describeWithTool('yosys', 'Yosys complains about', (command) =>
  findsMistakes((folder, files) => yosysLint(command)(files, 'mistakes', folder), /Latch inferred|dlatch/),
);
