// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { literal } from '../../../hdl-gen/language/index.ts';
import { sitesOf } from '../mutants/map-expressions.ts';
import { describeWhole } from '../presets/preset-mutants.ts';
import { isUnread } from './unread-signals.ts';

const { trees } = describeWhole('tiny-channel');

function isUnreadAt(module: string, place: string): boolean {
  const tree = trees.find(({ definition }) => definition.name === module)!;
  const { site, expression: before } = sitesOf(tree).find((one) => one.site.place === place)!;
  const fault = { id: 1, kind: 'wrong driver', rule: 'stuck at 0', fault: 0, after: literal(0, 1) } as const;
  return isUnread(trees, { ...fault, module, site, before });
}

describe('what a mutant changes is read by nobody', () => {
  it.each([
    ['baton_channel', 'u_first.sender_reuses'],
    ['baton_area', 'assign second_allocation_available'],
  ])('in %s, %s', (module, place) => {
    expect(isUnreadAt(module, place)).toBe(true);
  });
});

describe('what a mutant changes reaches an output', () => {
  it.each([
    ['baton_channel', 'u_first.sender_done'],
    // Through a register, a memory and circuits of the other party.
    ['baton_marshaling', 'assign write_data'],
    ['baton_window', 'u_lengths.write_data'],
    ['baton_statistics', 'wire sum'],
  ])('in %s, %s', (module, place) => {
    expect(isUnreadAt(module, place)).toBe(false);
  });
});
