// SPDX-License-Identifier: Apache-2.0
import type { Complaint, Seen } from './complaint.ts';
import {
  allocate,
  allocates,
  deallocate,
  frees,
  indicate,
  indicates,
  onEntry,
  takesEffect,
  takesOffered,
} from './effects.ts';

const [first, second] = ['area.first', 'area.second'] as const;
const payload = 'area.payload';

/** An entry is on offer that is not taken. */
const isOffered = (seen: Seen) => seen('area.allocation.offer_valid', -1) === 1;

/** The second party reads a word in this cycle, and another one in the next. */
const bothRead = (seen: Seen) =>
  [0, 1].every((later) =>
    [`${payload}.second_read_valid`, `${payload}.second_read_ready`].every((name) => seen(name, later) === 1),
  );
/** The word of a later cycle is read. */
const readsAsIn = (seen: Seen, later: number) => ({
  [`${payload}.second_read_address`]: seen(`${payload}.second_read_address`, later),
});

/** What a channel could do to the messages of its parties. */
export const channelComplaints: readonly Complaint[] = [
  {
    name: 'a message gets a second buffer',
    when: (seen) => takesEffect(second, 'sending', indicate)(seen) && isOffered(seen),
    shows: takesOffered(second),
    rule: 'marshaling',
    says: 'the message stays in entry',
  },
  {
    name: 'a message is indicated before it has a buffer',
    when: takesEffect(first, 'sending', allocate),
    shows: indicates(first),
    rule: 'indication',
    says: 'no message is in a buffer',
  },
  {
    name: 'a message that is withdrawn is indicated',
    when: takesEffect(first, 'sending', deallocate),
    shows: indicates(first),
    rule: 'withdrawn message',
    says: 'is withdrawn and not indicated',
  },
  {
    name: 'a message that is too long is indicated',
    when: takesEffect(first, 'sending', deallocate),
    shows: indicates(first),
    rule: 'withdrawn message',
    says: 'is too long and not indicated',
  },
  {
    name: 'a message gives a buffer back before it has one',
    when: takesEffect(first, 'sending', allocate),
    shows: frees(first),
    rule: 'withdrawn message',
    says: 'nothing is freed',
  },
  {
    name: 'a request takes the last entry',
    when: (seen) => takesEffect(first, 'sending', indicate)(seen) && isOffered(seen),
    shows: takesOffered(first),
    rule: 'reserve',
    says: 'a request leaves 1 other free entry',
  },
  {
    name: 'another entry is taken than the one on offer',
    when: takesEffect(first, 'sending', allocate),
    shows: (seen) => onEntry(first, 3 - seen('area.atomic_swap.first_entry')),
    rule: 'lowest free entry',
    says: 'the swap is on the free entry',
  },
  {
    name: 'an entry is taken while none is on offer',
    when: (seen) =>
      takesEffect(second, 'sending', indicate)(seen) && seen('area.allocation.offer_valid', -1) === 0,
    shows: allocates(second, 0),
    rule: 'lowest free entry',
    says: 'no entry was on offer',
  },
  {
    name: 'circuits are told that nothing is left',
    when: takesEffect(first, 'sending', allocate),
    shows: { 'area.atomic_swap.first_done': 0 },
    rule: 'none left',
    says: 'the circuits wait until an entry is free',
  },
  {
    name: 'a detect command reaches a flag',
    when: (seen) =>
      seen('area.first_port.answered') === 1 &&
      seen('area.first_port.by_circuits') === 0 &&
      seen('area.first_port.operation') === 2,
    shows: { 'area.atomic_swap.first_done': 1 },
    rule: 'atomic access',
    says: 'a detect leaves the flags alone',
  },
  {
    name: 'a command has no result',
    when: (seen) => seen('first_result_valid') === 1,
    shows: {
      first_result_valid: 0,
      first_result_code: 0,
      first_result_entry: 0,
      first_result_pointer: 0,
      first_result_length: 0,
      first_result_tag: 0,
      first_result_kind: 0,
    },
    rule: 'answer',
    says: 'no result',
  },
  {
    name: 'two operations on one flag are both accepted',
    when: (seen) =>
      seen('area.atomic_swap.first_request') === 1 &&
      seen('area.atomic_swap.second_request') === 1 &&
      seen('area.atomic_swap.first_ready') !== seen('area.atomic_swap.second_ready'),
    shows: { 'area.atomic_swap.first_ready': 1, 'area.atomic_swap.second_ready': 1 },
    rule: 'same flag',
    says: 'both',
  },
  {
    name: 'two operations on one flag both wait',
    when: (seen) =>
      seen('area.atomic_swap.first_request') === 1 &&
      seen('area.atomic_swap.second_request') === 1 &&
      seen('area.atomic_swap.first_ready') !== seen('area.atomic_swap.second_ready'),
    shows: { 'area.atomic_swap.first_ready': 0, 'area.atomic_swap.second_ready': 0 },
    rule: 'same flag',
    says: 'none',
  },
  {
    name: 'of two operations on one flag the wrong one waits',
    when: (seen) =>
      seen('area.atomic_swap.first_request') === 1 &&
      seen('area.atomic_swap.second_request') === 1 &&
      seen('area.atomic_swap.first_ready') === 1 &&
      seen('area.atomic_swap.second_ready') === 0,
    shows: { 'area.atomic_swap.first_ready': 0, 'area.atomic_swap.second_ready': 1 },
    rule: 'same flag',
    says: 'second',
  },
  {
    name: 'a beat is shown before its word was read',
    when: (seen) =>
      seen('area.first_detection.circuits_take', -1) === 1 &&
      seen(`${payload}.first_read_valid`, -1) === 1 &&
      seen(`${payload}.first_read_ready`, -1) === 0 &&
      seen('first_out_valid') === 0,
    shows: { first_out_valid: 1 },
    rule: 'delivery',
    says: 'was not read yet',
  },
  {
    name: 'the first party frees a buffer before it has read it',
    when: takesEffect(first, 'receiving', deallocate),
    shows: (seen) => onEntry(first, 3 - seen('area.first_port.entry')),
    rule: 'freed after the copy',
    says: 'is freed after its last beat was taken',
  },
  {
    name: 'a copy frees another buffer',
    when: takesEffect(second, 'receiving', deallocate),
    shows: (seen) => onEntry(second, 3 - seen('area.second_port.entry')),
    rule: 'freed after the copy',
    says: 'it is freed before',
  },
  {
    name: 'a word is copied although nothing is',
    when: (seen) =>
      seen('second.copy_done') === 0 &&
      seen(`${payload}.second_read_valid`, -1) === 0 &&
      seen(`${payload}.second_read_valid`) === 0,
    shows: { 'second.temporary_write': 1 },
    rule: 'copy',
    says: 'no word is written: nothing is copied',
  },
  {
    name: 'the window reads before the circuits, whose turn it is',
    when: (seen) => bothRead(seen) && seen('second_window_done', 3) === 1,
    shows: (seen) => readsAsIn(seen, 1),
    rule: 'turns',
    says: 'the circuits reach their word before the window',
  },
  {
    name: 'the circuits read again before the window',
    when: (seen) => bothRead(seen) && seen('second_window_done', 2) === 1,
    shows: (seen) => readsAsIn(seen, 1),
    rule: 'turns',
    says: 'the window reaches its word',
  },
  {
    name: 'a second access of the window is accepted beside the first',
    when: (seen) => seen('first_window_ready') === 0 && seen('first_window_done', 1) === 1,
    shows: { first_window_ready: 1 },
    rule: 'pace',
    says: 'not ready: an access is under way',
  },
];
