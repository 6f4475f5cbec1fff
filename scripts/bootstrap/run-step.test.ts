// SPDX-License-Identifier: Apache-2.0

import { describe, expect, it } from 'vitest';
import { InstallError, runStep } from './run-step.mjs';

/** Runs a line of shell; what is said goes to `said`. */
async function runShell(line: string, options: { timeoutSeconds?: number; signal?: AbortSignal } = {}) {
  const said: string[] = [];
  const step = {
    label: 'working',
    command: '/bin/sh',
    arguments: ['-c', line],
    folder: '/',
    environment: process.env,
    timeoutSeconds: 20,
    ...options,
  };
  const output = await runStep(step, (text) => said.push(text));
  return { output, said };
}

async function failureOf(promise: Promise<unknown>): Promise<InstallError> {
  const error = await promise.then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(InstallError);
  return error;
}

describe('a step of the installation', () => {
  it('says what it does and when it is done', async () => {
    const { output, said } = await runShell('echo hello; echo noise >&2');
    expect(output).toBe('hello\n');
    expect(said).toEqual(['working ...', expect.stringMatching(/^ {2}done in \d+\.\d s$/)]);
  });

  it('that fails hands on the last lines without stack traces', async () => {
    const lines = 'i=0; while [ $i -lt 40 ]; do echo line $i; i=$((i+1)); done; echo "    at run (a.js:1)"';
    const error = await failureOf(runShell(`${lines}; echo the cause >&2; exit 7`));
    expect(error.message).toBe('working: failed with status 7');
    expect(error.tail.split('\n')).toHaveLength(15);
    expect(error.tail).toMatch(/line 39\nthe cause$/);
  });

  it('that hangs is ended, with what it started', async () => {
    const error = await failureOf(runShell('sleep 300 & sleep 300', { timeoutSeconds: 0.2 }));
    expect(error.message).toBe('working: did not end within 0.2 s');
  });

  it('ends when it is interrupted', async () => {
    const error = await failureOf(runShell('sleep 300', { signal: AbortSignal.timeout(100) }));
    expect(error.message).toBe('working: was interrupted');
  });

  it('tells a program that is not there', async () => {
    const step = { label: 'working', command: '/nowhere/x', arguments: [], folder: '/', environment: {} };
    const error = await failureOf(runStep({ ...step, timeoutSeconds: 1 }, () => {}));
    expect(error.message).toMatch(/^working: \/nowhere\/x does not start: /);
  });
});
