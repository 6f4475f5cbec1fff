// SPDX-License-Identifier: Apache-2.0
import yargs, { type Argv } from 'yargs';
import { version } from '../../hdl-gen/configuration/index.ts';
import { UsageError } from './usage-error.ts';
import type { Verb, VerbResult } from './verb.ts';
import { type NamedVerb, repositoryVerbNames, type Verbs } from './verbs.ts';

/**
 * Runs the one of some verbs that the words of a command line name. Returns nothing when they ask for help or the version, which is
 * printed then, and when the verb has printed its result itself.
 *
 * @throws UsageError for words that make no sense, and what the verb throws.
 */
export async function parseWords(words: readonly string[], verbs: Verbs): Promise<VerbResult | undefined> {
  const named = namedVerbs(words, verbs);
  let result: VerbResult | undefined;

  async function add(parser: Argv, name: string, { command, describe, load }: NamedVerb): Promise<void> {
    if (!words.includes(name)) {
      parser.command(command, describe);
      return;
    }
    const { options, run } = (await load()) as unknown as Verb<unknown>;
    parser.command(
      command,
      describe,
      (inner) => options(inner),
      async (given) => {
        result = await run(given as unknown as { readonly json: boolean });
      },
    );
  }

  const parser = yargs()
    .scriptName('baton')
    .usage(
      '$0 <verb> [options]\n\nSpace-efficient inter-process communication in hardware: generated, simulated, proved.',
    )
    .option('json', { type: 'boolean', default: false, describe: 'print the result as one line of JSON' })
    .strict()
    .version(version)
    .help()
    .wrap(110)
    .epilogue(
      'Exit status: 0 something ran and all of it passed, 1 a check failed, 2 the input is wrong.\nBATON_DEBUG=1 shows where an error comes from; NO_COLOR=1 leaves colours out.',
    )
    .exitProcess(false)
    .fail((message, error) => {
      throw error instanceof Error && error.name !== 'YError'
        ? error
        : new UsageError(wrongWords(message, error, verbs[named[0]!]!.command));
    });
  for (const name of named) await add(parser, name, verbs[name]!);
  await parser.parseAsync([...words]);
  return result;
}

/** The verb that the words begin with, or all of them when they ask for something of all. */
function namedVerbs(words: readonly string[], verbs: Verbs): readonly string[] {
  const [first] = words;
  const verbNames = Object.keys(verbs);
  if (first?.startsWith('-')) return verbNames;
  const named = verbNames.filter((name) => name === first);
  if (named.length > 0) return named;
  const names = verbNames.join(', ');
  if (first === undefined) throw new UsageError(`Name a verb: ${names}. See --help.`);
  throw new UsageError(
    repositoryVerbNames.some((name) => name === first)
      ? `${first} needs the testbenches of the repository, which this package does not hold; the verbs here are ${names}. See --help.`
      : `There is no verb ${JSON.stringify(first)}; the verbs are ${names}. See --help.`,
  );
}

/** What yargs says about words, with the way to learn more. */
function wrongWords(message: string | undefined, error: Error | undefined, command: string): string {
  const said = (message ?? error?.message ?? 'The options make no sense').trim();
  const what = said.startsWith('Not enough non-option arguments')
    ? `Something is missing: ${command}.`
    : said;
  return `${what}${what.endsWith('.') ? '' : '.'} See --help.`;
}
