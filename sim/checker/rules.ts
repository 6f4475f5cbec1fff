// SPDX-License-Identifier: Apache-2.0

/** What the checker holds a design to. The name of a rule leads every report about it. */
export const rules = {
  'known values': 'no control signal is X or Z once the design was reset',
  ready: 'nothing is granted before the area is initialized',
  initialization:
    'process 800 fills the entries one by one, each with the flag 1 and the pointer to its own buffer',
  growth:
    'an entry gets its buffer when none is free: memory, pointer, flag 0 held by whoever asked, and at last A[0]',
  'second area':
    'process 800 fills the second area when the first has nothing free; its A[0] is written last',
  'control area':
    'A[0], flags and pointers change by process 800, a swap with 0 and a permitted store of 1 only',
  'atomic access': 'each load, store and swap does to its flag what the model does',
  'same flag':
    'of two operations on one flag in one cycle one waits, and the one that waited wins the next time',
  'effect in the next cycle': 'what is accepted takes effect in the next cycle, and nothing else does',
  'lowest free entry': 'the entry on offer was free and the lowest when it was registered',
  'none left': 'NONE is answered only when no entry is left for this class of message',
  reserve: 'a request leaves a free entry for a return',
  answer: 'each operation is answered as the model answers it',
  'one holder': 'a buffer has at most one holder, and only the holder reaches its bytes',
  ownership: 'holder, level and pending bit of each entry are those of the model',
  'call tags': 'a tag waits from its call to its return',
  'waiting messages':
    'an indicated message is offered to its receiver two cycles after the indication was accepted',
  detection: 'messages are taken in the order of their indication, by the level that receives',
  marshaling: 'a word is written only where the sender holds a buffer, and is the word that was given',
  bypass:
    'a short message, and no other, goes in an inline slot, in turn: it asks for no flag and changes none, and its slot is free once it is read',
  indication: 'a message is indicated when all of it is written, with its own length, tag and kind',
  'withdrawn message':
    'a message that is withdrawn, refused or too long is never indicated, and gives its buffer back',
  'given up':
    'a request that finds no buffer is given up, said once with its tag and swallowed; nothing else is',
  'too long': 'a message longer than a buffer is reported once',
  copy: 'a copy has every word of its message, in order, and no more',
  'freed after the copy':
    'a buffer is freed only with or after the last word that is copied or delivered from it',
  'freed at once':
    'a buffer is given back with its last word, and waits only for another operation of its party',
  delivery: 'each message is delivered as it was sent: bytes, length, tag, kind, and order in its direction',
  'held calls':
    'a held call keeps one buffer in each area until the client has its return, which leaves in the same buffers; any other call owns none while it is served',
  'temporary buffers':
    'a temporary buffer has one message at a time and comes back when that is delivered or passed on',
  'server threads': 'a call is passed on only when a server thread is free, which its return gives back',
  reclaim:
    'all that a dead party holds is taken back in bounded time: its buffers, its messages and its calls, and nothing else',
  link: 'while the session lasts beats pass the link unchanged; a call that a lost session takes along gets one failure',
  'zero when not valid': 'an output is zero while its valid is low',
  'order of service':
    'in each cycle the first of these that is wanted is served: an indication, a release, an allocation, a command, which goes first once it has lost seven cycles',
  turns: 'of two that want the same the one that waited is served the next time, and one alone does not wait',
  pace: 'each circuit acts in the very cycle in which it can: none waits without a reason, none is too early',
  registers: 'an access answers what the register map says, and settings change by writes only',
  statistics: 'every counter and high-water mark is what the events of the run add up to',
  window: 'a window access reaches the buffers held by command only, and shows no byte beyond the message',
  'bus answers':
    'each access at the pins of a bus is made once and answered once, in the cycle that its protocol and the registers give, in bounded time',
  'bus errors':
    'an access that may not be is answered with the error of its bus and recorded, and no other one is',
  'bus registers': 'a register behind a bus holds and shows what the register model says, byte by byte',
  'bus translation':
    'what is asked for behind a bus, and nothing else, is asked of the block: once, with its own operands, and only of a party that is enabled',
  'bus streams':
    'the streams of an enabled party pass between pins and block unchanged, and those of no other',
  interrupt:
    'the interrupt line is high while an enabled source holds or was not forgotten, in no other cycle',
  'last error': 'the last refusal of a party is recorded once, for this party alone',
  'at rest': 'at the end nothing is lost, stuck or still held by the circuits',
} as const;

export type RuleName = keyof typeof rules;
