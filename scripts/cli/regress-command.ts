// SPDX-License-Identifier: Apache-2.0
import type { Job } from '../../sim/regression/index.ts';
import { batonCommand } from './command-text.ts';

/** The command that makes one run again. */
export function repeatCommand({ test, seed, length }: Job, rtl: string | null | undefined): string {
  return batonCommand('regress', [
    test,
    ...['--seed', String(seed), '--length', String(length)],
    ...(rtl === undefined || rtl === null ? [] : ['--rtl', rtl]),
  ]);
}
