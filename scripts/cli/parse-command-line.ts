// SPDX-License-Identifier: Apache-2.0
import { parseWords } from './parse-words.ts';
import { repositoryVerbs } from './repository-verbs.ts';
import type { VerbResult } from './verb.ts';
import { productVerbs, type Verbs } from './verbs.ts';

const { start, ...others } = repositoryVerbs;

/** Every verb there is, in the order in which --help shows them. */
const allVerbs: Verbs = { start, ...productVerbs, ...others };

/**
 * Runs the verb that the words of a command line name, as the repository has them.
 *
 * @throws UsageError for words that make no sense, and what the verb throws.
 */
export function parseCommandLine(words: readonly string[]): Promise<VerbResult | undefined> {
  return parseWords(words, allVerbs);
}
