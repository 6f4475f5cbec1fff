// SPDX-License-Identifier: Apache-2.0
import type { HandMadeBug } from './hand-made-bugs.ts';

/** Bugs of a gateway whose server is at the far end of a link. */
export const remoteServerBugs: readonly HandMadeBug[] = [
  {
    name: 'calls at the far end are forgotten with the session',
    file: 'baton_link.v',
    place: 'failed_q <= <<failed_q | sent_q>>;',
    wrong: 'failed_q',
    rules: ['link'],
  },
  {
    name: 'a dead link holds up what waits for it',
    file: 'baton_link.v',
    place: 'kernel_out_ready = <<sends ? link_out_ready : !session_lost>>;',
    wrong: 'sends && link_out_ready',
    rules: ['link'],
  },
  {
    name: 'the rest of a message is sent in the next session',
    file: 'baton_link.v',
    place: 'sends = <<up_q && !cut_q>>;',
    wrong: 'up_q',
    rules: ['link'],
  },
  {
    name: 'a message goes on in the next session',
    file: 'baton_link.v',
    place: 'drops = receiving_q && (!up_q || <<broken_q>>);',
    wrong: "1'b0",
    rules: ['link'],
  },
  {
    name: 'a return is accepted before its call was sent',
    file: 'baton_link.v',
    place: 'answers_call = is_answer && <<sent_q[link_in_tag]>>;',
    wrong: "1'b1",
    rules: ['link'],
  },
  {
    name: 'a return that is too long leaves its call without an answer',
    file: 'baton_link.v',
    place: 'if (<<call_answered && too_long>>) begin',
    wrong: "1'b0",
    rules: ['link'],
  },
  {
    name: 'a failure is not accepted as an answer',
    file: 'baton_call_tags.v',
    place: 'second_returns = second_kind == KIND_RETURN || <<second_kind == KIND_FAILURE>>;',
    wrong: "1'b0",
    rules: ['answer'],
  },
];
