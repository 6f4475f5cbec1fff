// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { createRandom, type Random } from '../../tasks/random.ts';
import { type GitSetting, runGit } from './environment.ts';

const COMMITS = 4;
const BINARY_FILES_PER_COMMIT = 3;
const TEXT_FILES = 40;

/** Bytes of a binary file: beyond any buffer, so that messages of the largest size occur. */
const BINARY_SMALLEST = 150_000;
const BINARY_LARGEST = 350_000;

/** 9 September 2001: a fixed date, so that the commits have the same names everywhere. */
const FIRST_COMMIT_SECONDS = 1_000_000_000;

const WORDS = [
  'buffer',
  'call',
  'client',
  'copy',
  'flag',
  'kernel',
  'message',
  'pointer',
  'return',
  'server',
  'thread',
];

/**
 * Creates a bare repository in a new folder within the home folder and returns the folder. The same seed gives the
 * same commits: some history of small text files, and about 3 MB that cannot be compressed.
 */
export async function createRepository(seed: number, setting: GitSetting): Promise<string> {
  const folder = join(setting.home, 'generated.git');
  await runGit(['init', '--quiet', '--bare', folder], setting);
  await runGit(['-C', folder, 'symbolic-ref', 'HEAD', 'refs/heads/main'], setting);
  await runGit(['-C', folder, 'fast-import', '--quiet'], setting, historyOf(seed));
  return folder;
}

/** The history in the format of git fast-import. */
function historyOf(seed: number): Uint8Array {
  const random = createRandom(seed);
  const parts: Uint8Array[] = [];

  function line(text: string): void {
    parts.push(Buffer.from(`${text}\n`));
  }

  function data(bytes: Uint8Array): void {
    line(`data ${bytes.length}`);
    parts.push(bytes);
    line('');
  }

  for (let commit = 0; commit < COMMITS; commit++) {
    line('commit refs/heads/main');
    line(`committer Baton <baton@localhost> ${FIRST_COMMIT_SECONDS + 3600 * commit} +0000`);
    data(Buffer.from(`Change ${commit + 1} of ${COMMITS}\n`));
    for (let file = 0; file < BINARY_FILES_PER_COMMIT; file++) {
      line(`M 100644 inline binary/${commit}-${file}.bin`);
      data(random.fill(new Uint8Array(random.between(BINARY_SMALLEST, BINARY_LARGEST))));
    }
    for (let file = commit; file < TEXT_FILES; file += commit + 1) {
      line(`M 100644 inline text/${file}.txt`);
      data(textOf(random));
    }
  }
  return Buffer.concat(parts);
}

function textOf(random: Random): Uint8Array {
  const lines = Array.from({ length: random.between(0, 60) }, () =>
    Array.from({ length: random.between(1, 9) }, () => WORDS[random.between(0, WORDS.length - 1)]).join(' '),
  );
  return Buffer.from(lines.join('\n'));
}
