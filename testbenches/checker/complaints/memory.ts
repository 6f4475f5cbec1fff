// SPDX-License-Identifier: Apache-2.0
import type { Complaint, Seen } from './complaint.ts';
import { allocate, indicate, onEntry, takesEffect } from './effects.ts';

const first = 'area.first';
const grown = (seen: Seen) => ['first', 'second'].find((party) => seen(`area.${party}_port.grown`) === 1);
/** An allocation takes a new entry: it takes the one before instead. */
const wrongNewEntry = (seen: Seen) => {
  const party = grown(seen)!;
  return onEntry(`area.${party}`, seen(`area.atomic_swap.${party}_entry`) - 1);
};
const takesNewEntry = (seen: Seen) => seen('area.growth.taken') > 1 && grown(seen) !== undefined;

/** What memory on demand could do, with the entries on offer. */
export const growingComplaints: readonly Complaint[] = [
  {
    name: 'an entry is taken that has no buffer yet',
    when: (seen) => takesEffect(first, 'sending', allocate)(seen) && seen('area.first_port.grown') === 0,
    shows: (seen) => ({ 'area.first_port.grown': 1, 'area.growth.taken': seen('area.growth.taken') + 1 }),
    rule: 'growth',
    says: 'an entry is taken when it has its buffer',
  },
  {
    name: 'an entry is taken by nobody',
    when: (seen) => seen('area.growth.taken') > 0,
    shows: (seen) => ({ 'area.growth.taken': seen('area.growth.taken') - 1 }),
    rule: 'growth',
    says: 'entries are taken: A[0]',
  },
  {
    name: 'another entry is taken than the new one',
    when: takesNewEntry,
    shows: wrongNewEntry,
    rule: 'growth',
    says: 'is taken as a new one',
  },
  {
    name: 'an entry does not get the buffer that is needed',
    when: (seen) => seen('area.growth.prepares') === 1,
    shows: { 'area.growth.prepares': 0 },
    rule: 'growth',
    says: 'gets the buffer at',
  },
  {
    name: 'a message is given up that has a buffer',
    when: takesEffect(first, 'sending', indicate),
    shows: { 'area.first_port.operation': 0, 'area.atomic_swap.first_done': 0, 'area.first_port.code': 1 },
    rule: 'given up',
    says: 'has begun and has no buffer',
  },
  {
    name: 'a word is read where no buffer lies',
    when: (seen) =>
      seen('area.payload.first_read_valid') === 1 && seen('area.payload.first_read_ready') === 1,
    shows: { 'area.payload.first_read_address': 0 },
    rule: 'one holder',
    says: 'no buffer lies there',
  },
];

/** What memory on demand could do where buffers are searched for. */
export const searchingComplaints: readonly Complaint[] = [
  {
    name: 'a search leaves a flag out',
    when: (seen) => takesEffect(first, 'sending', allocate)(seen) && seen('area.first_port.grown') === 0,
    shows: (seen) => onEntry(first, seen('area.atomic_swap.first_entry') ^ 1),
    rule: 'atomic access',
    says: 'the next probe is on entry',
  },
  {
    name: 'another entry is taken than the new one',
    when: takesNewEntry,
    shows: wrongNewEntry,
    rule: 'growth',
    says: 'the swap is on the next new entry',
  },
];

/** What a second area could do, in a design that is initialized when it is first used. */
export const secondAreaComplaints: readonly Complaint[] = [
  {
    name: 'an entry is filled before the first use',
    when: (seen) => seen('rst', -1) === 1 && seen('rst') === 0,
    shows: { 'client_area.initialization.filling': 1 },
    rule: 'initialization',
    says: 'nothing is filled before the first use',
  },
  {
    name: 'an entry is left out',
    when: (seen) => seen('client_area.initialization.filling') === 1,
    shows: { 'client_area.initialization.filling': 0 },
    rule: 'initialization',
    says: 'no entry is filled',
  },
  {
    name: 'the second area is not filled',
    when: (seen) => seen('client_area.second_area.filling') === 1,
    shows: { 'client_area.second_area.filling': 0 },
    rule: 'second area',
    says: 'the next entry is filled',
  },
  {
    name: 'an entry of the second area gets the buffer of another',
    when: (seen) => seen('client_area.second_area.filling') === 1,
    shows: (seen) => ({ 'client_area.second_area.pointer': seen('client_area.second_area.pointer') ^ 64 }),
    rule: 'second area',
    says: 'is filled with pointer',
  },
];
