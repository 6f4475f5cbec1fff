// SPDX-License-Identifier: Apache-2.0
import type { RuleName } from '../../sim/checker/index.ts';
import { handMadeBugs } from '../checker/hand-made-bugs.ts';
import type { Mutation, NamedTest } from './evidence.ts';

const noDifference = 'random traffic of both parties makes no difference';

/** A test of the recorded call through a gateway with the direct path. */
export const inDirectCall = (title: string, says: string): NamedTest => ({
  file: 'testbenches/claims/gateway-call.test.ts',
  titles: ['one call by the direct path', title],
  reports: { says },
});

/** A test of the recorded call through a channel. */
export const inChannelCall = (title: string, says: string): NamedTest => ({
  file: 'testbenches/claims/channel-call.test.ts',
  titles: ['one call through a channel', title],
  reports: { says },
});

/** Random traffic through a gateway with the direct path, under the checker. */
export const directTraffic = (rule: RuleName): NamedTest => ({
  file: 'testbenches/blocks/direct-path.test.ts',
  titles: ["the direct path, 'lookup, calls held or not'", `${noDifference} (seed 1)`],
  reports: { rule },
});

/** Random traffic through a preset, under the checker. */
export const traffic = (preset: 'tiny-channel' | 'tiny-gateway', rule: RuleName): NamedTest => ({
  file: 'testbenches/checker/random.test.ts',
  titles: [`${preset}, allocator lookup`, noDifference],
  reports: { rule },
});

/** Random traffic through one of the designs with fields away from their defaults, under the checker. */
export const embodimentTraffic = (design: string, rule: RuleName): NamedTest => ({
  file: 'testbenches/checker/embodiments.test.ts',
  titles: [`the design ${design}`, noDifference],
  reports: { rule },
});

/** Tests of what happens when no buffer is free. */
export const noBuffer = (group: string, title: string, says: string): NamedTest => ({
  file: 'testbenches/blocks/no-buffer.test.ts',
  titles: [group, title],
  reports: { says },
});

/** A bug that the checker is tested with as well. @throws Error when there is none of that name */
export function handMade(name: string, bugs: readonly Mutation[] = handMadeBugs): Mutation {
  const bug = bugs.find((candidate) => candidate.name === name);
  if (bug === undefined) throw new Error(`there is no bug '${name}' among those made by hand`);
  return bug;
}
