// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A terminal on which a list of steps was kept up to date has none until it is told. */
const SHOW_CURSOR = '\u001b[?25h';

/** The status that a shell reports for a program that was ended by a signal: 130 after Ctrl-C. */
export function interruptedStatus(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

function leave(signal: NodeJS.Signals): void {
  if (process.stdout.isTTY === true) process.stdout.write(SHOW_CURSOR);
  process.stderr.write('interrupted\n');
  process.exit(interruptedStatus(signal));
}

/**
 * Lets an interruption exit this process instead of killing it, so that whatever has to be done at the exit is done:
 * programs it started are ended, and temporary folders removed.
 */
export function leaveWhenInterrupted(): void {
  for (const signal of SIGNALS) process.on(signal, leave);
}

/**
 * Does something else on the next interruption, once; the one after that leaves again.
 * @returns gives it back; no harm after it has happened
 */
export function onNextInterruption(action: (signal: NodeJS.Signals) => void): () => void {
  const leaving = SIGNALS.filter((signal) => process.listeners(signal).includes(leave));
  let isOver = false;
  // A signal without any listener for a moment would kill the process in that moment.
  function giveBack(): void {
    if (isOver) return;
    isOver = true;
    for (const signal of leaving) process.on(signal, leave);
    for (const signal of SIGNALS) process.off(signal, act);
  }
  function act(signal: NodeJS.Signals): void {
    giveBack();
    action(signal);
  }
  for (const signal of SIGNALS) {
    process.on(signal, act);
    process.off(signal, leave);
  }
  return giveBack;
}
