// SPDX-License-Identifier: Apache-2.0

import {
  choose,
  clockAndReset,
  defineModule,
  type Expression,
  flipped,
  group,
  input,
  literal,
  output,
  prefixed,
  select,
  set,
  when,
} from '../language/index.ts';
import { abortPorts, abortsRequests, givesUpPorts } from './abort-ports.ts';
import { bypassesBuffers, sendingSlotPorts } from './bypass.ts';
import { kindBits, operation, resultCode } from './codes.ts';
import { answersCall, holdsCalls, sendingPorts } from './holding.ts';
import { describeBeats, sendingStream } from './marshaling-beats.ts';
import { onlyIf } from './only-if.ts';
import { writePort } from './payload.ts';
import { wordOfPointer } from './pointer.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Turns a stream of beats into a message in a buffer, and sends it. */
export const marshaling = shared((sizes: Sizes) => {
  const { wordBytes, byteBits, payloadAddressBits, entryBits, lengthBits, tagBits } = sizes;
  const aborts = abortsRequests(sizes);
  const bypasses = bypassesBuffers(sizes);
  return defineModule({
    name: 'baton_marshaling',
    summary: 'allocates a buffer for each message of a stream, writes its bytes, and has it indicated.',
    claims: 'claim elements 12b, 14b, 19b and 20 el. 3',
    timing: [
      ...(bypasses
        ? [
            'Nothing is accepted before ready. Then beats are accepted at once, and kept until the length of their message is judged; see baton_beat_queue. The first word is written in the cycle after its beat is offered, and then one word per cycle.',
          ]
        : [
            'Nothing is accepted before ready. Then the first beat is accepted at once; its word is written two cycles later if a buffer is free, and then one word per cycle.',
          ]),
      'The indication is asked for in the cycle of the last write. The next message starts two cycles after it.',
    ],
    notes: [
      'A message longer than a buffer is reported once as ERR_LENGTH, its buffer is freed, and its beats are swallowed up to the last.',
      'A message that is withdrawn, or refused when it is indicated, gives its buffer back in the same way.',
      bypasses
        ? `A message of at most ${sizes.configuration.bypassBytes} bytes takes no buffer: it waits for an inline slot and goes there. A message of no bytes is one beat with last and no strobe.`
        : 'A message of no bytes is one beat with last and no strobe; it takes a buffer like any other.',
      ...(aborts
        ? [
            'A request that finds no buffer is given up: said once with its tag, and swallowed up to its last beat.',
          ]
        : []),
    ],
    ports: {
      ...clockAndReset(),
      ...group('state of the area', { ready: input(1, 'it is initialized') }),
      ...group('messages to send', { ...sendingStream(sizes), ...abortPorts(sizes), ...givesUpPorts(sizes) }),
      ...prefixed('sender', 'control port', flipped(sendingPorts(sizes))),
      ...onlyIf(bypasses, () => group('inline slots', sendingSlotPorts(sizes))),
      ...group('allocation', { allocation_waits: output(1, 'a message has no buffer yet') }),
      ...group('payload', writePort(payloadAddressBits, sizes)),
      ...group('error report', {
        too_long: output(1, 'a message is longer than a buffer; once for each'),
        too_long_entry: output(entryBits, 'the buffer it was in'),
        too_long_tag: output(tagBits, 'its call tag'),
      }),
    },
    build(m, io) {
      const { consumed, fields, valid, short, bytes, countBits } = describeBeats(m, sizes, io);

      m.comment('The message being marshaled.');
      const names = ['WAIT', 'ALLOCATE', 'WRITE', 'INDICATE', 'CHECK', 'DISCARD', 'RELEASE'] as const;
      const states = Object.fromEntries(
        names.map((name, index) => [name, m.constant(`STATE_${name}`, 3, index)]),
      ) as Record<(typeof names)[number], ReturnType<typeof m.constant>>;
      const state = m.register('state_q', 3, { reset: states.WAIT });
      const entry = m.register('entry_q', entryBits, { reset: 0, doc: 'its buffer' });
      const held = m.register('held_q', 1, { reset: 0, doc: 'a buffer is held' });
      const addressQ = m.register('address_q', payloadAddressBits, {
        reset: 0,
        doc: 'next word of the payload memory',
      });
      const lengthQ = m.register('length_q', lengthBits, { reset: 0, doc: 'bytes so far' });
      const tag = m.register('tag_q', tagBits, { reset: 0 });
      const kind = m.register('kind_q', kindBits, { reset: 0 });

      const inline = bypasses
        ? m.register('inline_q', 1, { reset: 0, doc: 'it goes into an inline slot' })
        : undefined;
      const allocated = m.wire('allocated', state.eq(states.ALLOCATE).and(io.sender_allocated));
      const writing = m.wire('writing', state.eq(states.WRITE).or(allocated).and(valid));
      const withdrawn = m.wire('withdrawn', fields.last.and(fields.abort));
      const full = m.wire('is_full', lengthQ.eq(sizes.configuration.bufferBytes));
      const hasBytes = m.wire('has_bytes', bytes.ne(0));
      const tooLong = m.wire('overflows', writing.and(hasBytes, full, withdrawn.not()));
      const writes = m.wire('writes', writing.and(hasBytes, full.not(), withdrawn.not()));
      const written = m.wire('written', writing.and(tooLong.not(), writes.not().or(io.write_ready)));
      const complete = m.wire('completes', written.and(fields.last, withdrawn.not()));
      const added = m.wire('added', choose(writing, bytes, literal(0, countBits)));
      const length = m.wire('length', lengthQ.plus(widen(added, countBits, lengthBits)));
      const pointerWord = wordOfPointer(sizes, io.sender_allocated_pointer);
      const address = m.wire('address', choose(state.eq(states.ALLOCATE), pointerWord, addressQ));
      m.wire('unused_pointer_bits', io.sender_allocated_pointer.slice(byteBits - 1, 0));
      m.assign(io.write_valid, writes);
      m.assign(io.write_address, address);
      m.assign(io.write_data, fields.data);
      m.assign(io.write_strobe, literal((1n << BigInt(wordBytes)) - 1n, wordBytes, 'hexadecimal'));
      m.assign(consumed, written.or(tooLong, state.eq(states.DISCARD)));

      const asks = m.wire('indicates', complete.or(state.eq(states.INDICATE)));
      const releases = m.wire('releases', state.eq(states.RELEASE));
      const first = state.eq(states.WAIT).and(valid);
      const begins = m.wire('message_begins', short === undefined ? first : first.and(short.not()));
      const goesInline =
        short && m.wire('short_begins', first.and(short, io.slot_free), 'it waits for a slot alone');
      m.assign(io.allocation_waits, begins.or(state.eq(states.ALLOCATE)));
      m.assign(io.sender_request, begins.or(asks, releases));
      m.assign(
        io.sender_operation,
        choose(
          releases,
          operation(m, 'DEALLOCATE'),
          choose(state.eq(states.WAIT), operation(m, 'ALLOCATE'), operation(m, 'INDICATE')),
        ),
      );
      const inBuffer = choose(allocated, io.sender_allocated_entry, entry);
      m.assign(
        io.sender_entry,
        inline === undefined ? inBuffer : choose(inline, literal(0, entryBits), inBuffer),
      );
      m.assign(io.sender_length, length);
      m.assign(io.sender_tag, tag);
      m.assign(io.sender_kind, kind);
      if (inline !== undefined) {
        m.assign(io.sender_inline, inline);
        m.assign(io.write_inline, inline);
      }
      if (holdsCalls(sizes)) {
        const waits = state.eq(states.WAIT);
        const kindNow = m.wire('kind_now', choose(waits, fields.kind, kind));
        m.assign(io.sender_answers, answersCall(m, sizes, kindNow));
        m.assign(io.sender_call, choose(waits, fields.tag, tag));
        m.wire('unused_reuses', io.sender_reuses);
      }
      const isNone = io.sender_code.eq(resultCode(m, 'NONE'));
      if (aborts) {
        const none = state.eq(states.ALLOCATE).and(io.sender_done, isNone);
        const givenUp = m.wire('given_up', none.and(io.gives_up));
        m.assign(io.sender_give_up, io.gives_up);
        m.assign(io.in_aborted, givenUp);
        m.assign(io.in_aborted_tag, choose(givenUp, tag, 0));
      }
      m.assign(io.too_long, tooLong);
      m.assign(io.too_long_entry, entry);
      m.assign(io.too_long_tag, tag);

      const triesAgain = aborts ? isNone.and(io.gives_up.not()) : isNone;
      /** Where a message ends that is not sent: only a buffer is given back. */
      const ends = inline === undefined ? states.RELEASE : choose(inline, states.WAIT, states.RELEASE);
      const afterBeat = [
        when(tooLong.or(written.and(withdrawn)), [set(state, choose(fields.last, ends, states.DISCARD))])
          .elseWhen(complete, [set(state, choose(io.sender_accepted, states.CHECK, states.INDICATE))])
          .else([set(state, states.WRITE)]),
      ];
      m.clocked('state_register', [
        select(
          state,
          [
            {
              label: states.WAIT,
              comment: bypasses
                ? 'a message begins: ask for a buffer, or go on with a slot'
                : 'a message begins: ask for a buffer',
              body:
                goesInline === undefined
                  ? [when(io.sender_request.and(io.sender_accepted), [set(state, states.ALLOCATE)])]
                  : [
                      when(goesInline, [set(state, states.WRITE)]).elseWhen(
                        io.sender_request.and(io.sender_accepted),
                        [set(state, states.ALLOCATE)],
                      ),
                    ],
            },
            {
              label: states.ALLOCATE,
              comment: `wait for the buffer; none is left: try again${aborts ? ' or give up' : ''}; the control area is broken: swallow the message`,
              body: [
                when(allocated, afterBeat).elseWhen(io.sender_done, [
                  set(state, choose(triesAgain, states.WAIT, states.DISCARD)),
                ]),
              ],
            },
            { label: states.WRITE, comment: 'one word for each beat', body: afterBeat },
            {
              label: states.INDICATE,
              comment: 'all is written: wait until the indication is accepted',
              body: [when(io.sender_accepted, [set(state, states.CHECK)])],
            },
            {
              label: states.CHECK,
              comment: 'sent, or refused: then give the buffer back',
              body: [
                when(io.sender_done, [
                  set(state, choose(io.sender_code.eq(resultCode(m, 'OK')), states.WAIT, ends)),
                ]),
              ],
            },
            {
              label: states.DISCARD,
              comment: 'swallow the rest of the message',
              body: [when(valid.and(fields.last), [set(state, choose(held, states.RELEASE, states.WAIT))])],
            },
          ],
          [when(io.sender_accepted, [set(state, states.WAIT)])],
          'STATE_RELEASE: give the buffer back',
        ),
      ]);
      m.clocked('message_names', [
        when(state.eq(states.WAIT), [set(held, 0), set(tag, fields.tag), set(kind, fields.kind)]).elseWhen(
          allocated,
          [set(held, 1), set(entry, io.sender_allocated_entry)],
        ),
      ]);
      if (inline !== undefined) {
        m.clocked('destination', [when(state.eq(states.WAIT), [set(inline, short!)])]);
      }
      const startOver = inline === undefined ? [] : [set(addressQ, io.slot_address)];
      m.clocked('position', [
        when(state.eq(states.WAIT), [set(lengthQ, 0), ...startOver])
          .elseWhen(writes.and(io.write_ready), [set(addressQ, address.plus(1)), set(lengthQ, length)])
          .elseWhen(allocated, [set(addressQ, address)]),
      ]);
      m.probe('state', state, 'state of the message being marshaled');
      m.probe('too_long', tooLong, 'a message turned out longer than a buffer');
    },
  });
});

const widen = (value: Expression, from: number, to: number) => (from === to ? value : value.extend(to));
