// SPDX-License-Identifier: Apache-2.0
import { input, output } from '../language/index.ts';
import { onlyIf } from './only-if.ts';
import type { Sizes } from './sizes.ts';

/** Whether a request that finds no buffer is given up instead of waiting. */
export function abortsRequests({ configuration }: Sizes): boolean {
  return configuration.noBuffer === 'abort';
}

/** What tells the user of a stream that a message was given up; seen from the block. */
export function abortPorts(sizes: Sizes) {
  return onlyIf(abortsRequests(sizes), () => ({
    in_aborted: output(1, 'a message found no buffer and is swallowed; for one cycle'),
    in_aborted_tag: output(sizes.tagBits, 'its call tag; zero while in_aborted is low'),
  }));
}

/** Who gives up: those who send requests, never those who send returns. */
export function givesUpPorts(sizes: Sizes) {
  return onlyIf(abortsRequests(sizes), () => ({
    gives_up: input(1, 'a message that finds no buffer is given up: those of the requesting party'),
  }));
}
