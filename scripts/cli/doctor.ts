// SPDX-License-Identifier: Apache-2.0
import { examine } from '../doctor/examine.mjs';
import { isHealthy, renderFindings } from '../doctor/table.mjs';
import { projectFolder } from './project-folders.ts';
import type { Verb } from './verb.ts';

/**
 * `baton doctor` among the other verbs. `scripts/baton.mjs` answers it before it loads anything that must be installed,
 * so this one serves `baton --help` and whoever starts the command line otherwise.
 */
export const doctorVerb: Verb<object> = {
  command: 'doctor',
  describe: 'show what is installed, what is missing, and the command that fixes it',
  options: (parser) => parser,
  async run() {
    const findings = await examine(projectFolder, process.env);
    return { passed: isHealthy(findings), text: renderFindings(findings), data: { findings } };
  },
};
