// SPDX-License-Identifier: Apache-2.0
import {
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
import { beatFields } from './beat.ts';
import { messageKind } from './codes.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Answers the calls that a dead second party had with failures. */
export const failedCalls = shared((sizes: Sizes) => {
  const { tags, tagBits, wordBytes } = sizes;
  const { threads } = sizes.configuration;
  const { data: _data, ...beat } = beatFields(sizes);
  const given = Object.entries(beat).map(([name, width]) => [`in_${name}`, input(width, '')] as const);
  const passed = Object.entries(beat).map(
    ([name, width]) => [`inner_in_${name}`, output(width, '')] as const,
  );
  return defineModule({
    name: 'baton_failed_calls',
    summary: 'answers each call that a dead party had with a failure, a message of no bytes.',
    timing: [
      `One tag is looked at in each cycle, so the first failure is given at most ${threads} cycles after the buffers have been taken back.`,
    ],
    notes: [
      'The failures go out by the stream of the party, before anything that it sends itself: they wait for buffers as returns do.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('reclaim', {
        notes: input(1, 'what belongs to the party is noted in this cycle'),
        runs: input(1, 'its circuits are reset'),
        open_calls: input(tags, 'call tags that wait for a return'),
        fails: output(1, 'failures are still to be given'),
      }),
      ...group('party', {
        in_valid: input(1, 'a beat is given'),
        in_ready: output(1, 'it is accepted in this cycle'),
        ...(Object.fromEntries(given) as Record<`in_${keyof typeof beat}`, ReturnType<typeof input>>),
      }),
      ...group('marshaling', {
        inner_in_valid: output(1, ''),
        inner_in_ready: input(1, ''),
        ...(Object.fromEntries(passed) as Record<`inner_in_${keyof typeof beat}`, ReturnType<typeof output>>),
      }),
    },
    build(m, io) {
      const failed = m.register('failed_q', tags, { reset: 0, doc: 'calls that get a failure' });
      const candidate = m.register('candidate_q', tagBits, { reset: 0, doc: 'the call that is looked at' });
      const any = m.wire('any_failed', failed.ne(0));
      const hopeless = m.wire('hopeless', failed.at(candidate));
      const gives = m.wire('gives', hopeless.and(io.runs.not()));
      const given = m.wire('given', gives.and(io.inner_in_ready));
      m.clocked('calls', [
        when(io.notes, [set(failed, io.open_calls)]).elseWhen(given, [set(failed.at(candidate), 0)]),
        when(io.runs.not().and(any, hopeless.not().or(given)), [
          set(candidate, choose(candidate.eq(threads - 1), literal(0, tagBits), candidate.plus(1))),
        ]),
      ]);
      m.assign(io.fails, any);
      m.assign(io.in_ready, any.not().and(io.inner_in_ready));
      m.assign(io.inner_in_valid, choose(any, gives, io.in_valid));
      m.assign(io.inner_in_strobe, choose(any, literal(0, wordBytes), io.in_strobe));
      m.assign(io.inner_in_last, any.or(io.in_last));
      m.assign(io.inner_in_abort, any.not().and(io.in_abort));
      m.assign(io.inner_in_tag, choose(any, candidate, io.in_tag));
      m.assign(io.inner_in_kind, choose(any, messageKind(m, 'FAILURE'), io.in_kind));
      m.probe('failed', failed, 'calls that get a failure');
      m.probe('candidate', candidate, 'the call that is looked at');
    },
  });
});
