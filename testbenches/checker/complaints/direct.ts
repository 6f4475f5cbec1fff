// SPDX-License-Identifier: Apache-2.0
import type { Complaint, Seen } from './complaint.ts';
import { allocate, indicate, indicates, takesEffect, takesOffered } from './effects.ts';

/** The kernel as the party that it is of each area. */
const [toClient, toServer] = ['client_area.second', 'server_area.first'] as const;
const [from, to] = ['client_area.payload.second', 'server_area.payload.first'] as const;
const writes = (seen: Seen) => seen(`${to}_write_valid`) === 1 && seen(`${to}_write_ready`) === 1;

/** What the kernel could do on the direct path. */
export const directPathComplaints: readonly Complaint[] = [
  {
    name: 'a message is taken before the one before it has been passed on',
    when: (seen) =>
      seen('client_area.second_detection.head_valid') === 1 &&
      seen('client_area.second_detection.circuits_take') === 0,
    shows: { 'client_area.second_detection.circuits_take': 1 },
    rule: 'copy',
    says: 'one message at a time is passed on',
  },
  {
    name: 'another word is read than the next one',
    when: (seen) => seen(`${from}_read_valid`) === 1 && seen(`${from}_read_ready`) === 1,
    shows: (seen) => ({ [`${from}_read_address`]: seen(`${from}_read_address`) ^ 2 }),
    rule: 'copy',
    says: 'word 0 of entry',
  },
  {
    name: 'a word is read before the message has its buffer in the other area',
    when: (seen) =>
      seen('client_area.second_detection.circuits_take', -1) === 1 && seen(`${from}_read_valid`) === 0,
    shows: (seen) => ({
      [`${from}_read_valid`]: 1,
      [`${from}_read_ready`]: 1,
      [`${from}_read_address`]: seen('client_area.second_port.head_entry', -1) * 16,
    }),
    rule: 'copy',
    says: 'no message has its buffer in the other area',
  },
  {
    name: 'a message gets a second buffer',
    when: (seen) =>
      takesEffect(toServer, 'sending', indicate)(seen) &&
      seen('server_area.allocation.offer_valid', -1) === 1,
    shows: takesOffered(toServer),
    rule: 'marshaling',
    says: 'allocated once for each message',
  },
  {
    name: 'a word is written although nothing is passed on',
    when: (seen) => seen('server_area.payload.first_read_valid') === 1 && seen(`${to}_write_valid`) === 0,
    shows: (seen) => ({
      [`${to}_write_valid`]: 1,
      [`${to}_write_ready`]: 1,
      [`${to}_write_address`]: seen('server_area.payload.first_read_address'),
    }),
    rule: 'marshaling',
    says: 'no message is passed on',
  },
  {
    name: 'a word is left out',
    when: (seen) => writes(seen) && seen(`${to}_write_address`) % 16 < 14,
    shows: (seen) => ({ [`${to}_write_address`]: seen(`${to}_write_address`) + 1 }),
    rule: 'marshaling',
    says: 'is next, and',
  },
  {
    name: 'only a part of a word is written',
    when: writes,
    shows: { [`${to}_write_strobe`]: 0 },
    rule: 'copy',
    says: 'not all of its bytes are written',
  },
  {
    name: 'a message is indicated before it is copied',
    when: takesEffect(toServer, 'sending', allocate),
    shows: indicates(toServer),
    rule: 'indication',
    says: 'is free (it is not)',
  },
  {
    name: 'the copy ends early',
    when: (seen) => seen(`${to}_write_valid`) === 1 && seen('kernel.requests.done') === 0,
    shows: { 'kernel.requests.done': 1 },
    rule: 'pace',
    says: '',
  },
  {
    name: 'the kernel frees what it has a buffer for',
    when: takesEffect(toClient, 'sending', indicate),
    shows: { 'client_area.second_port.operation': 3 },
    rule: 'withdrawn message',
    says: 'the kernel sends what it allocated for',
  },
];
