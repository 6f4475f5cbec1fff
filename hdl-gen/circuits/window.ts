// SPDX-License-Identifier: Apache-2.0

import {
  choose,
  clockAndReset,
  concat,
  defineModule,
  group,
  input,
  literal,
  output,
  select,
  set,
  when,
} from '../language/index.ts';
import { memory } from '../primitives/memory.ts';
import { resultBits, resultCode } from './codes.ts';
import { onlyIf } from './only-if.ts';
import { readPort, writePort } from './payload.ts';
import { wordOfPointer } from './pointer.ts';
import { entryExists, isHardened, provisionedPorts } from './provisioned.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The window of a party to the bytes of the buffers it holds by command; seen from the block. */
export function windowPorts({ entryBits, offsetBits, wordBits, wordBytes }: Sizes) {
  return {
    window_valid: input(1, 'an access is asked for; held until window_ready'),
    window_ready: output(1, 'it is accepted in this cycle'),
    window_write: input(1, '1 write, 0 read'),
    window_entry: input(entryBits, 'in which buffer'),
    window_offset: input(offsetBits, 'word within the buffer'),
    window_data: input(wordBits, 'write: the word'),
    window_strobe: input(wordBytes, 'write: which bytes of it'),
    window_done: output(1, 'the access is finished; what follows is zero while this is low'),
    window_code: output(resultBits, 'its result'),
    window_read_data: output(wordBits, 'read: the word; bytes beyond the message are zero'),
  };
}

