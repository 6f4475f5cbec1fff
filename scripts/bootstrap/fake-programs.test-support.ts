// SPDX-License-Identifier: Apache-2.0

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** What each program answers when asked for its version; any other use ends with status 0 and no words. */
const HEALTHY: Readonly<Record<string, string>> = {
  npm: '10.8.2',
  python3: 'Python 3.11.2',
  'g++': 'g++ (Debian 12.2.0-14) 12.2.0',
  make: 'GNU Make 4.3',
  perl: '5.36.0',
  git: 'git version 2.39.5',
  'apt-get': 'apt 2.6.1 (amd64)',
};

/** A new empty folder outside of the project, for the test that is running. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bootstrap-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a shell script that runs without any other program. */
export function writeProgram(file: string, body: string): void {
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}

/**
 * A folder to be the whole PATH: a healthy machine, except for `changes`.
 * @param changes by program: nothing to leave it out, or the body of a shell script to put in its place
 */
export function fakePath(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const folder = join(makeFolder(), 'bin');
  mkdirSync(folder);
  const answers = Object.entries(HEALTHY).map(([name, version]) => [name, `echo '${version}'`] as const);
  for (const [name, body] of Object.entries({ ...Object.fromEntries(answers), ...changes })) {
    if (body !== undefined) writeProgram(join(folder, name), body);
  }
  return folder;
}
