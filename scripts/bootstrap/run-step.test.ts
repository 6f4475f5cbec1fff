// SPDX-License-Identifier: Apache-2.0

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { makeFolder } from './fake-programs.test-support.ts';
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

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
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

  it('ends with whoever runs it, even one that is killed', async () => {
    const module = JSON.stringify(join(import.meta.dirname, 'run-step.mjs'));
    const step = {
      label: 'working',
      command: '/bin/sh',
      arguments: ['-c', 'sleep 300 & echo $$ $! > ids; wait'],
      folder: makeFolder(),
      timeoutSeconds: 20,
    };
    const program = `import { runStep } from ${module};
      await runStep({ ...${JSON.stringify(step)}, environment: process.env }, () => {});`;
    const runner = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'ignore' });
    const ids = () => {
      const file = join(step.folder, 'ids');
      return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').map(Number) : [];
    };
    const limit = { timeout: 15_000, interval: 10 };
    await vi.waitUntil(() => ids().length === 2, limit);
    expect(ids().map(isRunning)).toEqual([true, true]);
    runner.kill('SIGKILL');
    await vi.waitUntil(() => !ids().some(isRunning), limit);
  });

  it('tells a program that is not there', async () => {
    const step = { label: 'working', command: '/nowhere/x', arguments: [], folder: '/', environment: {} };
    const error = await failureOf(runStep({ ...step, timeoutSeconds: 1 }, () => {}));
    expect(error.message).toBe('working: /nowhere/x does not start');
    expect(error.tail).toContain('/nowhere/x');
  });
});
