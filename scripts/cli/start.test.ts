// SPDX-License-Identifier: Apache-2.0
import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runBaton } from './run-baton.test-support.ts';

describe('baton start', { timeout: 300_000 }, () => {
  // Each message is allocated, indicated and freed in every area it passes: a swap, a load and a store.
  it('does the whole main job, with waveforms, and proves what it shows', async () => {
    const { exitCode, stdout, stderr } = await runBaton(['start', '--waves', '--json']);
    expect(stderr).not.toContain('error');
    const { ok, runs, clone, rpc, files, differences, repeat } = JSON.parse(stdout);
    expect(ok).toBe(true);
    expect(runs).toMatchObject([
      { name: 'channel', mostBuffersInUse: [32], differences: 0 },
      { name: 'gateway', mostBuffersInUse: [32, 32], differences: 0, check: { distinctTags: 32 } },
    ]);
    for (const run of runs) expect(run.operationsCompared).toBeGreaterThanOrEqual(3 * run.messages);
    expect(clone).toMatchObject({ head: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(rpc.ready).toMatchObject({ missing: 0, mismatches: 0, longestCall: 5120, longestReply: 5120 });
    expect(rpc.stalling).toMatchObject({ missing: 0, mismatches: 0 });
    for (const file of files)
      expect((await stat(file)).isFile() || (await stat(file)).isDirectory()).toBe(true);
    expect(differences).toBe(0);
    expect(repeat).toBe('npx baton start --waves');
    expect(exitCode).toBe(0);
  });
});
