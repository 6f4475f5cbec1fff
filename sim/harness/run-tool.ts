// SPDX-License-Identifier: Apache-2.0
import { ModelBuildError, ToolMissingError } from './errors.ts';
import { guardProcessGroup } from './process-group.ts';

export interface ToolRun {
  readonly exitCode: number;
  /** Standard output and standard error, interleaved as they came. */
  readonly output: string;
}

export interface ToolRunOptions {
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutSeconds: number;
}

/**
 * Runs a program to its end, with all it starts, and returns what it printed, whatever its exit code.
 *
 * @throws ToolMissingError when it cannot be started, ModelBuildError when it exceeds its time or dies of a signal,
 *   and the signal's reason when the caller aborts.
 */
export async function runTool(
  command: string,
  parameters: readonly string[],
  options: ToolRunOptions,
): Promise<ToolRun> {
  options.signal?.throwIfAborted();
  // Loaded when a tool runs: a start with an unchanged design runs none.
  const { ExecaError, execa } = await import('execa');
  try {
    const child = execa(command, parameters, {
      all: true,
      stdin: 'ignore',
      reject: false,
      timeout: options.timeoutSeconds * 1000,
      forceKillAfterDelay: 2000,
      // Compilers and Verilator are started by a driver, which would not take them with it.
      detached: true,
      cleanup: false,
      // Messages are parsed, so they must not follow the user's language.
      env: { ...options.environment, LC_ALL: 'C' },
      ...(options.directory === undefined ? {} : { cwd: options.directory }),
      ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
    });
    guardProcessGroup(child);
    const result = await child;
    if (result.isCanceled) options.signal?.throwIfAborted();
    if (result.timedOut) {
      throw new ModelBuildError(
        `'${command}' did not end within ${options.timeoutSeconds} s and was stopped; the design may be too large, or the machine too busy.`,
        result.all,
      );
    }
    if (result.code === 'ENOENT' || result.code === 'EACCES') {
      throw new ToolMissingError(
        `'${command}' cannot be started (${result.code}); check that it exists and may be executed.`,
      );
    }
    if (result.exitCode === undefined) {
      throw new ModelBuildError(
        `'${command}' was ended by ${result.signal ?? 'an unknown cause'}; the machine may lack memory.`,
        result.all,
      );
    }
    return { exitCode: result.exitCode, output: result.all };
  } catch (error) {
    if (error instanceof ExecaError) throw new ModelBuildError(error.shortMessage);
    throw error;
  }
}
