// SPDX-License-Identifier: Apache-2.0
import { Worker } from 'node:worker_threads';

/** Ends the process when what it watches takes too long, even while no JavaScript runs. */
export interface Watchdog {
  /** From now on; the message is at most 4000 bytes and goes to standard error. */
  watch(milliseconds: number, message: string): void;
  /** Until it watches again. */
  rest(): void;
}

const messageBytes = 4000;

// A thread of its own: the one that runs the model may never come back. Word 0 counts what was watched and is zero at rest.
const program = `
  const { workerData } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  const control = new Int32Array(workerData.control);
  const message = new Uint8Array(workerData.message);
  for (;;) {
    const watched = Atomics.load(control, 0);
    if (watched === 0) {
      Atomics.wait(control, 0, 0);
    } else if (Atomics.wait(control, 0, watched, control[1]) === 'timed-out' && Atomics.load(control, 0) === watched) {
      try { writeSync(2, message.slice(0, control[2])); } catch {}
      process.kill(process.pid, 'SIGKILL');
    }
  }`;

/** Starts the thread; it does not keep the process alive. */
export function startWatchdog(): Watchdog {
  const control = new Int32Array(new SharedArrayBuffer(12));
  const message = new Uint8Array(new SharedArrayBuffer(messageBytes));
  const workerData = { control: control.buffer, message: message.buffer };
  new Worker(program, { eval: true, execArgv: [], workerData }).unref();
  let count = 0;
  return {
    watch(milliseconds, text) {
      const bytes = Buffer.from(`\n${text}\n`).subarray(0, messageBytes);
      message.set(bytes);
      control[1] = Math.min(milliseconds, 2 ** 31 - 1);
      control[2] = bytes.length;
      count = (count % (2 ** 31 - 2)) + 1;
      Atomics.store(control, 0, count);
      Atomics.notify(control, 0);
    },
    rest() {
      Atomics.store(control, 0, 0);
      Atomics.notify(control, 0);
    },
  };
}
