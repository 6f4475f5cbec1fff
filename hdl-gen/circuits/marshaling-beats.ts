// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  type Expression,
  input,
  literal,
  type ModuleBuilder,
  output,
  type PortSignals,
  type Signal,
} from '../language/index.ts';
import { lowestOne } from '../primitives/lowest-one.ts';
import { streamRegister } from '../primitives/stream-register.ts';
import { beatFields } from './beat.ts';
import { beatQueue } from './beat-queue.ts';
import { bypassesBuffers } from './bypass.ts';
import { kindBits } from './codes.ts';
import { pack, packedWidth, unpack } from './fields.ts';
import type { Sizes } from './sizes.ts';

/** The stream on which a party sends its messages; seen from the block. */
export function sendingStream({ wordBits, wordBytes, tagBits }: Sizes) {
  return {
    in_valid: input(1, 'a beat is given'),
    in_ready: output(1, 'it is accepted in this cycle'),
    in_data: input(wordBits, 'byte 0 in the lowest bits'),
    in_strobe: input(wordBytes, 'last beat: its bytes, contiguous from byte 0; other beats are full'),
    in_last: input(1, 'the message ends with this beat'),
    in_abort: input(1, 'last beat: the message is withdrawn'),
    in_tag: input(tagBits, 'first beat: call tag'),
    in_kind: input(kindBits, 'first beat: 0 notice, 1 call, 2 return'),
  };
}

/** The beat that a message goes on with. */
export interface OfferedBeat {
  /** To be driven: it is used up. */
  readonly consumed: Signal<'wire'>;
  readonly valid: Signal;
  readonly fields: Readonly<Record<'data' | 'strobe' | 'last' | 'abort' | 'tag' | 'kind', Signal>>;
  /** Its message fits into an inline slot; undefined where every message takes a buffer. */
  readonly short: Signal | undefined;
  /** How many bytes it has, in so many bits. */
  readonly bytes: Signal;
  readonly countBits: number;
}

/** Takes beats from a stream and offers them one by one; with a bypass once the length of their message is known. */
export function describeBeats(
  m: ModuleBuilder,
  sizes: Sizes,
  io: PortSignals<ReturnType<typeof sendingStream>> & { readonly ready: Expression },
): OfferedBeat {
  const { wordBytes, byteBits } = sizes;
  const bypasses = bypassesBuffers(sizes);
  const beat = beatFields(sizes);
  const countBits = byteBits + 1;
  const accepted = m.wire(
    'packed_beat',
    pack(beat, {
      data: io.in_data,
      strobe: io.in_strobe,
      last: io.in_last,
      abort: io.in_abort,
      tag: io.in_tag,
      kind: io.in_kind,
    }),
  );
  const consumed = m.declare('consumed', 1, 'the beat on offer is used up');
  const room = m.declare('room_for_beat', 1);
  m.assign(io.in_ready, room.and(io.ready));
  const given = m.wire('beat_given', io.in_valid.and(io.ready));
  const beats = { in_valid: given, in_ready: room, in_data: accepted, out_ready: consumed };
  const endsNow = bypasses ? m.declare('beat_ends_message', 1) : undefined;
  const judged = endsNow && {
    in_last: io.in_last,
    in_bytes: m.wire('beat_has_bytes', io.in_strobe.bit(0)),
    out_last: endsNow,
  };
  const queue = judged && m.instance('u_beats', beatQueue(sizes), { ...beats, ...judged });
  const offered = queue ?? m.instance('u_beats', streamRegister, beats, { WIDTH: packedWidth(beat) });
  const fields = { ...unpack(m, 'beat', beat, offered.out_data) };
  if (endsNow !== undefined) m.assign(endsNow, fields.last);
  const valid = offered.out_valid;

  m.comment('How many bytes the beat has.');
  const missing = m.wire('missing', fields.strobe.not());
  const anyMissing = m.declare('any_missing', 1, 'the beat is not full');
  const firstMissing = m.declare('first_missing', byteBits, 'the byte behind its last one');
  const end = m.instance('u_end', lowestOne('baton_lowest_missing', wordBytes), {
    bits: missing,
    found: anyMissing,
    index: firstMissing,
  });
  const partial = m.wire('is_partial', fields.last.and(anyMissing));
  const bytes = m.wire(
    'bytes',
    choose(partial, firstMissing.extend(countBits), literal(wordBytes, countBits)),
  );
  m.wire('unused_lowest', end.lowest);
  return { consumed, valid, fields, short: queue?.out_short, bytes, countBits };
}
