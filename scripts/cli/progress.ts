// SPDX-License-Identifier: Apache-2.0
import { Listr } from 'listr2';

/** One step of a verb that takes its time. */
export interface Step {
  readonly title: string;
  /** `say` replaces what is shown beside the title of the running step; what `keep` gets stays. */
  readonly run: (say: (line: string) => void, keep: (line: string) => void) => Promise<void>;
  /** Whether it keeps lines. */
  readonly keepsLines?: boolean;
}

/** How progress is shown. */
export interface ProgressStyle {
  /** Keep standard output for the result alone. */
  readonly json: boolean;
}

/** Least time between two plain lines of one step, in milliseconds: a log is not a display. */
const PLAIN_LINE_MILLISECONDS = 2_000;

/**
 * Runs steps one after another and ends with the first that throws. On a terminal the list of steps is kept up to
 * date; elsewhere each step is a plain line on standard error.
 */
export async function runSteps(steps: readonly Step[], style: ProgressStyle): Promise<void> {
  if (process.stdout.isTTY === true && !style.json) await runOnTerminal(steps);
  else await runInPlainLines(steps);
}

async function runOnTerminal(steps: readonly Step[]): Promise<void> {
  const list = new Listr(
    steps.map(({ title, run, keepsLines = false }) => ({
      title,
      task: (_context, task) => {
        const output = (line: string): void => {
          task.output = line;
        };
        const beside = (line: string): void => {
          task.title = `${title}: ${line}`;
        };
        return run(keepsLines ? beside : output, output);
      },
      rendererOptions: keepsLines ? { outputBar: Number.POSITIVE_INFINITY, persistentOutput: true } : {},
    })),
    {
      // Whoever interrupts the program decides what else is to be ended.
      registerSignalListeners: false,
      rendererOptions: { showErrorMessage: false, collapseErrors: false },
    },
  );
  await list.run();
}

async function runInPlainLines(steps: readonly Step[]): Promise<void> {
  const write = (line: string): void => {
    process.stderr.write(`  ${line}\n`);
  };
  for (const { title, run } of steps) {
    process.stderr.write(`${title} ...\n`);
    let last = 0;
    await run((line) => {
      const now = performance.now();
      if (last !== 0 && now - last < PLAIN_LINE_MILLISECONDS) return;
      last = now;
      write(line);
    }, write);
  }
}
