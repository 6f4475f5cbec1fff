// SPDX-License-Identifier: Apache-2.0
import type { HandMadeBug } from './hand-made-bugs.ts';

/** Bugs of a gateway whose kernel copies from area to area. */
export const directPathBugs: readonly HandMadeBug[] = [
  {
    name: 'a word that waits for its write is not kept',
    file: 'baton_direct_copy.v',
    place: 'word = <<word_kept_q ? kept_word_q : source_read_data>>;',
    wrong: 'source_read_data',
    rules: ['copy'],
  },
  {
    name: 'the buffer is freed when its copy begins',
    file: 'baton_direct_copy.v',
    place: 'assign source_release_request = <<copy_engine_done || state_q == STATE_FREE>>;',
    wrong: 'granted',
    rules: ['freed after the copy'],
  },
  {
    name: 'the buffer is freed a cycle late',
    file: 'baton_direct_copy.v',
    place: 'state_q <= <<source_release_accepted ? STATE_INDICATE : STATE_FREE>>;',
    wrong: 'STATE_FREE',
    rules: ['pace', 'freed after the copy'],
  },
  {
    name: 'the message is indicated before its buffer is freed',
    file: 'baton_direct_copy.v',
    place: 'indicates = <<state_q == STATE_INDICATE>>;',
    wrong: 'state_q == STATE_INDICATE || state_q == STATE_FREE',
    rules: ['pace', 'indication'],
  },
  {
    name: 'a notice is passed on as a call',
    file: 'baton_direct_copy.v',
    place: 'assign destination_sender_kind = <<message_kind>>;',
    wrong: "message_kind == 2'd0 ? 2'd1 : message_kind",
    rules: ['indication'],
  },
  {
    name: 'a return gives no server thread back',
    file: 'baton_direct_kernel.v',
    place: 'gives_thread_back = <<server_circuits_take && return_is_return>>;',
    wrong: "1'b0",
    rules: ['server threads'],
  },
  {
    name: 'the server area buffer of a held call is freed when its return is copied',
    file: 'baton_held_buffers.v',
    place: 'keeps_returns && <<first_by_circuits>> && held_q[first_entry]',
    wrong: "1'b0",
    rules: ['atomic access', 'held calls'],
  },
  {
    name: 'a held call that has ended keeps its server area buffer',
    file: 'baton_held_returns.v',
    place: 'server_release_request = lane_request || <<ended_head_valid>>;',
    wrong: "1'b0",
    rules: ['held calls'],
  },
  {
    name: 'the server area buffer of another call is freed',
    file: 'baton_held_returns.v',
    place: '.write_data    (<<keep_server_entry>>)',
    wrong: 'keep_client_entry',
    rules: ['held calls', 'freed after the copy', 'atomic access'],
  },
];
