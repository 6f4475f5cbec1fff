// SPDX-License-Identifier: Apache-2.0
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { z } from 'zod';

/** A program did not start, did not announce itself, or did not end as it should. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
}

/** How a program ended. */
export interface ProgramEnd {
  readonly exitCode: number | undefined;
  /** Every line of JSON it printed, the announcement included. */
  readonly lines: readonly unknown[];
  readonly stderr: string;
}

/** A running program. */
export interface LaunchedProgram<Announcement> {
  /** The first line of JSON it printed. */
  readonly announcement: Announcement;
  /** Waits for its end by itself. */
  readonly finished: Promise<ProgramEnd>;
  /** Ends its standard input, which these programs take as the request to end, and waits for the end. */
  stop(): Promise<ProgramEnd>;
}

const DEFAULT_TIMEOUT_MILLISECONDS = 120_000;

/** How long a program that was asked to end may take, in milliseconds. */
const STOP_MILLISECONDS = 5_000;

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Starts a TypeScript program of this folder (its file name) as a process of its own and waits for its first line,
 * which must be JSON of the given schema. The program is killed after `timeoutMilliseconds`, and never outlives
 * this process. Throws ProgramError with the program's standard error.
 */
export async function launchProgram<Announcement>(
  file: string,
  programArguments: readonly string[],
  schema: z.ZodType<Announcement>,
  timeoutMilliseconds: number = DEFAULT_TIMEOUT_MILLISECONDS,
): Promise<LaunchedProgram<Announcement>> {
  const child = execa(process.execPath, ['--import', 'tsx', file, ...programArguments], {
    cwd: here,
    stdin: 'pipe',
    buffer: { stdout: false },
    reject: false,
    timeout: timeoutMilliseconds,
    forceKillAfterDelay: STOP_MILLISECONDS,
  });
  const lines: unknown[] = [];
  const reader = createInterface({ input: child.stdout });
  const announced = new Promise<unknown>((resolve) => reader.once('line', resolve));
  const printed = new Promise<void>((resolve) => reader.once('close', resolve));
  reader.on('line', (line) => lines.push(parseLine(file, line)));

  const finished = Promise.all([child, printed]).then(([result]): ProgramEnd => {
    if (result.timedOut) {
      throw new ProgramError(`${file} was stopped after ${timeoutMilliseconds} ms.${quote(result.stderr)}`);
    }
    return { exitCode: result.exitCode, lines, stderr: result.stderr };
  });
  // Whoever waits for the end gets the error; nobody has to.
  finished.catch(() => {});

  async function stop(): Promise<ProgramEnd> {
    child.stdin.end();
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
    try {
      return await finished;
    } finally {
      clearTimeout(kill);
    }
  }

  await Promise.race([announced, finished]);
  if (lines.length === 0) {
    const { exitCode, stderr } = await finished;
    throw new ProgramError(
      `${file} ended with exit status ${exitCode} before it said anything.${quote(stderr)}`,
    );
  }
  const announcement = schema.safeParse(lines[0]);
  if (!announcement.success) {
    await stop();
    throw new ProgramError(
      `${file} announced ${JSON.stringify(lines[0])}, which is not what was expected: ${announcement.error.message}`,
    );
  }
  return { announcement: announcement.data, finished, stop };
}

function parseLine(file: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return `${file} printed a line that is not JSON: ${line}`;
  }
}

function quote(stderr: string): string {
  return stderr === '' ? '' : ` Its standard error:\n${stderr}`;
}
