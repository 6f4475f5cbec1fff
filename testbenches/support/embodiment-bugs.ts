// SPDX-License-Identifier: Apache-2.0
import type { HandMadeBug } from '../checker/hand-made-bugs.ts';
import { channelReclaimBugs, gatewayReclaimBugs } from './reclaim-bugs.ts';

/** Bugs in what only these designs have; they are built into the models that all tests of the designs share, and off. */
export const embodimentBugs = {
  growing: [
    {
      name: 'a buffer is given to an entry that has one already',
      file: 'baton_growth.v',
      place: 'prepares = <<needed && !prepared_q>>;',
      wrong: 'needed',
      rules: ['growth'],
    },
    {
      name: 'a buffer is added while one is free',
      file: 'baton_allocation.v',
      place: 'assign needed = <<none_free && new_wanted>>;',
      wrong: 'new_wanted',
      rules: ['growth'],
    },
    {
      name: 'requests take the last entry without a buffer',
      file: 'baton_allocation.v',
      place: 'first_may_grow = room && <<(!last || !reserve)>>;',
      wrong: "1'b1",
      rules: ['growth', 'order of service', 'none left'],
    },
    {
      name: 'A[0] counts a new entry twice',
      file: 'baton_control_ram.v',
      place: "count_q <= <<count_q + 8'd1>>;",
      wrong: "count_q + 8'd2",
      rules: ['control area', 'growth'],
    },
    {
      name: 'a message that is given up is not said',
      file: 'baton_marshaling.v',
      place: 'in_aborted = <<given_up>>;',
      wrong: "given_up && tag_q != 2'd1",
      rules: ['given up'],
    },
  ],
  second: [
    {
      name: 'the second area is offered while it is filled',
      file: 'baton_second_area.v',
      place: 'write_count = <<filling_q && is_last>>;',
      wrong: 'filling_q',
      rules: ['control area'],
    },
    {
      name: 'the second area is filled although the first has free entries',
      file: 'baton_second_area.v',
      place: 'end else if (<<needed>>) begin',
      wrong: "1'b1",
      rules: ['second area'],
    },
    ...gatewayReclaimBugs,
  ],
  searching: channelReclaimBugs,
  literal: [],
} as const satisfies Readonly<Record<string, readonly HandMadeBug[]>>;
