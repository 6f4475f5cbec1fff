// SPDX-License-Identifier: Apache-2.0
import {
  bitsToHold,
  choose,
  clockAndReset,
  defineModule,
  group,
  input,
  literal,
  output,
  set,
  when,
} from '../language/index.ts';
import { fifo } from '../primitives/fifo.ts';
import { beatFields } from './beat.ts';
import { beatCountBits, slotWords } from './bypass.ts';
import { packedWidth } from './fields.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Keeps the beats of a message until it is known whether the message fits into an inline slot. */
export const beatQueue = shared((sizes: Sizes) => {
  const words = slotWords(sizes);
  const { bypassBytes } = sizes.configuration;
  const width = packedWidth(beatFields(sizes));
  // One beat more than a slot has words decides; the queue fetches three ahead.
  const capacity = words + 4;
  const countBits = bitsToHold(capacity);
  return defineModule({
    name: 'baton_beat_queue',
    summary: 'tells short messages from long ones before anything is allocated for them.',
    claims: 'the embodiment in which a buffer is bypassed: arguments that are few are passed with the call',
    timing: [
      `The first beat of a message is offered in the cycle after its last one, or in the cycle after the one that brings more than ${bypassBytes} bytes.`,
      'Then one beat per cycle; when the queue was empty a beat that is pushed behind another is offered two cycles later.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('producer', {
        in_valid: input(1, 'a beat is given'),
        in_ready: output(1, 'it is accepted'),
        in_data: input(width, 'the beat'),
        in_last: input(1, 'its message ends with it'),
        in_bytes: input(1, 'it has bytes; all but the last have'),
      }),
      ...group('consumer', {
        out_valid: output(1, 'a beat of a message is offered whose length is judged'),
        out_ready: input(1, 'it is taken'),
        out_data: output(width, 'zero while there is none'),
        out_last: input(1, 'its message ends with it'),
        out_short: output(1, 'its message fits into an inline slot'),
      }),
    },
    build(m, io) {
      const count = m.register('count_q', countBits, { reset: 0, doc: 'beats inside' });
      const before = m.register('beats_before_q', beatCountBits(sizes), {
        reset: 0,
        doc: `beats of the message before this one; ${words + 1} for more than ${words}`,
      });
      const ready = m.wire('room', count.ne(capacity));
      const accept = m.wire('accept', io.in_valid.and(ready));
      const isBehind = m.wire('is_behind', before.eq(words), 'a slot is full already');
      const fits = m.wire('fits', before.lt(words).or(isBehind.and(io.in_last, io.in_bytes.not())));
      const judged = m.wire('judged', accept.and(choose(io.in_last, before.le(words), isBehind)));
      const take = m.declare('take', 1);
      const beats = m.instance(
        'u_beats',
        fifo('baton_beat_fifo', { width, depth: capacity - 2, holds: 'beats' }),
        { push: accept, push_data: io.in_data, pop: take },
      );
      const ends = m.declare('ends', 1);
      const lengths = m.instance(
        'u_lengths',
        fifo('baton_length_fifo', { width: 1, depth: capacity - 2, holds: 'judgements, 1 for short' }),
        { push: judged, push_data: fits, pop: ends },
      );
      m.assign(take, beats.head_valid.and(lengths.head_valid, io.out_ready));
      m.assign(ends, take.and(io.out_last));
      m.clocked('beat_counters', [
        when(accept.and(take.not()), [set(count, count.plus(1))]).elseWhen(take.and(accept.not()), [
          set(count, count.minus(1)),
        ]),
        when(accept, [
          set(
            before,
            choose(
              io.in_last,
              literal(0, beatCountBits(sizes)),
              choose(before.gt(words), before, before.plus(1)),
            ),
          ),
        ]),
      ]);
      m.assign(io.in_ready, ready);
      m.assign(io.out_valid, beats.head_valid.and(lengths.head_valid));
      m.assign(io.out_data, beats.head);
      m.assign(io.out_short, lengths.head);
    },
  });
});
