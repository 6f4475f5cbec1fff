// SPDX-License-Identifier: Apache-2.0
import type { Complaint, Seen } from './complaint.ts';
import { deallocate, lowestBit, onEntry, takesEffect } from './effects.ts';

const toServer = 'server_area.first';

/** Another buffer of the server area is freed, one that is kept for a held call. */
const freesKept = (seen: Seen) => onEntry(toServer, lowestBit(seen('server_area.held_buffers.kept')));

/** What a gateway could do with the buffers of held calls. */
export const heldCallComplaints: readonly Complaint[] = [
  {
    name: 'the buffer of a held call is freed before its call ends',
    when: (seen) =>
      takesEffect(toServer, 'receiving', deallocate)(seen) && seen('server_area.held_buffers.kept') !== 0,
    shows: freesKept,
    rule: 'held calls',
    says: 'none has ended',
  },
  {
    name: 'the buffer of another held call is freed than that which ended',
    when: (seen) =>
      takesEffect(toServer, 'receiving', deallocate)(seen) && seen('server_area.held_buffers.kept') !== 0,
    shows: freesKept,
    rule: 'held calls',
    says: 'is freed\nentry',
  },
  {
    name: 'a return does not get the buffer of its call that it asked for',
    when: (seen) => seen('server_area.held_buffers.granted') === 1,
    shows: { 'server_area.held_buffers.asked': 0 },
    rule: 'held calls',
    says: 'no answer',
  },
  {
    name: 'a return gets the buffer of another call',
    when: (seen) => seen('server_area.held_buffers.granted') === 1,
    shows: (seen) => ({ 'server_area.held_buffers.entry': seen('server_area.held_buffers.entry') ^ 1 }),
    rule: 'held calls',
    says: 'is given',
  },
  {
    name: 'a return gets the buffer of its call while that is being read',
    when: (seen) =>
      seen('server_area.held_buffers.asked') === 1 && seen('server_area.held_buffers.granted') === 0,
    shows: { 'server_area.held_buffers.granted': 1 },
    rule: 'held calls',
    says: 'is still being read: NONE',
  },
  {
    name: 'a return is told that the buffer of its call is being read',
    when: (seen) => seen('server_area.held_buffers.granted') === 1,
    shows: { 'server_area.held_buffers.granted': 0 },
    rule: 'held calls',
    says: 'NONE is answered',
  },
  {
    name: 'a return gets a buffer that it did not ask for',
    when: (seen) => seen('server_area.held_buffers.asked') === 0,
    shows: { 'server_area.held_buffers.asked': 1 },
    rule: 'held calls',
    says: 'no buffer of a call was asked for',
  },
  {
    name: 'a buffer is asked for that no return needs',
    when: (seen) => seen('server_area.held_buffers.asks') === 0,
    shows: { 'server_area.held_buffers.asks': 1 },
    rule: 'held calls',
    says: 'no buffer of a call is asked for',
  },
  {
    name: 'a return does not ask for the buffer of its call',
    when: (seen) => seen('server_area.held_buffers.asks') === 1,
    shows: { 'server_area.held_buffers.asks': 0 },
    rule: 'held calls',
    says: 'none is asked for',
  },
];
