// SPDX-License-Identifier: Apache-2.0
import { hideBin } from 'yargs/helpers';
import { colorsFor } from './colors.ts';
import { FAILED, PASSED } from './exit-status.ts';
import { leaveWhenInterrupted } from './interruption.ts';
import type { VerbResult } from './verb.ts';

/** Runs one verb with the words that this process was given, prints what it came to, and sets the exit status. */
export async function runCommandLine(
  parse: (words: readonly string[]) => Promise<VerbResult | undefined>,
): Promise<void> {
  leaveWhenInterrupted();
  process.exitCode = await statusOf(parse, hideBin(process.argv));
}

async function statusOf(
  parse: (words: readonly string[]) => Promise<VerbResult | undefined>,
  words: readonly string[],
): Promise<number> {
  const json = words.includes('--json');
  try {
    const result = await parse(words);
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
