// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** What tells one run from all others. */
export interface RunIdentity {
  /** The file of the test. */
  readonly file: string;
  /** The design. */
  readonly top: string;
  /** Full name of the test. */
  readonly title: string;
  /** Which of the tests of this name in the file it is, from 0; 0 if not given. */
  readonly ordinal?: number | undefined;
  readonly seed: number;
}

const longestPart = 80;

/** A text without characters that shells or systems do not like. */
function plain(text: string): string {
  const words = text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return words.slice(0, longestPart).replace(/-$/, '');
}

/**
 * The path of a file of a run, in a folder that is made. Names that become the same without special characters, or differ only
 * in case, are told apart by a few digits of a digest.
 */
export function runFile(folder: string, identity: RunIdentity, suffix: string): string {
  const { file, top, title, ordinal = 0, seed } = identity;
  mkdirSync(folder, { recursive: true });
  const digest = createHash('sha256')
    .update(JSON.stringify([file, top, title, ordinal]))
    .digest('hex')
    .slice(0, 6);
  const parts = [plain(file.replace(/(\.(test|spec))?\.[cm]?[jt]sx?$/, '')), plain(title)];
  return join(folder, `${parts.filter((part) => part !== '').join('-')}-${digest}-seed-${seed}.${suffix}`);
}
