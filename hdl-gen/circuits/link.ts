// SPDX-License-Identifier: Apache-2.0
import {
  bitsToHold,
  choose,
  clockAndReset,
  defineModule,
  type Expression,
  flipped,
  input,
  literal,
  output,
  prefixed,
  set,
  when,
} from '../language/index.ts';
import { kindBits, messageKind } from './codes.ts';
import { sendingStream } from './marshaling-beats.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';
import { receivingStream } from './unmarshaling.ts';

/** What a link to the far end needs; seen from the block. */
export function linkPorts({ wordBits, wordBytes, tagBits }: Sizes) {
  const data = 'byte 0 in the lowest bits';
  const strobe = 'last beat: its bytes, contiguous from byte 0; other beats are full';
  const last = 'the message ends with this beat';
  return {
    up: input(1, '1: the far end is there; 0 ends the session: both ends forget what is under way'),
    out_valid: output(1, 'a beat for the far end; what follows is zero while this is low'),
    out_ready: input(1, 'it is taken in this cycle'),
    out_data: output(wordBits, `${data}; bytes beyond the message are zero`),
    out_strobe: output(wordBytes, strobe),
    out_last: output(1, last),
    out_tag: output(tagBits, 'call tag'),
    out_kind: output(kindBits, '0 notice, 1 call'),
    in_valid: input(1, 'a beat from the far end'),
    in_ready: output(1, 'it is accepted in this cycle'),
    in_data: input(wordBits, data),
    in_strobe: input(wordBytes, strobe),
    in_last: input(1, last),
    in_tag: input(tagBits, 'first beat: call tag'),
    in_kind: input(kindBits, 'first beat: 0 notice, 2 return, 3 failure'),
  };
}

