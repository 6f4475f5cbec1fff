// SPDX-License-Identifier: Apache-2.0
import { createChecker, DifferenceError } from '../../../sim/checker/index.ts';
import type { Model } from '../../../sim/harness/index.ts';
import type { Manifest } from '../../../sim/manifest/index.ts';
import { type FrameLayout, layoutFrame } from '../../../sim/samples/frame.ts';
import { type RandomRun, runRandomly } from '../random-run.ts';

/** What the checker saw of a run: the frame of each cycle. */
export interface RecordedFrames {
  readonly manifest: Manifest;
  readonly layout: FrameLayout;
  readonly frames: readonly Uint32Array[];
}

/** Runs a model under the checker and keeps the frames of the first cycles. */
export function recordFrames(
  model: Model,
  manifest: Manifest,
  run: RandomRun,
  cycles: number,
): RecordedFrames {
  const { signals } = createChecker(manifest);
  const frames: Uint32Array[] = [];
  runRandomly(model, manifest, {
    ...run,
    cycles,
    onFrame: (frame) => {
      if (frames.length < cycles) frames.push(frame.slice());
    },
  });
  return { manifest, layout: layoutFrame(signals), frames };
}

/**
 * What the checker finds in the frames up to and including those of some cycle.
 *
 * @param change may write into the frame of each cycle, which is a copy
 */
export function checkFrames(
  { manifest, frames }: RecordedFrames,
  change: (frame: Uint32Array, cycle: number) => void = () => {},
): DifferenceError | undefined {
  const checker = createChecker(manifest);
  const copy = new Uint32Array(frames[0]!.length);
  try {
    for (let cycle = 0; cycle < frames.length; cycle += 1) {
      copy.set(frames[cycle]!);
      change(copy, cycle);
      checker.sample(copy, cycle);
    }
    return undefined;
  } catch (error) {
    if (error instanceof DifferenceError) return error;
    throw error;
  }
}
