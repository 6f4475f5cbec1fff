// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from './bridge/bridge.ts';
import { gitEnvironment } from './git/environment.ts';
import { type CloneOptions, cloneThroughBridge, GitError } from './git.ts';
import { LOOPBACK } from './test-support/loopback.ts';
import { createMemoryCarrier } from './test-support/memory-carrier.ts';

const run = promisify(execFile);
let folder: string;
let temporary: string | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-git-test-'));
  // The folder of each clone then lies where the test can see that it is gone.
  temporary = process.env.TMPDIR;
  process.env.TMPDIR = join(folder, 'tmp');
  await mkdir(process.env.TMPDIR);
});

afterEach(async () => {
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  expect(await processesOf(folder)).toEqual([]);
  if (temporary === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = temporary;
  await rm(folder, { recursive: true });
});

/** Command lines of running processes that mention a folder. */
async function processesOf(mentioned: string): Promise<string[]> {
  if (process.platform !== 'linux') {
    console.warn('NOT CHECKED: whether a process was left behind, which is looked up in /proc.');
    return [];
  }
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(mentioned));
}

function setUp() {
  const carrier = createMemoryCarrier({ tags: 32, largestMessage: 5120 });
  const bridges: Bridge[] = [];
  const openBridge: CloneOptions['openBridge'] = async (to) => {
    const bridge = await startBridge({ listen: { host: LOOPBACK, port: 0 }, to, framing: 'stream', carrier });
    bridges.push(bridge);
    return bridge;
  };
  return { carrier, bridges, openBridge };
}

describe('a clone through the bridge', () => {
  it('has every object and the same head as the repository it came from', async () => {
    const { carrier, bridges, openBridge } = setUp();
    const facts = await cloneThroughBridge({ openBridge, seed: 7 });
    expect(facts.head).toMatch(/^[0-9a-f]{40}$/);
    expect(facts.packBytes).toBeGreaterThan(2_000_000);
    expect(facts.packBytes).toBeLessThan(4_000_000);
    expect(facts.objects).toBeGreaterThan(50);
    expect(carrier.longestSent()).toBe(5120);
    const summary = await bridges[0]!.done;
    expect(summary.toFirst.bytes).toBeGreaterThan(facts.packBytes);
    expect(summary.errors).toEqual({});
  });

  it('works with a given repository that has a working tree and an odd name', async () => {
    const repository = join(folder, 'my repository #1');
    const env = gitEnvironment(folder);
    const git = (...command: string[]) => run('git', ['-C', repository, ...command], { env });
    await mkdir(repository);
    await git('init', '--quiet');
    await writeFile(join(repository, 'readme'), 'hello');
    await git('add', '.');
    await git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--message=one');
    const { stdout } = await git('rev-parse', 'HEAD');
    const facts = await cloneThroughBridge({ ...setUp(), repository });
    expect(facts).toMatchObject({ head: stdout.trim(), objects: 3 });
  });

  it('says that a folder holds no repository, or one without a commit', async () => {
    const { openBridge, bridges } = setUp();
    await expect(cloneThroughBridge({ openBridge, repository: join(folder, 'none') })).rejects.toThrow(
      /There is no repository in ".*none"/,
    );
    await expect(cloneThroughBridge({ openBridge, repository: folder })).rejects.toThrow(
      'not a git repository',
    );
    await run('git', ['init', '--quiet', '--bare', join(folder, 'empty')], { env: gitEnvironment(folder) });
    await expect(cloneThroughBridge({ openBridge, repository: join(folder, 'empty') })).rejects.toThrow(
      'has no commit that could be cloned',
    );
    expect(bridges).toEqual([]);
  });

  it('reports what was wrong with the bridge before what git made of it', async () => {
    const { carrier, openBridge } = setUp();
    const send = carrier.send;
    carrier.send = (message) => {
      if (carrier.sent.notice === 50) carrier.failure = new Error('difference at cycle 1234');
      send(message);
    };
    await expect(cloneThroughBridge({ openBridge })).rejects.toThrow('difference at cycle 1234');
  });

  it('shows what git and its daemon said when the clone fails', async () => {
    const { openBridge } = setUp();
    const misled: CloneOptions['openBridge'] = async (to) => {
      const bridge = await openBridge(to);
      await bridge.close();
      return bridge;
    };
    const failure = await cloneThroughBridge({ openBridge: misled }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(GitError);
    expect((failure as Error).message).toMatch(
      /git clone .* failed with exit status 128:[\s\S]*Connection refused[\s\S]*The git daemon said:[\s\S]*Ready to rumble/,
    );
  });

  it('ends within its time although the bridge carries nothing', async () => {
    const { carrier, openBridge } = setUp();
    carrier.stalled = true;
    const released: CloneOptions['openBridge'] = async (to) => {
      const bridge = await openBridge(to);
      return {
        address: bridge.address,
        close() {
          carrier.stalled = false;
          return bridge.close();
        },
      };
    };
    await expect(cloneThroughBridge({ openBridge: released, timeoutMilliseconds: 1500 })).rejects.toThrow(
      'was stopped after 1500 ms',
    );
  });
});
