// SPDX-License-Identifier: Apache-2.0
import type { HandMadeBug } from './hand-made-bugs.ts';

/** Bugs in what keeps the buffers of held calls. */
export const heldCallBugs: readonly HandMadeBug[] = [
  {
    name: 'a held call gives its buffer back with its copy',
    file: 'baton_held_buffers.v',
    place: 'second_keeps_it = <<second_by_circuits && second_holds>>;',
    wrong: "1'b0",
    rules: ['atomic access'],
  },
  {
    name: 'an early call keeps its buffer',
    file: 'baton_held_buffers.v',
    place: 'first_calls        = first_kind == KIND_CALL && <<hold>>;',
    wrong: "1'b1",
    rules: ['held calls'],
  },
  {
    name: 'a notice keeps its buffer',
    file: 'baton_held_buffers.v',
    place: 'held_q[first_entry] <= <<call_begins>>;',
    wrong: 'first_indicated && hold',
    rules: ['held calls'],
  },
  {
    name: 'a held call is returned in another buffer',
    file: 'baton_held_buffers.v',
    place: 'assign sender_reuses   = <<reuses>>;',
    wrong: "1'b0",
    rules: ['statistics', 'order of service', 'none left'],
  },
  {
    name: 'a return of commands leaves the buffer of its call behind',
    file: 'baton_held_buffers.v',
    place: 'second_answers && <<due_q[second_tag]>> && !(second_by_circuits',
    wrong: "1'b0",
    rules: ['answer'],
  },
];
