// SPDX-License-Identifier: Apache-2.0

import { fileURLToPath } from 'node:url';
import { examine } from './examine.mjs';
import { isHealthy, renderFindings } from './table.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const USAGE = `usage: npm run doctor [-- --json]

Shows what Baton needs and uses on this machine, what is missing, and the command that cures it.
Exit status: 0 all that is needed is there, 1 something needed is missing, 2 wrong arguments.`;

/**
 * @param {readonly string[]} commandArguments `--json` for machines, `--help`
 */
export async function run(commandArguments) {
  const unknown = commandArguments.filter((argument) => argument !== '--json' && argument !== '--help');
  if (unknown.length > 0) {
    console.error(`unknown argument: ${unknown.join(' ')}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (commandArguments.includes('--help')) {
    console.log(USAGE);
    return;
  }
  const findings = await examine(ROOT, process.env);
  const ok = isHealthy(findings);
  console.log(
    commandArguments.includes('--json')
      ? JSON.stringify({ ok, findings }, null, 2)
      : renderFindings(findings),
  );
  process.exitCode = ok ? 0 : 1;
}