/** Between a kernel and the far end: knows which calls are there, and answers for them when the link is lost. */
export const link = shared((sizes: Sizes) => {
  const { tags, tagBits, bufferWords } = sizes;
  const { threads } = sizes.configuration;
  return defineModule({
    name: 'baton_link',
    summary:
      'gives messages to the far end of a link, and fails the calls that a lost link cannot bring back.',
    claims: 'remote server, in place of the second space',
    timing: [
      'Beats pass in both directions in the cycle in which they are offered.',
      `A call without hope is answered at most ${threads} cycles after the message before it has been given, one after the other.`,
    ],
    notes: [
      'A session lasts while link_up is high. When it ends, a message that is half sent or half received is dropped, every call that the far end has gets a failure, and so does each call that comes while the link is down: nothing waits for a dead link.',
      'A return is accepted only for a call that the far end has. Another one is handed on as a call, which the area refuses and records.',
      'A return that is too long for a buffer is refused and recorded by the area; its call gets a failure.',
    ],
    ports: {
      ...clockAndReset(),
      ...prefixed('link', 'far end', linkPorts(sizes)),
      ...prefixed('kernel', 'messages for the far end', flipped(receivingStream(sizes))),
      ...prefixed('kernel', 'messages from the far end', flipped(sendingStream(sizes))),
    },
    build(m, io) {
      const up = m.register('up_q', 1, { reset: 0, doc: 'the session lasts' });
      const wasUp = m.register('was_up_q', 1, { reset: 0 });
      const lost = m.wire('session_lost', wasUp.and(up.not()), 'what the far end had is counted as failed');
      m.clocked('session', [set(up, io.link_up), set(wasUp, up)]);
      const sent = m.register('sent_q', tags, { reset: 0, doc: 'calls that the far end has' });
      const failed = m.register('failed_q', tags, { reset: 0, doc: 'calls that get a failure' });

      m.comment('To the far end.');
      const open = m.register('sending_q', 1, { reset: 0, doc: 'part of a message is sent' });
      const cut = m.register('cut_q', 1, {
        reset: 0,
        doc: 'the session of this message is over: its rest is swallowed',
      });
      const sends = m.wire('sends', up.and(cut.not()));
      const shown = (value: Expression) => choose(sends, value, 0);
      m.assign(io.link_out_valid, io.kernel_out_valid.and(sends));
      m.assign(io.link_out_data, shown(io.kernel_out_data));
      m.assign(io.link_out_strobe, shown(io.kernel_out_strobe));
      m.assign(io.link_out_last, shown(io.kernel_out_last));
      m.assign(io.link_out_tag, shown(io.kernel_out_tag));
      m.assign(io.link_out_kind, shown(io.kernel_out_kind));
      m.assign(io.kernel_out_ready, choose(sends, io.link_out_ready, lost.not()));
      const passes = m.wire('passes', io.kernel_out_valid.and(io.kernel_out_ready));
      const ends = m.wire('ends', passes.and(io.kernel_out_last));
      const callLeaves = m.wire('call_leaves', ends.and(io.kernel_out_kind.eq(messageKind(m, 'CALL'))));
      m.clocked('message_being_sent', [
        when(passes, [set(open, io.kernel_out_last.not())]),
        when(ends, [set(cut, 0)]).elseWhen(up.not().and(open.or(passes)), [set(cut, 1)]),
      ]);

      m.comment('A call without hope.');
      const candidate = m.register('candidate_q', tagBits, { reset: 0, doc: 'the call that is looked at' });
      const given = m.register('receiving_q', 1, { reset: 0, doc: 'part of a message is received' });
      const hopeless = m.wire('hopeless', failed.at(candidate));
      const fails = m.wire('fails', hopeless.and(given.not(), lost.not()));
      const failureGiven = m.wire('failure_given', fails.and(io.kernel_in_ready));
      m.clocked('search', [
        when(failed.ne(0).and(hopeless.not().or(failureGiven)), [
          set(candidate, choose(candidate.eq(threads - 1), literal(0, tagBits), candidate.plus(1))),
        ]),
      ]);

      m.comment('From the far end.');
      const tagQ = m.register('tag_q', tagBits, { reset: 0 });
      const knownQ = m.register('answers_call_q', 1, {
        reset: 0,
        doc: 'the message answers a call that the far end has',
      });
      const words = m.register('words_q', bitsToHold(bufferWords + 1), {
        reset: 0,
        doc: 'full words so far, at most one more than a buffer has',
      });
      const answer = m.wire(
        'is_answer',
        io.link_in_kind.eq(messageKind(m, 'RETURN')).or(io.link_in_kind.eq(messageKind(m, 'FAILURE'))),
      );
      const isSent = sent.at(io.link_in_tag);
      const isOpen = 2 ** tagBits === threads ? isSent : io.link_in_tag.lt(threads).and(isSent);
      const known = m.wire('answers_call', answer.and(isOpen));
      const broken = m.register('broken_q', 1, { reset: 0, doc: 'the rest of it will not come' });
      const drops = m.wire(
        'drops',
        given.and(up.not().or(broken)),
        'the session of the message is over: it is withdrawn',
      );
      const takes = m.wire('takes', up.and(fails.not(), drops.not()));
      m.assign(io.link_in_ready, takes.and(io.kernel_in_ready));
      m.assign(io.kernel_in_valid, fails.or(drops, takes.and(io.link_in_valid)));
      m.assign(io.kernel_in_data, io.link_in_data);
      m.assign(io.kernel_in_strobe, choose(fails, literal(0, sizes.wordBytes), io.link_in_strobe));
      m.assign(io.kernel_in_last, fails.or(drops, io.link_in_last));
      m.assign(io.kernel_in_abort, drops);
      m.assign(io.kernel_in_tag, choose(fails, candidate, io.link_in_tag));
      m.assign(
        io.kernel_in_kind,
        choose(
          fails,
          messageKind(m, 'FAILURE'),
          choose(answer.and(known.not()), messageKind(m, 'CALL'), io.link_in_kind),
        ),
      );
      const accepted = m.wire('accepted', io.link_in_valid.and(io.link_in_ready));
      const tag = m.wire('current_tag', choose(given, tagQ, io.link_in_tag));
      const tooLong = m.wire(
        'too_long',
        words
          .gt(bufferWords)
          .or(words.eq(bufferWords).and(io.link_in_last.not().or(io.link_in_strobe.bit(0)))),
      );
      const answered = m.wire('call_answered', accepted.and(io.link_in_last, choose(given, knownQ, known)));
      m.clocked('message_being_received', [
        when(accepted, [set(given, io.link_in_last.not()), set(tagQ, tag)]).elseWhen(
          drops.and(io.kernel_in_ready),
          [set(given, 0)],
        ),
        set(broken, drops.and(io.kernel_in_ready.not())),
        when(accepted.and(given.not()), [set(knownQ, known)]),
        when(drops.or(accepted.and(io.link_in_last)), [set(words, 0)]).elseWhen(
          accepted.and(words.le(bufferWords)),
          [set(words, words.plus(1))],
        ),
      ]);

      m.clocked('calls', [
        when(lost, [set(failed, failed.or(sent)), set(sent, 0)]).else([
          when(callLeaves.and(sends), [set(sent.at(io.kernel_out_tag), 1)]),
          when(callLeaves.and(sends.not()), [set(failed.at(io.kernel_out_tag), 1)]),
          when(answered, [set(sent.at(tag), 0)]),
          when(answered.and(tooLong), [set(failed.at(tag), 1)]),
          when(failureGiven, [set(failed.at(candidate), 0)]),
        ]),
      ]);
      m.probe('up', up, 'the session lasts');
      m.probe('sent', sent, 'calls that the far end has');
      m.probe('failed', failed, 'calls that get a failure');
    },
  });
});
