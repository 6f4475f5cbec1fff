// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, vi } from 'vitest';
import { ModelBuildError, ToolMissingError } from './errors.ts';
import { runTool } from './run-tool.ts';

const shell = (script: string, more: object = {}) =>
  runTool('/bin/sh', ['-c', script], { timeoutSeconds: 30, ...more });

describe('runTool', () => {
  it('returns the exit code and all output in its order', async () => {
    expect(await shell('echo one; echo two >&2; exit 3')).toEqual({ exitCode: 3, output: 'one\ntwo' });
  });

  it('gives the environment, in a language that can be parsed', async () => {
    expect((await shell('echo $COLOUR $LC_ALL', { environment: { COLOUR: 'red' } })).output).toBe('red C');
  });

  it('ends what takes too long', async () => {
    const run = shell('echo started; exec sleep 60', { timeoutSeconds: 0.3 });
    await expect(run).rejects.toThrow(ModelBuildError);
    await expect(run).rejects.toThrow("'/bin/sh' did not end within 0.3 s and was stopped");
  });

  it('ends what it started as well', async () => {
    const run = shell('sleep 61 & echo $!; wait', { timeoutSeconds: 0.3 });
    const { toolOutput: output } = (await run.catch((error: unknown) => error)) as ModelBuildError;
    expect(output).toMatch(/^\d+$/);
    const isAlive = () => {
      try {
        return process.kill(Number(output), 0);
      } catch {
        return false;
      }
    };
    await vi.waitUntil(() => !isAlive(), { timeout: 15_000, interval: 5 });
  });

  it('reports a program that dies of a signal', async () => {
    await expect(shell('kill -9 $$')).rejects.toThrow("'/bin/sh' was ended by SIGKILL");
  });

  it('reports a program that is not there', async () => {
    const run = runTool('/no/such/program', [], { timeoutSeconds: 30 });
    await expect(run).rejects.toThrow(ToolMissingError);
    await expect(run).rejects.toThrow("'/no/such/program' cannot be started (ENOENT)");
  });

  it('ends when aborted, also before the start', async () => {
    const abort = new AbortController();
    const run = shell('exec sleep 60', { signal: abort.signal });
    setTimeout(() => abort.abort(new Error('enough')), 50);
    await expect(run).rejects.toThrow('enough');
    await expect(shell('true', { signal: abort.signal })).rejects.toThrow('enough');
  });
});
