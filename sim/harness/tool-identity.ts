// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:fs';
import { access, readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { contentKey, publishText, touch } from './cache-files.ts';
import { ModelBuildError } from './errors.ts';
import { runTool } from './run-tool.ts';

/** The absolute path of a program, given by path or found on the search path; undefined if there is none. */
export async function findProgram(name: string, searchPath: string): Promise<string | undefined> {
  const candidates =
    isAbsolute(name) || name.includes('/')
      ? [resolve(name)]
      : searchPath.split(delimiter).flatMap((folder) => (folder === '' ? [] : [join(folder, name)]));
  for (const candidate of candidates) {
    const usable = await access(candidate, constants.X_OK).then(
      async () => (await stat(candidate)).isFile(),
      () => false,
    );
    if (usable) return candidate;
  }
  return undefined;
}

/**
 * What a program answers to a question about itself, such as `--version`. The answer is remembered until the program's
 * file changes, because asking costs more than all the rest of a start with an unchanged design.
 *
 * @throws ModelBuildError when the program fails.
 */
export async function askTool(
  command: string,
  question: readonly string[],
  cacheDirectory: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const file = await realpath(command);
  const status = await stat(file);
  const key = contentKey([
    file,
    String(status.size),
    String(status.mtimeMs),
    ...question,
    ...Object.entries(environment).flat(),
  ]);
  const remembered = join(cacheDirectory, 'tools', `${key}.txt`);
  try {
    const answer = await readFile(remembered, 'utf8');
    await touch(remembered);
    return answer;
  } catch {
    const { exitCode, output } = await runTool(command, question, { environment, timeoutSeconds: 60 });
    if (exitCode !== 0) {
      throw new ModelBuildError(
        `'${command} ${question.join(' ')}' failed with exit status ${exitCode}.`,
        output,
      );
    }
    await publishText(output.trim(), remembered);
    return output.trim();
  }
}
