// SPDX-License-Identifier: Apache-2.0
import { execa } from 'execa';
import { projectFolder } from '../project-folders.ts';
import { type ConfigurationRecord, recordSchema } from './records.ts';

const TIMEOUT_SECONDS = 1800;

/** Examines one configuration of a sample in a process of its own, so that a crash is no more than the failure of this one. */
export async function examineInProcess(
  number: number,
  words: readonly string[],
): Promise<ConfigurationRecord> {
  const { stdout, stderr, exitCode, timedOut, signal } = await execa(
    process.execPath,
    ['scripts/baton.mjs', 'configurations', ...words, '--json'],
    { cwd: projectFolder, reject: false, stdin: 'ignore', timeout: TIMEOUT_SECONDS * 1000 },
  );
  if (timedOut) return failed(number, `did not end within ${TIMEOUT_SECONDS} s`);
  if (signal !== undefined) return failed(number, `was ended by ${signal}\n${stderr}`);
  return (
    readAnswer(number, stdout) ?? failed(number, `ended with exit status ${exitCode}\n${stdout}\n${stderr}`)
  );
}

function failed(number: number, message: string): ConfigurationRecord {
  return { number, passed: false, message: message.trim() };
}

/** What the process printed last: the record, or the error that took its place. */
function readAnswer(number: number, stdout: string): ConfigurationRecord | undefined {
  const answer = parseJson(stdout.trim().split('\n').at(-1) ?? '');
  const record = recordSchema.safeParse(answer?.record);
  if (record.success && answer?.ok === true) return record.data;
  const message = (answer?.error as { readonly message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? failed(number, message) : undefined;
}

function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
