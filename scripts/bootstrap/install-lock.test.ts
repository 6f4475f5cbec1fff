// SPDX-License-Identifier: Apache-2.0

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { makeFolder } from './fake-programs.test-support.ts';
import { withInstallLock } from './install-lock.mjs';
import { InstallError } from './run-step.mjs';

function takeLock<Result>(file: string, action: () => Promise<Result>, patienceSeconds = 10) {
  const said: string[] = [];
  const options = {
    say: (line: string) => said.push(line),
    signal: new AbortController().signal,
    patienceSeconds,
  };
  return { said, done: withInstallLock(file, options, action) };
}

function writeLock(file: string, owner: { pid: number; host: string }) {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify(owner));
}

describe('the lock of the installation', () => {
  it('lets one in at a time and tells the other to wait', async () => {
    const file = join(makeFolder(), 'cache', 'lock');
    const order: string[] = [];
    const first = takeLock(file, async () => {
      order.push('first in');
      await delay(300);
      order.push('first out');
    });
    const second = takeLock(file, async () => order.push('second in'));
    await Promise.all([first.done, second.done]);
    expect(order).toEqual(['first in', 'first out', 'second in']);
    expect(first.said).toEqual([]);
    expect(second.said).toEqual([expect.stringContaining('waiting')]);
    expect(existsSync(file)).toBe(false);
  });

  it('is given back after an error', async () => {
    const file = join(makeFolder(), 'lock');
    const failing = takeLock(file, async () => {
      throw new Error('no network');
    });
    await expect(failing.done).rejects.toThrow('no network');
    expect(existsSync(file)).toBe(false);
  });

  it('of a process that has ended is taken over', async () => {
    const file = join(makeFolder(), 'lock');
    const ended = spawnSync('/bin/sh', ['-c', ':']).pid;
    writeLock(file, { pid: ended, host: hostname() });
    expect(await takeLock(file, async () => 'in').done).toBe('in');
  });

  it('of another machine is taken over only after long silence', async () => {
    const file = join(makeFolder(), 'lock');
    writeLock(file, { pid: 1, host: 'elsewhere' });
    await expect(takeLock(file, async () => 'in', 0.5).done).rejects.toThrow(InstallError);
    const longAgo = new Date(Date.now() - 120_000);
    utimesSync(file, longAgo, longAgo);
    expect(await takeLock(file, async () => 'in').done).toBe('in');
  });

  it('held by a running process is waited for, with an end', async () => {
    const file = join(makeFolder(), 'lock');
    writeLock(file, { pid: process.pid, host: hostname() });
    const { done, said } = takeLock(file, async () => 'in', 0.5);
    await expect(done).rejects.toThrow('another installation holds');
    expect(said).toHaveLength(1);
  });
});
