// SPDX-License-Identifier: Apache-2.0
import type { Complaint } from './complaint.ts';
import { allocate, indicate, indicates, lowestBit, takesEffect, takesOffered } from './effects.ts';

/** The kernel as the party that it is of each area. */
const [toClient, toServer] = ['client_area.second', 'server_area.first'] as const;
const [clientPayload, serverPayload] = ['client_area.payload', 'server_area.payload'] as const;

/** What the kernel of a gateway could do with its temporary buffers. */
export const gatewayComplaints: readonly Complaint[] = [
  {
    name: 'the kernel begins to pass a message on before another has left',
    when: (seen) =>
      takesEffect(toServer, 'sending', indicate)(seen) &&
      seen('server_area.allocation.offer_valid', -1) === 1,
    shows: takesOffered(toServer),
    rule: 'marshaling',
    says: 'one message at a time is passed on',
  },
  {
    name: 'the kernel gets a buffer for no message',
    when: (seen) =>
      takesEffect(toServer, 'sending', indicate)(seen) &&
      seen('server_area.allocation.offer_valid', -1) === 1,
    shows: takesOffered(toServer),
    rule: 'marshaling',
    says: 'no message waits',
  },
  {
    name: 'the kernel writes although it passes nothing on',
    when: (seen) =>
      seen(`${clientPayload}.second_read_valid`) === 1 && seen(`${clientPayload}.second_write_valid`) === 0,
    shows: (seen) => ({
      [`${clientPayload}.second_write_valid`]: 1,
      [`${clientPayload}.second_write_ready`]: 1,
      [`${clientPayload}.second_write_address`]: seen(`${clientPayload}.second_read_address`),
    }),
    rule: 'marshaling',
    says: 'no word beyond the message is written',
  },
  {
    name: 'the kernel leaves a word out',
    when: (seen) =>
      seen(`${serverPayload}.first_write_valid`) === 1 &&
      seen(`${serverPayload}.first_write_ready`) === 1 &&
      seen(`${serverPayload}.first_write_address`) % 16 < 14,
    shows: (seen) => ({
      [`${serverPayload}.first_write_address`]: seen(`${serverPayload}.first_write_address`) + 1,
    }),
    rule: 'marshaling',
    says: 'word 0 of entry',
  },
  {
    name: 'the kernel writes only a part of a word',
    when: (seen) =>
      seen(`${serverPayload}.first_write_valid`) === 1 && seen(`${serverPayload}.first_write_ready`) === 1,
    shows: { [`${serverPayload}.first_write_strobe`]: 0 },
    rule: 'copy',
    says: 'not all of its bytes are written',
  },
  {
    name: 'the kernel writes another word',
    when: (seen) =>
      seen(`${serverPayload}.first_write_valid`) === 1 && seen(`${serverPayload}.first_write_ready`) === 1,
    shows: (seen) => ({
      [`${serverPayload}.first_write_data`]: seen(`${serverPayload}.first_write_data`) ^ 1,
    }),
    rule: 'copy',
    says: 'of temporary buffer',
  },
  {
    name: 'the kernel indicates what it has no buffer for',
    when: takesEffect(toServer, 'sending', allocate),
    shows: indicates(toServer),
    rule: 'indication',
    says: 'no message is passed on',
  },
  {
    name: 'the kernel indicates another tag',
    when: takesEffect(toServer, 'sending', indicate),
    shows: (seen) => ({ 'server_area.first_port.tag': seen('server_area.first_port.tag') ^ 1 }),
    rule: 'indication',
    says: 'once it is copied',
  },
  {
    name: 'a word is written as it is read',
    when: (seen) => seen('kernel.reception.take', -1) === 1 && seen('kernel.reception.write_valid') === 0,
    shows: { 'kernel.reception.write_valid': 1 },
    rule: 'copy',
    says: 'and 0 of them were read',
  },
  {
    name: 'a message gets a temporary buffer that is in use',
    when: (seen) => seen('kernel.temporary_pool.take') === 1 && seen('kernel.temporary_pool.free') !== 15,
    shows: (seen) => ({ 'kernel.temporary_pool.number': lowestBit(~seen('kernel.temporary_pool.free')) }),
    rule: 'temporary buffers',
    says: 'which is in use',
  },
  {
    name: 'a request takes the last temporary buffer',
    when: (seen) =>
      [1, 2, 4, 8].includes(seen('kernel.temporary_pool.free')) &&
      seen('client_area.second_detection.head_valid') === 1 &&
      seen('client_area.second_detection.circuits_take') === 0,
    shows: (seen) => ({
      'client_area.second_detection.circuits_take': 1,
      'kernel.temporary_pool.take': 1,
      'kernel.temporary_pool.number': lowestBit(seen('kernel.temporary_pool.free')),
    }),
    rule: 'temporary buffers',
    says: 'a request leaves 1 temporary buffer free',
  },
  {
    name: 'a message gets a temporary buffer before one is on offer',
    when: (seen) =>
      seen('kernel.temporary_pool.free') !== 0 &&
      seen('server_area.first_detection.head_valid') === 1 &&
      seen('server_area.first_detection.circuits_take') === 0,
    shows: (seen) => ({
      'server_area.first_detection.circuits_take': 1,
      'kernel.temporary_pool.take': 1,
      'kernel.temporary_pool.number': lowestBit(seen('kernel.temporary_pool.free')),
    }),
    rule: 'temporary buffers',
    says: 'no temporary buffer is on offer',
  },
  {
    name: 'no total is in order in the first cycle',
    when: (seen) => seen('rst', -1) === 1 && seen('rst') === 0,
    shows: { 'statistics.valid': 1 },
    rule: 'statistics',
    says: 'no total in the first cycle',
  },
  {
    name: 'the kernel frees what it has a buffer for',
    when: takesEffect(toClient, 'sending', indicate),
    shows: { 'client_area.second_port.operation': 3 },
    rule: 'withdrawn message',
    says: 'the kernel sends what it allocated for',
  },
];
