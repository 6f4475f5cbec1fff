// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { type HandMadeBug, insertBugs, selectPort } from '../checker/hand-made-bugs.ts';
import { findCocotb } from '../cocotb/find-cocotb.ts';
import { type FolderDesign, readDesign } from '../support/designs.ts';
import { contentFolder, temporaryFolder } from '../support/generated-folder.ts';
import { describeUnless } from '../support/optional-tool.ts';
import { busConfiguration, runBus } from './run-bus.ts';

/** `BATON_BUS_SEED=7 npx vitest run testbenches/bus` repeats the run of seed 7. */
const seed = Number(process.env.BATON_BUS_SEED ?? 1);
const repeat = `BATON_BUS_SEED=${seed} npx vitest run testbenches/bus`;
const tried = 'axi4-lite';

const bugs: readonly Omit<HandMadeBug, 'rules'>[] = [
  {
    name: 'a write writes all bytes of its word',
    file: 'baton_axi4_lite.v',
    place: 'access_strobe = <<write_data_out_data[35:32]>>;',
    wrong: "4'hf",
  },
  {
    name: 'a write that is refused is answered with OKAY',
    file: 'baton_axi4_lite.v',
    place: 'write_refused_q <= <<access_error>>;',
    wrong: "1'b0",
  },
];

const temporary = temporaryFolder();
afterAll(temporary.remove);
const { python, missing } = await findCocotb();

describeUnless(missing, 'a block behind AXI4-Lite, driven by models of others', () => {
  let design: FolderDesign;

  beforeAll(async () => {
    const { files, manifest } = generate(parseConfiguration(busConfiguration(tried)));
    const changed = [...files].map(([file, text]): [string, string] => [
      file,
      insertBugs(
        bugs.map((bug) => ({ ...bug, rules: [] })),
        manifest.top,
        text,
        file,
      ),
    ]);
    design = await readDesign(contentFolder(new Map(changed)));
  });

  const run = (bug: number, transactions: number) =>
    runBus(
      design,
      { tried, seed, transactions, inputs: { [selectPort]: bug } },
      { python, outputFolder: join(temporary.path, String(bug)), timeoutSeconds: 240 },
    );

  test('answers as its scoreboard says, and every message arrives', async () => {
    const report = await run(0, 1000);
    expect(report.reads + report.writes, repeat).toBeGreaterThanOrEqual(1000);
    expect(report.messages, repeat).toBeGreaterThan(20);
    expect(Object.keys(report.misuses).length, repeat).toBeGreaterThanOrEqual(5);
  }, 300_000);

  test.each(bugs.map(({ name }, index) => ({ name, number: index + 1 })))(
    'fails where $name',
    async ({ number }) => {
      await expect(run(number, 50_000), repeat).rejects.toThrow(/cocotb finds a fault: traffic/);
    },
    300_000,
  );
});
