// SPDX-License-Identifier: Apache-2.0

import {
  choose,
  clockAndReset,
  concat,
  defineModule,
  group,
  input,
  output,
  parameter,
  prefixed,
  set,
  when,
} from '../language/index.ts';
import { streamRegister } from '../primitives/stream-register.ts';
import { bypassesBuffers } from './bypass.ts';
import { kindBits, kindsInWords } from './codes.ts';
import { pack, packedWidth, unpack } from './fields.ts';
import { onlyIf } from './only-if.ts';
import { describeReader } from './reader.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The stream on which a party gets its messages; seen from the block. */
export function receivingStream(sizes: Sizes) {
  const { wordBits, wordBytes, tagBits } = sizes;
  return {
    out_valid: output(1, 'a beat is offered; what follows is zero while this is low'),
    out_ready: input(1, 'it is taken in this cycle'),
    out_data: output(wordBits, 'byte 0 in the lowest bits; bytes beyond the message are zero'),
    out_strobe: output(wordBytes, 'bytes of the beat, contiguous from byte 0'),
    out_last: output(1, 'the message ends with this beat'),
    out_tag: output(tagBits, 'call tag'),
    out_kind: output(kindBits, kindsInWords(sizes)),
  };
}

const addressWidth = parameter('ADDRESS_WIDTH', 8, 'bits of a word address of the memory that is read');
const bufferWidth = parameter('BUFFER_WIDTH', 5, 'bits of the number of a buffer');

/** Turns a message in a buffer into a stream of beats, and gives the buffer back. */
export const unmarshaling = shared((sizes: Sizes) => {
  const { wordBits, wordBytes, lengthBits, tagBits } = sizes;
  const beat = { data: wordBits, strobe: wordBytes, last: 1, tag: tagBits, kind: kindBits };
  return defineModule({
    name: 'baton_unmarshaling',
    summary: 'reads messages out of their buffers as a stream and frees each buffer after its last beat.',
    claims: 'claim elements 1h, 2h, 13 el. 5, 15 el. 5 and 20 el. 5',
    timing: [
      'A message taken in cycle t is read from cycle t on; its first beat is offered in cycle t + 2, then one beat per cycle.',
      'The buffer is given back from the cycle after its last beat was taken.',
    ],
    notes: [
      'A reader never gets bytes beyond the length that was indicated. A message of no bytes is one beat without strobes.',
    ],
    parameters: [addressWidth, bufferWidth],
    ports: {
      ...clockAndReset(),
      ...prefixed('source', 'messages that wait', {
        ready: output(1, 'the next message can be taken'),
        take: input(1, 'it is taken; only with ready'),
        buffer: input(bufferWidth, 'number of its buffer'),
        address: input(addressWidth, 'first word'),
        length: input(lengthBits, 'bytes'),
        tag: input(tagBits, 'call tag'),
        kind: input(kindBits, 'kind of message'),
      }),
      ...group('memory', {
        read_valid: output(1, 'a word is to be read'),
        read_ready: input(1, 'it is read in this cycle'),
        read_address: output(addressWidth, 'in words'),
        read_data: input(wordBits, 'the word, in the cycle after'),
        ...onlyIf(bypassesBuffers(sizes), () => ({
          read_buffer: output(bufferWidth, 'number of the buffer that is read'),
        })),
      }),
      ...group('received messages', receivingStream(sizes)),
      ...prefixed('release', 'buffers to free', {
        request: output(1, 'a buffer has been read'),
        buffer: output(bufferWidth, 'which'),
        accepted: input(1, 'it is taken back'),
      }),
    },
    build(m, io) {
      const arriving = m.register('arriving_q', 1, { reset: 0, doc: 'the word asked for is on read_data' });
      const unreleased = m.register('unreleased_q', 1, {
        reset: 0,
        doc: 'the end of a message is on its way out',
      });
      const outReady = m.declare('beats_in_ready', 1, 'the output keeps no spare beat');
      const outValid = m.declare('beats_out_valid', 1);
      const room = m.wire(
        'room',
        io.out_ready.or(outReady.and(outValid.and(arriving).not())),
        'a word asked for now can be kept',
      );
      const bufferQ = m.register('buffer_q', bufferWidth, { reset: 0 });
      const tagQ = m.register('tag_q', tagBits, { reset: 0 });
      const kindQ = m.register('kind_q', kindBits, { reset: 0 });

      const reader = describeReader(m, sizes, {
        source: { take: io.source_take, address: io.source_address, length: io.source_length },
        mayStep: (last) => room.and(last.and(unreleased).not()),
        ready: io.read_ready,
        valid: io.read_valid,
        address: io.read_address,
      });
      m.assign(io.source_ready, reader.active.not());
      const wordStrobe = reader.describeStrobe();

      m.comment('The word on its way from the memory.');
      const strobe = m.register('arriving_strobe_q', wordBytes, { reset: 0 });
      const last = m.register('arriving_last_q', 1, { reset: 0 });
      const buffer = m.register('arriving_buffer_q', bufferWidth, { reset: 0 });
      const tag = m.register('arriving_tag_q', tagBits, { reset: 0 });
      const kind = m.register('arriving_kind_q', kindBits, { reset: 0 });
      m.clocked('message_names', [
        when(reader.take, [
          set(bufferQ, io.source_buffer),
          set(tagQ, io.source_tag),
          set(kindQ, io.source_kind),
        ]),
      ]);
      const current = choose(reader.active, bufferQ, io.source_buffer);
      if (bypassesBuffers(sizes)) m.assign(io.read_buffer, current);
      m.clocked('arriving_word', [
        set(arriving, reader.step),
        set(strobe, choose(reader.hasWord, wordStrobe, 0)),
        set(last, reader.last),
        set(buffer, current),
        set(tag, choose(reader.active, tagQ, io.source_tag)),
        set(kind, choose(reader.active, kindQ, io.source_kind)),
      ]);
      const mask = m.wire(
        'mask',
        concat(...Array.from({ length: wordBytes }, (_, lane) => strobe.bit(lane).replicate(8)).reverse()),
        'hides the bytes that are not part of the message',
      );
      const data = m.wire('masked_data', io.read_data.and(mask));
      const given = m.wire('packed_beat', pack(beat, { data, strobe, last, tag, kind }));
      const beats = m.instance(
        'u_beats',
        streamRegister,
        {
          in_valid: arriving,
          in_ready: outReady,
          in_data: given,
          out_valid: outValid,
          out_ready: io.out_ready,
        },
        { WIDTH: packedWidth(beat) },
      );
      const fields = { ...unpack(m, 'beat', beat, beats.out_data) };
      m.assign(io.out_valid, outValid);
      m.assign(io.out_data, fields.data);
      m.assign(io.out_strobe, fields.strobe);
      m.assign(io.out_last, fields.last);
      m.assign(io.out_tag, fields.tag);
      m.assign(io.out_kind, fields.kind);

      m.comment('The buffer to give back.');
      const request = m.register('release_request_q', 1, { reset: 0 });
      const released = m.register('release_buffer_q', bufferWidth, { reset: 0 });
      m.clocked('buffer_to_free', [
        when(reader.step.and(reader.last), [set(unreleased, 1)]).elseWhen(io.release_accepted, [
          set(unreleased, 0),
        ]),
        when(outValid.and(io.out_ready, fields.last), [set(request, 1)]).elseWhen(io.release_accepted, [
          set(request, 0),
        ]),
        when(arriving.and(last), [set(released, buffer)]),
      ]);
      m.assign(io.release_request, request);
      m.assign(io.release_buffer, released);
    },
  });
});
