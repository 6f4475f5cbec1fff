// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { jobKey } from '../../sim/regression/index.ts';
import { EngineFaultError, runOnBothEngines } from '../cocotb/both-engines.ts';
import { findCocotb } from '../cocotb/find-cocotb.ts';
import { countsOf, type JobRun } from './runs.ts';

/** Folder for what the engines leave of each run. */
const outputFolder = join('out', 'cocotb');

/** The traffic of the Python testbench on both engines; its length is in cycles, after which the last phase ends. */
export const runBesideCocotb: JobRun = async ({ job, manifest, folder, repeat, waves }) => {
  const { python, missing } = await findCocotb();
  if (missing !== undefined) throw new EngineFaultError(missing);
  const { summary, fault } = await runOnBothEngines(
    { manifest, folder },
    { seed: job.seed, cycles: job.length },
    { python, outputFolder: join(outputFolder, jobKey(job)), repeat, waves: waves?.file },
  );
  if (fault !== undefined) throw new EngineFaultError(fault);
  return countsOf(summary);
};
