// SPDX-License-Identifier: Apache-2.0
import { nativePorts } from '../../../sim/bus/index.ts';
import { type CheckSummary, createChecker } from '../../../sim/checker/index.ts';
import type { Model } from '../../../sim/harness/index.ts';
import type { Manifest } from '../../../sim/manifest/index.ts';
import { createRandom } from '../../../sim/tasks/index.ts';
import { type Stimulus, streamReceiver, streamSender } from '../stream-stimulus.ts';
import { createPinNoise } from './pin-noise.ts';

/** What a run does at the pins of a design behind a bus. */
export interface NoiseRun {
  readonly seed: number;
  readonly cycles: number;
  readonly stall: number;
  /** How likely a reset comes in the middle of operation. */
  readonly resets: number;
}

/**
 * Drives a design behind a bus with anything that the protocols of its pins allow, under the checker. Nobody there waits for
 * answers, keeps to what was granted, or brings anything to an end.
 *
 * @throws DifferenceError
 */
export function runNoise(model: Model, manifest: Manifest, run: NoiseRun): CheckSummary {
  const checker = createChecker(manifest);
  const { frame } = model.sampler(checker.signals.map(({ name }) => name));
  const random = createRandom(run.seed);
  const { bufferBytes, threads } = manifest.configuration;
  const portOf = nativePorts((name) => model.port(name), manifest);
  const users = manifest.addressBlocks.map(({ name }) => name).filter((name) => name !== 'manager');
  const stimuli: Stimulus[] = users.flatMap((user, index) => {
    const tags: number[] = [];
    const habits = {
      hostility: 0.1,
      bufferBytes,
      threads,
      kind: index === 0 ? 1 : 2,
      short: true,
      stall: run.stall,
    } as const;
    return [
      streamSender(portOf, user, random.fork(), habits, tags, () => false),
      streamReceiver(portOf, user, random.fork(), () => run.stall, tags),
    ];
  });
  const noise = manifest.addressBlocks.map(({ name }) =>
    createPinNoise(model, manifest, name, random.fork(), run.stall),
  );
  const reset = model.port(manifest.reset);
  const active = manifest.resetActive === 'high' ? 1 : 0;
  let left = 2;
  for (let cycle = 0; cycle < run.cycles; cycle += 1) {
    if (left === 0 && random.chance(run.resets)) left = 1 + random.below(3);
    const resets = left > 0;
    reset.value = resets ? active : 1 - active;
    if (resets) {
      left -= 1;
      for (const stimulus of stimuli) stimulus.reset();
    } else {
      for (const stimulus of stimuli) stimulus.drive();
    }
    for (const one of noise) one.drive();
    model.settle();
    for (const one of noise) one.observe();
    if (!resets) for (const stimulus of stimuli) stimulus.observe();
    checker.sample(frame, model.cycles);
    model.edge();
  }
  return checker.summary();
}
