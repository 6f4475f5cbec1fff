// SPDX-License-Identifier: Apache-2.0
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

const case_ = z.object({
  '@name': z.string(),
  failure: z.unknown().optional(),
  error: z.unknown().optional(),
  skipped: z.unknown().optional(),
});
const results = z.object({
  testsuites: z.object({
    testsuite: z.array(z.object({ testcase: z.array(case_).default([]) })).default([]),
  }),
});

/** What a results file of cocotb says. */
export interface CocotbResults {
  readonly passed: number;
  /** Names of the tests that failed, or did not run, with what was said about it. */
  readonly failed: readonly string[];
}

/**
 * Reads a JUnit results file as cocotb writes it. Its runner's exit status says nothing.
 *
 * @throws Error for text that is no such file
 */
export function readResults(text: string): CocotbResults {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseAttributeValue: false,
    isArray: (name) => name === 'testsuite' || name === 'testcase',
  });
  const parsed = results.safeParse(parser.parse(text, true));
  if (!parsed.success) {
    throw new Error(`These are not the results of cocotb tests: ${z.prettifyError(parsed.error)}`);
  }
  const cases = parsed.data.testsuites.testsuite.flatMap(({ testcase }) => testcase);
  const failed = cases.flatMap((one) => {
    const why = one.failure ?? one.error ?? one.skipped;
    return why === undefined ? [] : [`${one['@name']}: ${messageOf(why)}`];
  });
  return { passed: cases.length - failed.length, failed };
}

function messageOf(why: unknown): string {
  const message = z.object({ '@message': z.string() }).safeParse(why);
  return message.success ? message.data['@message'] : JSON.stringify(why);
}