/** Lets software fill the buffers it allocated and read those it detected. */
export const window = shared((sizes: Sizes) => {
  const {
    entries,
    entryBits,
    offsetBits,
    pointerBits,
    lengthBits,
    wordBits,
    wordBytes,
    byteBits,
    payloadAddressBits,
  } = sizes;
  const hardened = isHardened(sizes);
  return defineModule({
    name: 'baton_window',
    summary: hardened
      ? 'gives the commands of a party access to the bytes of the buffers they hold, and to no others.'
      : 'gives the commands of a party access to the bytes of the buffers.',
    claims: 'software form of claim elements 7b, 7e, 8c and 8d',
    timing: [
      'An access is checked in the cycle after it was accepted and made in the next one, unless the circuits of the party are served first; a read takes two cycles more.',
    ],
    notes: [
      ...(hardened
        ? ['Ownership is checked at each access, so that neither a sent nor a freed buffer can be reached.']
        : []),
      'A detected buffer shows the bytes of its message and zeros behind them; an allocated one is written, and reads as zeros.',
      'Commands wait while an access is under way, so that a write cannot land in a buffer that has been sent meanwhile.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('software', windowPorts(sizes)),
      ...group('commands', {
        hold: output(1, 'commands must wait'),
        command_effect: input(1, 'a command takes effect'),
        command_found: input(1, 'and gives its party a buffer'),
        command_entry: input(entryBits, 'this one'),
        command_length: input(lengthBits, 'with so many bytes to read'),
        ready: input(1, 'the area is initialized'),
      }),
      ...group('control area', {
        checked_entry: output(entryBits, 'the entry to check'),
        ...onlyIf(hardened, () => ({
          holds: input(1, 'commands of the party hold it'),
          flags: input(entries, 'all flags, 1 free'),
        })),
        ...provisionedPorts(sizes),
        initialize_entry: input(1, 'a pointer is written'),
        initialize_number: input(entryBits, ''),
        initialize_pointer: input(pointerBits, ''),
      }),
      ...group('payload', {
        ...writePort(payloadAddressBits, sizes),
        ...readPort(payloadAddressBits, sizes),
      }),
      ...group('error report', { refused: output(1, 'the access was refused') }),
    },
    build(m, io) {
      const states = Object.fromEntries(
        ['IDLE', 'CHECK', 'ACCESS', 'FETCH', 'ANSWER'].map((name, index) => [
          name,
          m.constant(`STATE_${name}`, 3, index),
        ]),
      ) as Record<'IDLE' | 'CHECK' | 'ACCESS' | 'FETCH' | 'ANSWER', ReturnType<typeof m.constant>>;
      const state = m.register('state_q', 3, { reset: states.IDLE });
      const write = m.register('write_q', 1, { reset: 0 });
      const entry = m.register('entry_q', entryBits, { reset: 0 });
      const offset = m.register('offset_q', offsetBits, { reset: 0 });
      const data = m.register('data_q', wordBits, { reset: 0, doc: 'the word to write, then the word read' });
      const strobe = m.register('strobe_q', wordBytes, {
        reset: 0,
        doc: 'bytes to write, then bytes that are part of the message',
      });
      const code = m.register('code_q', resultBits, { reset: 0 });
      const address = m.register('address_q', payloadAddressBits, { reset: 0 });

      const idle = m.wire('idle', state.eq(states.IDLE));
      const accepts = m.wire('accepts', idle.and(io.command_effect.not(), io.ready));
      const accept = m.wire('accepted', accepts.and(io.window_valid));
      m.assign(io.window_ready, accepts);
      m.assign(io.hold, idle.not().or(io.window_valid));
      m.assign(io.checked_entry, entry);

      m.comment('Where the buffer lies, and how many bytes of it may be read.');
      const one = { LANES: 1, DEPTH: entries, ADDRESS_WIDTH: entryBits };
      const pointers = m.instance(
        'u_pointers',
        memory,
        {
          write_enable: io.initialize_entry,
          write_lanes: 1,
          write_address: io.initialize_number,
          write_data: io.initialize_pointer,
          read_enable: accept,
          read_address: io.window_entry,
        },
        { ...one, LANE_WIDTH: pointerBits },
      );
      const lengths = m.instance(
        'u_lengths',
        memory,
        {
          write_enable: io.command_found,
          write_lanes: 1,
          write_address: io.command_entry,
          write_data: io.command_length,
          read_enable: accept,
          read_address: io.window_entry,
        },
        { ...one, LANE_WIDTH: lengthBits },
      );
      const pointer = pointers.read_data;
      m.wire('unused_pointer_bits', pointer.slice(byteBits - 1, 0));
      const held = hardened ? m.wire('held', io.holds.and(io.flags.at(entry).not())) : undefined;
      const inside = 2 ** offsetBits === sizes.bufferWords ? literal(1, 1) : offset.lt(sizes.bufferWords);
      const within = choose(inside, resultCode(m, 'OK'), resultCode(m, 'ERR_LENGTH'));
      const answer = m.wire(
        'answer',
        choose(
          entryExists(sizes, entry, io).not(),
          resultCode(m, 'ERR_NOT_FOUND'),
          held === undefined ? within : choose(held.not(), resultCode(m, 'ERR_OWNER'), within),
        ),
      );
      const positionBits = offsetBits + byteBits;
      const wide = Math.max(positionBits, lengthBits) + 1;
      const start = concat(offset, literal(0, byteBits)).extend(wide);
      const readable = m.wire(
        'readable',
        concat(
          ...Array.from({ length: wordBytes }, (_, lane) =>
            lengths.read_data.extend(wide).gt(lane === 0 ? start : start.plus(lane)),
          ).reverse(),
        ),
        'bytes of the word that are part of the message',
      );
      const wordAddress = wordOfPointer(sizes, pointer);
      const target = m.wire('target', wordAddress.plus(offset.extend(payloadAddressBits)));

      const access = m.wire('accesses', state.eq(states.ACCESS));
      m.assign(io.write_valid, access.and(write));
      m.assign(io.write_address, address);
      m.assign(io.write_data, data);
      m.assign(io.write_strobe, strobe);
      m.assign(io.read_valid, access.and(write.not()));
      m.assign(io.read_address, address);
      const made = m.wire('made', choose(write, io.write_ready, io.read_ready));
      const refused = m.wire('is_refused', answer.ne(resultCode(m, 'OK')));
      const shown = m.wire(
        'shown',
        concat(...Array.from({ length: wordBytes }, (_, lane) => strobe.bit(lane).replicate(8)).reverse()),
      );

      m.clocked('state_register', [
        select(
          state,
          [
            {
              label: states.IDLE,
              comment: 'wait for an access',
              body: [when(accept, [set(state, states.CHECK)])],
            },
            {
              label: states.CHECK,
              comment: 'who holds the buffer, and where it is',
              body: [set(state, choose(refused, states.ANSWER, states.ACCESS))],
            },
            {
              label: states.ACCESS,
              comment: 'until the payload memory is free',
              body: [when(made, [set(state, choose(write, states.ANSWER, states.FETCH))])],
            },
            { label: states.FETCH, comment: 'the word is on its way', body: [set(state, states.ANSWER)] },
          ],
          [set(state, states.IDLE)],
          'STATE_ANSWER: for one cycle',
        ),
      ]);
      m.clocked('access_register', [
        when(accept, [
          set(write, io.window_write),
          set(entry, io.window_entry),
          set(offset, io.window_offset),
          set(data, io.window_data),
          set(strobe, io.window_strobe),
        ])
          .elseWhen(state.eq(states.CHECK), [
            set(address, target),
            set(code, answer),
            when(write.not(), [set(data, 0), set(strobe, readable)]),
          ])
          .elseWhen(state.eq(states.FETCH), [set(data, io.read_data.and(shown))]),
      ]);
      const done = m.wire('done', state.eq(states.ANSWER));
      m.assign(io.window_done, done);
      m.assign(io.window_code, choose(done, code, 0));
      m.assign(io.window_read_data, choose(done.and(write.not(), code.eq(resultCode(m, 'OK'))), data, 0));
      m.assign(io.refused, done.and(code.ne(resultCode(m, 'OK'))));
    },
  });
});
