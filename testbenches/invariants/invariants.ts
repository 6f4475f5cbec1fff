// SPDX-License-Identifier: Apache-2.0
import type { RuleName } from '../../sim/checker/index.ts';
import type { ProvedInvariant } from '../formal/property.ts';

/** One invariant of the hardware: what watches it in every simulation, what shows that the watch works, what proves it. */
export interface Invariant {
  readonly id: `A8.${number}`;
  readonly says: string;
  /** Rules of the checker that hold every simulated cycle to it. */
  readonly rules: readonly RuleName[];
  /** Bugs made by hand that trip one of these rules. */
  readonly bugs: readonly string[];
  /** Properties proved for all time, or the test that decides it otherwise. */
  readonly proof?: ProvedInvariant | { readonly test: string };
}

/** What must hold of a design, whatever its traffic. */
export const invariants: readonly Invariant[] = [
  {
    id: 'A8.1',
    says: 'A buffer has at most one owner; an allocation never returns a buffer whose flag was 0.',
    rules: ['one holder', 'ownership', 'atomic access', 'lowest free entry'],
    bugs: ['anybody may free a buffer', 'the window shows the buffers of the other party'],
    proof: 'A8.1',
  },
  {
    id: 'A8.2',
    says: 'Free and allocated buffers together are A[0] in every cycle after initialization; A[0] is constant then.',
    rules: ['control area'],
    bugs: ['of two writes to the flags in one cycle one is lost'],
    proof: 'A8.2',
  },
  {
    id: 'A8.3',
    says: 'Flags change by a swap with 0, a store of 1 and initialization only.',
    rules: ['control area', 'atomic access', 'same flag'],
    bugs: ['both parties may reach the same flag in one cycle', 'a second free is not refused'],
    proof: 'A8.3',
  },
  {
    id: 'A8.4',
    says: 'A receiver frees a buffer only with or after the end of its copy.',
    rules: ['freed after the copy'],
    bugs: ['the buffer is freed when its copy begins', 'the first party frees with the first beat'],
    proof: 'A8.4',
  },
  {
    id: 'A8.5',
    says: 'While a call is served it owns no shared buffer; a held call owns exactly one in each area.',
    rules: ['held calls', 'freed at once', 'freed after the copy', 'atomic access'],
    bugs: [
      'the buffer is freed a cycle late',
      'an early call keeps its buffer',
      'a notice keeps its buffer',
      'a held call gives its buffer back with its copy',
    ],
  },
  {
    id: 'A8.6',
    says: 'NONE is answered only after A[0] failed probes (scan), or when no free flag was left for this class of message (lookup); what a request leaves to a return, and a return to a request whose turn it is, is not left for it.',
    rules: ['none left'],
    bugs: ['NONE is answered although a buffer is free'],
    proof: 'A8.6',
  },
  {
    id: 'A8.7',
    says: 'Uncontended, scan and lookup return the same buffer: the lowest free one.',
    rules: ['lowest free entry'],
    bugs: ['a lower entry that becomes free is ignored'],
  },
  {
    id: 'A8.8',
    says: 'Every message comes out as it went in, at all lengths and alignments.',
    rules: ['marshaling', 'copy', 'delivery'],
    bugs: [
      'two bytes are swapped on their way into the buffer',
      'the copy stops one word early',
      'bytes beyond the message are shown',
    ],
  },
  {
    id: 'A8.9',
    says: 'A message that bypasses the buffers changes no flag: it asks for none, and gives none back.',
    rules: ['bypass', 'order of service'],
    bugs: [
      'a short message asks for a flag',
      'a slot is given back twice',
      'short messages all go in one slot',
    ],
  },
  {
    id: 'A8.10',
    says: 'The client never reaches the server area, the server never the client area.',
    rules: ['one holder', 'window'],
    bugs: ['the window shows the buffers of the other party'],
    proof: { test: 'testbenches/invariants/separate-areas.test.ts' },
  },
  {
    id: 'A8.11',
    says: 'With a buffer kept for returns in pools of at least two there is no deadlock; without it there is.',
    rules: ['reserve', 'at rest'],
    bugs: ['requests may take the last buffer'],
  },
];
