// SPDX-License-Identifier: Apache-2.0
import { installVerilator } from '../../sim/harness/index.ts';
import { isInstalledPackage, workDirectory } from '../../sim/harness/project.ts';
import { examine, examineForPackage } from '../doctor/examine.mjs';
import { isHealthy, renderFindings } from '../doctor/table.mjs';
import type { Verb } from './verb.ts';

/**
 * `baton doctor` among the other verbs. In the repository `scripts/baton.mjs` answers it before it loads anything that must
 * be installed, so there this one serves `baton --help` and whoever starts the command line otherwise.
 */
export const doctorVerb: Verb<object> = {
  options: (parser) => parser,
  async run() {
    const findings = isInstalledPackage
      ? examineForPackage(workDirectory, process.env, installVerilator)
      : await examine(workDirectory, process.env);
    const next = isInstalledPackage ? 'npx baton generate --preset channel --out channel' : 'npm start';
    return { passed: isHealthy(findings), text: renderFindings(findings, next), data: { findings } };
  },
};
