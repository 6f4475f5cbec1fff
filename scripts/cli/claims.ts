// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import pLimit from 'p-limit';
import pc from 'picocolors';
import { allEvidence } from '../../testbenches/claims/elements/index.ts';
import { type Evidence, nameOf } from '../../testbenches/claims/evidence.ts';
import { createNameCheck } from '../../testbenches/claims/missing-names.ts';
import { messagesOf, objectionsTo, tryEvidence } from '../../testbenches/claims/noticed.ts';
import {
  type Observations,
  observationOf,
  writeObservations,
} from '../../testbenches/claims/observations.ts';
import { claimsPage } from '../../testbenches/claims/page.ts';
import { choosesEvidence } from '../../testbenches/claims/selection.ts';
import { singleText } from './option-values.ts';
import { runSteps } from './progress.ts';
import { projectFolder } from './project-folders.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

interface ClaimsArguments {
  readonly only?: string | undefined;
  readonly check?: boolean | undefined;
}

interface Result {
  readonly name: string;
  readonly broken: string;
  /** First lines of what the tests reported. */
  readonly messages: readonly string[];
  readonly objections: readonly string[];
}

const page = join(projectFolder, 'docs', 'claims.md');
/** What was tried stays here, by the content of all that decides it: an interrupted run goes on where it was. */
const cacheFolder = join(projectFolder, '.cache', 'claims');

/** `claims`: breaks the circuit of each claim element and sees the tests fail that are said to show it. */
export const claimsVerb: Verb<ClaimsArguments> = {
  options: (parser) =>
    parser
      .option('only', {
        requiresArg: true,
        describe: 'these alone, and write nothing: "claim 19", 19f, "8 el. 2", E5',
        coerce: singleText('only'),
      })
      .option('check', {
        type: 'boolean',
        describe: 'write nothing; exit status 1 if the page differs from what is found',
      })
      .example('$0 claims --only "claim 19"', 'the six elements of one claim'),
  async run({ only, check = false, json }) {
    const chosen = allEvidence.filter((evidence) => only === undefined || choosesEvidence(only, evidence));
    if (chosen.length === 0) {
      throw new UsageError(
        `Nothing is called "${only}"; name a claim ("claim 1" to "claim 23"), an element (${nameOf(allEvidence[0]!)}, "8 el. 2") or an embodiment (E1).`,
      );
    }
    const results = await tryAll(chosen, json);
    const objections = results.flatMap((result) => result.objections);
    if (only === undefined && objections.length === 0) {
      objections.push(...(await keepPage(chosen, results, check)));
    }
    const missed = results.filter((result) => result.objections.length > 0).length;
    const counts = `${results.length} broken circuits, ${results.length - missed} noticed as said, ${missed} not`;
    return {
      passed: objections.length === 0,
      text: [tableOf(results), ...objections, counts].join('\n'),
      data: { results, objections },
    };
  },
};

/** Tries all, some at a time. */
async function tryAll(chosen: readonly Evidence[], json: boolean): Promise<Result[]> {
  const limit = pLimit(availableParallelism());
  const missingNames = createNameCheck();
  let results: Result[] = [];
  let done = 0;
  const run = async (say: (line: string) => void) => {
    const tryOne = async (evidence: Evidence): Promise<Result> => {
      const [name, { name: broken }] = [nameOf(evidence), evidence.mutation];
      const missing = missingNames(evidence);
      if (missing.length > 0) {
        return {
          name,
          broken,
          messages: [],
          objections: missing.map((what) => `${name}: there is no ${what}`),
        };
      }
      const trial = await tryEvidence(evidence, cacheFolder);
      const objections = objectionsTo(evidence, trial).map((text) => `${name}: ${text}`);
      done += 1;
      say(`${done} of ${chosen.length}: ${name} ${objections.length === 0 ? 'noticed' : 'NOT AS SAID'}`);
      return { name, broken, messages: messagesOf(trial), objections };
    };
    results = await limit.map(chosen, tryOne);
  };
  await runSteps([{ title: `breaking ${chosen.length} circuits, one at a time`, run }], { json });
  return results;
}

/** Writes the page, or compares it. Returns what is wrong with it. */
async function keepPage(
  chosen: readonly Evidence[],
  results: readonly Result[],
  check: boolean,
): Promise<string[]> {
  const observations: Observations = Object.fromEntries(
    chosen.map((evidence, index) => [nameOf(evidence), observationOf(evidence, results[index]!.messages)]),
  );
  const text = claimsPage(observations);
  if (check) {
    const same = (await readFile(page, 'utf8').catch(() => '')) === text;
    return same ? [] : ['docs/claims.md differs from what was found; write it with npm run claims'];
  }
  writeObservations(observations);
  await writeFile(page, text);
  return [];
}

function tableOf(results: readonly Result[]): string {
  const table = new Table({
    head: ['', 'broken', 'reported'],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [12, 40, 70],
  });
  for (const { name, broken, messages, objections } of results) {
    table.push([name, broken, objections.length === 0 ? messages.join('\n') : pc.red('NOT AS SAID')]);
  }
  return table.toString();
}
