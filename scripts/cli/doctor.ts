// SPDX-License-Identifier: Apache-2.0
import { run } from '../doctor/run.mjs';
import type { Verb } from './verb.ts';

/**
 * `baton doctor` among the other verbs. `scripts/baton.mjs` answers it before anything that must be installed, so this
 * serves only who starts the command line otherwise.
 */
export const doctorVerb: Verb<object> = {
  command: 'doctor',
  describe: 'show what is installed, what is missing, and the command that fixes it',
  options: (parser) => parser,
  async run({ json }) {
    const { findings, ok } = await examine();
  },
};
