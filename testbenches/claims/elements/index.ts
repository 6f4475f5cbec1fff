// SPDX-License-Identifier: Apache-2.0
import type { Evidence } from '../evidence.ts';
import { answerElements } from './answer.ts';
import { callElements } from './call.ts';
import { memoryEmbodiments } from './memory-embodiments.ts';
import { messageElements } from './message.ts';
import { preallocationElements } from './preallocation.ts';
import { returnElements } from './return.ts';
import { structureEmbodiments } from './structure-embodiments.ts';

/** A part of the page. */
export interface Family {
  readonly title: string;
  readonly introduction: string;
  readonly elements: readonly Evidence[];
}

/** All that the application asks for, in the order of the page. */
export const families: readonly Family[] = [
  {
    title: 'Claim 1: the call',
    introduction:
      'Method, three parties: client, kernel and server; two spaces, and a copy from one to the other.',
    elements: callElements,
  },
  {
    title: 'Claim 2: the return',
    introduction: 'The same way back, with a third and a fourth buffer.',
    elements: returnElements,
  },
  {
    title: 'Claims 3 to 6, 9 to 11, 16 to 18, 21 to 23: the shared space',
    introduction:
      'What a space is before the call, and how a buffer is marked as in use. Claims 3 to 6 say it of the space of client and kernel, the others of the one space of two procedures.',
    elements: preallocationElements,
  },
  {
    title: 'Claims 7, 12, 14 and 19: the message',
    introduction:
      'Two parties and one space. The same six elements as a method (7), as circuitry of an apparatus (12), as a method that a computer system implements (14), and as circuits of a computer system (19); 19f asks for more than the others.',
    elements: messageElements,
  },
  {
    title: 'Claims 8, 13, 15 and 20: the return in the same space',
    introduction:
      'The other half of the same four. Letters repeat in these claims, so their elements are numbered here.',
    elements: answerElements,
  },
  {
    title: 'Embodiments',
    introduction: 'Alternatives that the description names, each a choice of the configuration.',
    elements: [...memoryEmbodiments, ...structureEmbodiments],
  },
];

/** Everything of all families. */
export const allEvidence: readonly Evidence[] = families.flatMap(({ elements }) => elements);
