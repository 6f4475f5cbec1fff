// SPDX-License-Identifier: Apache-2.0
import type { HandMadeBug } from '../checker/hand-made-bugs.ts';

/** Bugs of what takes back the buffers of a dead party, in a channel. */
export const channelReclaimBugs: readonly HandMadeBug[] = [
  {
    name: 'the last entry is not taken back',
    file: 'baton_reclaim.v',
    place: "wire is_last = <<entry_q == 2'd3>>;",
    wrong: "entry_q == 2'd2",
    rules: ['reclaim'],
  },
  {
    name: 'a message that waits for a dead party is left in its queue',
    file: 'baton_reclaim.v',
    place: 'wire drained = <<!(|(mine_q & pending))>>;',
    wrong: "1'b1",
    rules: ['reclaim'],
  },
  {
    name: 'what the other party holds is taken back',
    file: 'baton_ownership.v',
    place: 'assign first_owned = <<~flags & ~second_owns_q>>;',
    wrong: '~flags',
    rules: ['reclaim'],
  },
  {
    name: 'a buffer that a command of a dead party holds is not taken back',
    file: 'baton_area.v',
    place: 'wire second_frees = <<second_holds || second_taken_back>>;',
    wrong: 'second_holds',
    rules: ['atomic access', 'answer'],
  },
  {
    name: 'a dead party is told that its beats are taken',
    file: 'baton_reclaim_gate.v',
    place: 'assign in_ready = drops_q || (<<is_open && inner_in_ready>>);',
    wrong: 'inner_in_ready',
    rules: ['pace'],
  },
  {
    name: 'the rest of a half-sent message is sent as a message',
    file: 'baton_reclaim_gate.v',
    place: 'end else if (<<restart>>) begin',
    wrong: "1'b0",
    rules: ['reclaim'],
  },
  {
    name: 'a command is accepted from a dead party',
    file: 'baton_reclaim_gate.v',
    place: 'wire commands_go_on = <<is_open && !commands_wait>>;',
    wrong: '!commands_wait',
    rules: ['order of service', 'one holder', 'effect in the next cycle'],
  },
];

/** The same in a gateway. */
export const gatewayReclaimBugs: readonly HandMadeBug[] = [
  {
    name: 'calls of a dead server are never answered',
    file: 'baton_failed_calls.v',
    place: 'failed_q <= <<open_calls>>;',
    wrong: "4'd0",
    rules: ['reclaim'],
  },
  {
    name: 'a return for a dead client is delivered to the next one',
    file: 'baton_orphaned_returns.v',
    place: 'assign stale = <<is_stale>>;',
    wrong: "1'b0",
    rules: ['pace', 'reclaim', 'order of service'],
  },
  {
    name: 'a failure gives no server thread back',
    file: 'baton_direct_kernel.v',
    place: 'wire return_is_return = <<return_kind == KIND_RETURN || return_kind == KIND_FAILURE>>;',
    wrong: 'return_kind == KIND_RETURN',
    rules: ['server threads'],
  },
];
