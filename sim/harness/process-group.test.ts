// SPDX-License-Identifier: Apache-2.0
import { execa } from 'execa';
import { describe, expect, it, vi } from 'vitest';
import { guardProcessGroup } from './process-group.ts';

const limit = { timeout: 15_000, interval: 5 };
const FAMILY = 'sleep 300 & echo $$ $!; wait';

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

describe('process group', () => {
  it('ends with all its descendants, even one that does not listen', async () => {
    const script = `trap '' TERM; ${FAMILY}; wait`;
    const leader = execa('sh', ['-c', script], {
      detached: true,
      cleanup: false,
      reject: false,
      buffer: false,
    });
    const group = guardProcessGroup(leader);
    let printed = '';
    leader.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    await vi.waitUntil(() => printed.includes('\n'), limit);
    const ids = printed.trim().split(' ').map(Number);
    expect(ids.map(isAlive)).toEqual([true, true]);
    await group.stop();
    await vi.waitUntil(() => !ids.some(isAlive), limit);
  });

  it('ends with its leader', async () => {
    const leader = execa('sh', ['-c', 'sleep 300 & echo $!'], {
      detached: true,
      cleanup: false,
      reject: false,
      timeout: 15_000,
    });
    guardProcessGroup(leader);
    const { stdout, timedOut } = await leader;
    expect(timedOut).toBe(false);
    await vi.waitUntil(() => !isAlive(Number(stdout)), limit);
  });

  it('of a program that is not there has nothing to end', async () => {
    const leader = execa('/no/such/program', { detached: true, cleanup: false, reject: false });
    await expect(guardProcessGroup(leader).stop()).resolves.toBeUndefined();
    expect((await leader).code).toBe('ENOENT');
  });

  it.each(['SIGTERM', 'SIGINT', 'exit'])('ends with the process that guards it, by %s', async (way) => {
    const program = `
      import { execa } from 'execa';
      import { guardProcessGroup } from './process-group.ts';
      const leader = execa('sh', ['-c', ${JSON.stringify(FAMILY)}],
        { detached: true, cleanup: false, reject: false, buffer: false, stdout: ['pipe', 'inherit'] });
      guardProcessGroup(leader);
      if (${way === 'exit'}) leader.stdout.once('data', () => process.exit(3));`;
    const guard = execa(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
      cwd: import.meta.dirname,
      reject: false,
      buffer: false,
      timeout: 20_000,
    });
    let printed = '';
    guard.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    await vi.waitUntil(() => printed.includes('\n'), limit);
    if (way !== 'exit') guard.kill(way as NodeJS.Signals);
    const { exitCode, signal } = await guard;
    expect(exitCode ?? signal).toBe(way === 'exit' ? 3 : way);
    await vi.waitUntil(() => !printed.trim().split(' ').map(Number).some(isAlive), limit);
  });
});
