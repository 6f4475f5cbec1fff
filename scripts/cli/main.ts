// SPDX-License-Identifier: Apache-2.0
import { hideBin } from 'yargs/helpers';
import { colorsFor } from './colors.ts';
import { FAILED, PASSED } from './exit-status.ts';
import { leaveWhenInterrupted } from './interruption.ts';
import { parseCommandLine } from './parse-command-line.ts';

/** Runs one verb of the command line and returns the exit status. */
async function main(words: readonly string[]): Promise<number> {
  const json = words.includes('--json');
  try {
    const result = await parseCommandLine(words);
    if (result === undefined) return PASSED;
    console.log(json ? JSON.stringify({ ok: result.passed, ...result.data }) : result.text);
    return result.status ?? (result.passed ? PASSED : FAILED);
  } catch (thrown) {
    // Loaded now, since it knows the errors of every part, which most runs have no use for.
    const { failureOf } = await import('./failure.ts');
    const { status, name, message, details } = failureOf(thrown);
    if (json) console.log(JSON.stringify({ ok: false, status, error: { name, message, ...details } }));
    else console.error(`${colorsFor(process.stderr).red('error:')} ${message}`);
    if (process.env.BATON_DEBUG === '1') console.error(thrown);
    return status;
  }
}

leaveWhenInterrupted();
process.exitCode = await main(hideBin(process.argv));
