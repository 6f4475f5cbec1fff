// SPDX-License-Identifier: Apache-2.0
import { type BitVector, bitAt, createBitVector, setBit } from './bit-vector.ts';
import { kinds } from './codes.ts';

/** What a kernel knows about its far end: which calls are there, and which of them must be failed. */
export interface LinkModel {
  readonly threads: number;
  /** The session lasts; and it did one cycle ago. */
  up: boolean;
  wasUp: boolean;
  readonly sent: BitVector;
  readonly failed: BitVector;
  /** The tag that the search for failed calls looks at. */
  candidate: number;
}

export function createLinkModel(threads: number): LinkModel {
  return {
    threads,
    up: false,
    wasUp: false,
    sent: createBitVector(threads),
    failed: createBitVector(threads),
    candidate: 0,
  };
}

export function resetLinkModel(link: LinkModel): void {
  link.up = false;
  link.wasUp = false;
  link.sent.fill(0);
  link.failed.fill(0);
  link.candidate = 0;
}

/** The session was lost one cycle ago: in this cycle all that the far end had is counted as failed, and nothing else happens. */
export function isLost(link: LinkModel): boolean {
  return link.wasUp && !link.up;
}

/** The call that is to be failed next, or -1 while none is found. */
export function callToFail(link: LinkModel): number {
  return bitAt(link.failed, link.candidate) === 1 && !isLost(link) ? link.candidate : -1;
}

/** Whether a message of this kind and tag answers a call that the far end has. */
export function answersCall(link: LinkModel, kind: number, tag: number): boolean {
  return (
    (kind === kinds.RETURN || kind === kinds.FAILURE) && tag < link.threads && bitAt(link.sent, tag) === 1
  );
}

/** What happens to calls in one cycle; -1 stands for none. */
export interface LinkCycle {
  /** The call whose last beat left the kernel, and whether the far end got it. */
  readonly left: number;
  readonly delivered: boolean;
  /** The call whose answer came in, and whether that is too long for a buffer. */
  readonly answered: number;
  readonly tooLong: boolean;
  /** The call whose failure was given to the kernel. */
  readonly failed: number;
  /** The far end is there. */
  readonly up: boolean;
}

/** Goes over one rising edge. */
export function advanceLink(link: LinkModel, cycle: LinkCycle): void {
  const { sent, failed } = link;
  const any = failed.some((word) => word !== 0);
  if (any && (bitAt(failed, link.candidate) === 0 || cycle.failed >= 0)) {
    link.candidate = (link.candidate + 1) % link.threads;
  }
  if (isLost(link)) {
    for (let word = 0; word < sent.length; word += 1) failed[word]! |= sent[word]!;
    sent.fill(0);
  } else {
    if (cycle.left >= 0) setBit(cycle.delivered ? sent : failed, cycle.left, 1);
    if (cycle.answered >= 0) setBit(sent, cycle.answered, 0);
    if (cycle.answered >= 0 && cycle.tooLong) setBit(failed, cycle.answered, 1);
    if (cycle.failed >= 0) setBit(failed, cycle.failed, 0);
  }
  link.wasUp = link.up;
  link.up = cycle.up;
}
