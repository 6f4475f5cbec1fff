// SPDX-License-Identifier: Apache-2.0
import { type CheckSummary, createChecker } from '../../sim/checker/index.ts';
import type { Model } from '../../sim/harness/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';
import { createRandom } from '../../sim/tasks/index.ts';
import { createPorts, createTranscript, type Post } from './agent.ts';
import { direct } from './director.ts';
import { createPlan, type Setting } from './plan.ts';
import { createSoftware } from './software.ts';
import { createReader, createSender } from './streams.ts';

/** What a run left. */
export interface HarnessRun {
  readonly lines: readonly string[];
  readonly summary: CheckSummary;
}

/**
 * Runs a seed on a loaded model, under the checker.
 *
 * @returns the transcript, a line for each thing seen at the ports, the cycle first; and what the checker compared
 * @throws DifferenceError from the checker, Error when the design does not come to rest
 */
export function runOnHarness(model: Model, manifest: Manifest, setting: Setting): HarnessRun {
  const checker = createChecker(manifest);
  const { frame } = model.sampler(checker.signals.map(({ name }) => name));
  const ports = createPorts(model);
  const transcript = createTranscript();
  const plan = createPlan(setting);
  const random = createRandom(setting.seed);
  const agents = [0, 1].flatMap((party) =>
    [createSender, createReader, createSoftware].map((create) => {
      const post: Post = { party, plan, ports, random: random.fork(), transcript };
      return create(post);
    }),
  );
  const director = direct(plan, ports, random.fork(), transcript, agents);
  ports.write(manifest.reset, 1);
  ports.apply();
  for (let finished = false; !finished; transcript.cycle += 1) {
    model.settle();
    checker.sample(frame, model.cycles);
    finished = director.next().done === true;
    for (const { steps } of agents) steps.next();
    model.edge();
    ports.apply();
  }
  checker.finish();
  return { lines: transcript.lines, summary: checker.summary() };
}
