// SPDX-License-Identifier: Apache-2.0
import type { Complaint, Seen, Values } from './complaint.ts';

const flipped =
  (name: string, bit = 1) =>
  (seen: Seen): Values => ({ [name]: seen(name) ^ bit });
const isUp = (seen: Seen) => seen('link.up') === 1;
/** A beat of the kernel is shown to the far end, and one of the far end to the kernel. */
const sends = (seen: Seen) => seen('link_out_valid') === 1;
const receives = (seen: Seen) => seen('link_in_valid') === 1 && seen('link_in_ready') === 1;

/** The beat of the far end before it was the last of its message. */
const isFirstBeat = (seen: Seen) => {
  const before = Array.from({ length: 30 }, (_, cycles) => -1 - cycles);
  const accepted = before.find(
    (later) => seen('link_in_valid', later) === 1 && seen('link_in_ready', later) === 1,
  );
  return accepted !== undefined && seen('link_in_last', accepted) === 1;
};

/** What a link could do with the beats that pass it, and with calls whose session ends. */
export const linkComplaints: readonly Complaint[] = [
  {
    name: 'the session goes on',
    when: (seen) => !isUp(seen),
    shows: { 'link.up': 1 },
    rule: 'link',
    says: 'the session is over',
  },
  {
    name: 'the session ends by itself',
    when: isUp,
    shows: { 'link.up': 0 },
    rule: 'link',
    says: 'the session lasts',
  },
  {
    name: 'a beat of the kernel is not shown',
    when: sends,
    shows: { link_out_valid: 0 },
    rule: 'link',
    says: 'the beat of the kernel is offered',
  },
  {
    name: 'a beat is shown that the kernel does not offer',
    when: (seen) => !sends(seen),
    shows: { link_out_valid: 1 },
    rule: 'link',
    says: 'no beat is offered',
  },
  {
    name: 'the far end gets another word',
    when: sends,
    shows: flipped('link_out_data'),
    rule: 'link',
    says: 'link_out_data is that of the kernel',
  },
  {
    name: 'the far end is shown a word without a beat',
    when: (seen) => !sends(seen),
    shows: flipped('link_out_data'),
    rule: 'link',
    says: 'link_out_data is zero',
  },
  {
    name: 'a beat is taken that the far end does not take',
    when: (seen) => seen('kernel_out_ready') === 0,
    shows: { kernel_out_ready: 1 },
    rule: 'link',
    says: 'it waits for the far end',
  },
  {
    name: 'a beat is not taken that the far end takes',
    when: (seen) => seen('kernel_out_ready') === 1,
    shows: { kernel_out_ready: 0 },
    rule: 'link',
    says: 'the beat of the kernel is taken',
  },
  {
    name: 'a beat of the far end is taken in no session',
    when: (seen) => !isUp(seen) && seen('link_in_ready') === 0,
    shows: { link_in_ready: 1 },
    rule: 'link',
    says: 'is that of the kernel and low',
  },
  {
    name: 'a beat of the far end is taken before the kernel takes it',
    when: (seen) => isUp(seen) && seen('link_in_ready') === 0,
    shows: { link_in_ready: 1 },
    rule: 'link',
    says: 'link_in_ready is that of the kernel',
  },
  {
    name: 'a beat of the far end does not reach the kernel',
    when: receives,
    shows: { kernel_in_valid: 0 },
    rule: 'link',
    says: 'or the beat of the far end',
  },
  {
    name: 'a message of the far end is withdrawn',
    when: receives,
    shows: { kernel_in_abort: 1 },
    rule: 'link',
    says: 'the message is not withdrawn',
  },
  {
    name: 'a broken message is not withdrawn',
    when: (seen) => seen('kernel_in_abort') === 1,
    shows: { kernel_in_abort: 0 },
    rule: 'link',
    says: 'the message is withdrawn',
  },
  {
    name: 'a broken message goes on',
    when: (seen) => seen('kernel_in_abort') === 1,
    shows: { kernel_in_last: 0 },
    rule: 'link',
    says: 'the broken message ends',
  },
  {
    name: 'another call fails',
    when: (seen) => seen('kernel_in_valid') === 1 && seen('kernel_in_kind') === 3,
    shows: flipped('kernel_in_tag'),
    rule: 'link',
    says: 'fails, without a byte',
  },
  {
    name: 'the kernel gets another tag',
    when: receives,
    shows: flipped('kernel_in_tag'),
    rule: 'link',
    says: 'kernel_in_tag is that of the far end',
  },
  {
    name: 'the kernel gets another kind',
    when: receives,
    shows: flipped('kernel_in_kind'),
    rule: 'link',
    says: 'the kind is that of the far end',
  },
  {
    name: 'an answer to no call is let through',
    when: (seen) =>
      seen('link_in_valid') === 1 && isFirstBeat(seen) && seen('kernel_in_kind') !== seen('link_in_kind'),
    shows: (seen) => ({ kernel_in_kind: seen('link_in_kind') }),
    rule: 'link',
    says: 'an answer to no call is made refusable',
  },
];
