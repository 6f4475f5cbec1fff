// SPDX-License-Identifier: Apache-2.0

import { fileURLToPath } from 'node:url';
import { runVitest } from './run-vitest.ts';
import { runCheck, STATIC_CHECKS } from './static-checks.ts';
import { isSuccessful, renderSummary } from './summary.ts';
import { ReportError } from './vitest-report.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CHECK_TIMEOUT_SECONDS = 300;
const TESTS_TIMEOUT_SECONDS = 1800;

/**
 * The whole of `npm test`: static checks, then all tests, then the closing count.
 * @param vitestArguments passed on to vitest, for example filters of file names
 * @returns the exit status: 0 if something ran and all of it passed, else 1
 */
async function main(vitestArguments: readonly string[]): Promise<number> {
  console.log(`checking: ${STATIC_CHECKS.join(', ')} ...`);
  const checks = await Promise.all(STATIC_CHECKS.map((name) => runCheck(name, ROOT, CHECK_TIMEOUT_SECONDS)));
  for (const check of checks.filter(({ isPassed }) => !isPassed)) {
    console.log(`${check.output}\nFAILED: npm run ${check.name}\n`);
  }
  try {
    const tests = await runVitest({
      root: ROOT,
      vitestArguments,
      output: 'show',
      timeoutSeconds: TESTS_TIMEOUT_SECONDS,
    });
    console.log(renderSummary(checks, tests));
    return isSuccessful(checks, tests) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    console.log(`FAILED: ${error.message}`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
