// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCommandLine } from './parse-command-line.ts';
import { failureOfBaton, temporaryFolder } from './run-baton.test-support.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let file: string;
beforeAll(async () => {
  temporary = await temporaryFolder();
  file = join(temporary.path, 'odd.v');
  // Truncated silently: a build would refuse it.
  const lines = [
    'module odd (input clock_in, input [`LANES * 12 - 1:0] middle, output [3:0] narrow, output [63:0] wide',
    '`ifdef DEBUG',
    '  , output debug',
    '`endif',
    '); assign narrow = middle; assign wide = 0; endmodule',
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
});
afterAll(() => temporary.remove());

it('reads the ports of a design with warnings and macros', async () => {
  const words = ['ports', file, '--top', 'odd', '--define', 'LANES=3', '--define', 'DEBUG'];
  const typed = await parseCommandLine(words);
  expect(typed?.text.split('\n').filter((line) => line.includes('readonly'))).toEqual([
    '  readonly clock_in: InputPort;',
    '  readonly narrow: OutputPort;',
    '  readonly debug: OutputPort;',
    '  readonly middle: WideInputPort & { value: number };',
    '  readonly wide: WideOutputPort;',
  ]);
  expect(typed?.text).toContain(`ports ${file} --top odd --define LANES=3 --define DEBUG`);
  expect(typed?.text).toContain('import type { InputPort, OutputPort, WideInputPort, WideOutputPort } from');
});

it('refuses a macro without a name', async () => {
  const failure = await failureOfBaton(['ports', file, '--top', 'odd', '--define', '=3']);
  expect(failure.message).toContain("--define is '=3'; give NAME or NAME=VALUE");
});
