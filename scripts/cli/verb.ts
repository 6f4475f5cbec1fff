// SPDX-License-Identifier: Apache-2.0
import type { Argv } from 'yargs';

/** What a verb came to. */
export interface VerbResult {
  /** False when a check failed. */
  readonly passed: boolean;
  /** For people. */
  readonly text: string;
  /** For machines. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Exit status, where it is not the one that `passed` says: of a verb that was interrupted and has a result all the same. */
  readonly status?: number;
}

/** One job of the command line. */
export interface Verb<Arguments> {
  readonly options: (parser: Argv) => Argv<Arguments>;
  /** Throws whatever keeps it from a result. */
  readonly run: (given: Arguments & { readonly json: boolean }) => Promise<VerbResult>;
}
