// SPDX-License-Identifier: Apache-2.0
import { execa } from 'execa';
import { expect, it } from 'vitest';

it('ends a process that does not come back, with its message, and leaves one alone that rests', async () => {
  const program = `
    import { startWatchdog } from './watchdog.ts';
    const watchdog = startWatchdog();
    watchdog.watch(50, 'never seen');
    watchdog.rest();
    await new Promise((resolve) => setTimeout(resolve, 200));
    watchdog.watch(50, 'the model hangs');
    for (;;);`;
  const watched = await execa(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    {
      cwd: import.meta.dirname,
      reject: false,
      timeout: 20_000,
      killSignal: 'SIGTERM',
    },
  );
  expect(watched.signal).toBe('SIGKILL');
  expect(watched.stderr.trim()).toBe('the model hangs');
});
