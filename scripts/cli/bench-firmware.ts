// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CallCycles,
  measureCalls,
  measuredConfiguration,
  measuredLengths,
  measuredSystems,
} from '../../testbenches/firmware/measure.ts';
import { buildBlockSystem } from '../../testbenches/firmware/systems.ts';
import { callsSentence, callTable, ratioTable } from '../../testbenches/firmware/tables.ts';
import { findFirmwareTools } from '../../testbenches/firmware/tools.ts';
import { withComputedText } from '../computed-text.ts';
import { wholeNumber } from './option-values.ts';
import { runSteps } from './progress.ts';
import { projectFolder } from './project-folders.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

const threads = 8;
const mostCyclesForCall = 60_000;

/** `bench-firmware`: three processors that call each other, through a gateway and through plain shared memory. */
export const benchFirmwareVerb: Verb<{
  readonly calls: number | undefined;
  readonly seed: number | undefined;
  readonly write: boolean;
}> = {
  options: (parser) =>
    parser
      .option('calls', {
        default: 10_000,
        describe: 'calls under the checker, 0 for none',
        coerce: wholeNumber('calls', 0, 1_000_000),
      })
      .option('seed', {
        default: 1,
        describe: 'decides lengths and order',
        coerce: wholeNumber('seed', 1, 2 ** 31 - 1),
      })
      .option('write', { type: 'boolean', default: true, describe: '--no-write: change no document' }),
  async run({ calls = 10_000, seed = 1, write, json }) {
    const tools = findFirmwareTools();
    if (tools === undefined) {
      throw new UsageError(
        'PicoRV32 and its compiler are not in .venv. Fix: npm run bench:firmware, which installs them.',
      );
    }
    const rows: CallCycles[] = [];
    let sentence: string | undefined;
    const steps = measuredSystems.map(({ name, build }) => ({
      title: name,
      async run(say: (line: string) => void) {
        say('building');
        const system = await build(tools);
        for (const bytes of measuredLengths) {
          say(`${bytes} bytes`);
          rows.push(await measureCalls(system, name, bytes));
        }
      },
    }));
    const many = {
      title: `${calls} calls under the checker`,
      async run(say: (line: string) => void) {
        const system = await buildBlockSystem(tools, measuredConfiguration);
        const { reports, check } = await system.run(
          { calls, threads, lengths: measuredLengths, seed },
          {
            checked: true,
            mostCycles: calls * mostCyclesForCall,
            onProgress: (returned) => say(`${returned} of ${calls} have returned`),
          },
        );
        sentence = callsSentence(calls, reports.at(-1)!.cycle, check!);
      },
    };
    await runSteps(calls === 0 ? steps : [...steps, many], { json });
    if (write) await keepDocuments(rows, sentence);
    const text = [ratioTable(rows), callTable(rows), ...(sentence === undefined ? [] : [sentence])].join(
      '\n\n',
    );
    return { passed: rows.length > 0, text, data: { rows, calls: sentence } };
  },
};

/** Puts new figures in the place of older ones. */
async function keepDocuments(rows: readonly CallCycles[], sentence: string | undefined): Promise<void> {
  const readme = join(projectFolder, 'README.md');
  const ratios = ratioTable(rows);
  const what = 'the cycles of firmware';
  await writeFile(readme, withComputedText(await readFile(readme, 'utf8'), 'firmware', what, ratios));
  const page = join(projectFolder, 'docs', 'firmware.md');
  let text = withComputedText(await readFile(page, 'utf8'), 'ratios', what, ratios);
  text = withComputedText(text, 'cycles', what, callTable(rows));
  if (sentence !== undefined) text = withComputedText(text, 'calls', what, sentence);
  await writeFile(page, text);
}
