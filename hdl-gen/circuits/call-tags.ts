// SPDX-License-Identifier: Apache-2.0
import {
  clockAndReset,
  defineModule,
  group,
  input,
  literal,
  output,
  prefixed,
  set,
  when,
} from '../language/index.ts';
import { kindBits, kindsInWords, mayFail, messageKind } from './codes.ts';
import { openCallsPort, takesBack } from './reclaiming.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Which calls are open, so that a return can be matched to its call. */
export const callTags = shared((sizes: Sizes) => {
  const { tagBits, tags } = sizes;
  const { threads } = sizes.configuration;
  const fails = mayFail(sizes);
  const side = {
    kind: input(kindBits, `kind of the message to indicate: ${kindsInWords(sizes)}`),
    tag: input(tagBits, 'its call tag'),
    acceptable: output(1, 'this party may send that kind with that tag now'),
    indicated: input(1, 'it is sent in this cycle'),
  };
  return defineModule({
    name: 'baton_call_tags',
    summary: 'remembers which call tags wait for a return, so that returns may come in any order.',
    timing: ['A tag changes state in the cycle after its message is indicated.'],
    notes: [
      'Only the first party calls and only the second returns. A call needs a tag that is not waiting, a return one that is; a notice needs any tag that exists.',
      ...(fails ? ['A failure is a return that says that there is none.'] : []),
    ],
    ports: {
      ...clockAndReset(),
      ...prefixed('first', 'first party', side),
      ...prefixed('second', 'second party', side),
      ...group('open calls', openCallsPort(sizes)),
    },
    build(m, io) {
      const waiting = m.register('waiting_q', tags, { reset: 0, doc: 'calls without a return' });
      const exists = (tag: typeof io.first_tag) =>
        2 ** tagBits === threads ? literal(1, 1) : tag.lt(threads);
      const firstExists = m.wire('first_tag_exists', exists(io.first_tag));
      const secondExists = m.wire('second_tag_exists', exists(io.second_tag));
      const firstCalls = m.wire('first_calls', io.first_kind.eq(messageKind(m, 'CALL')));
      const returned = io.second_kind.eq(messageKind(m, 'RETURN'));
      const secondReturns = m.wire(
        'second_returns',
        fails ? returned.or(io.second_kind.eq(messageKind(m, 'FAILURE'))) : returned,
      );
      const firstNotice = m.wire('first_notifies', io.first_kind.eq(messageKind(m, 'NOTICE')));
      const secondNotice = m.wire('second_notifies', io.second_kind.eq(messageKind(m, 'NOTICE')));
      m.assign(
        io.first_acceptable,
        firstExists.and(firstNotice.or(firstCalls.and(waiting.at(io.first_tag).not()))),
      );
      m.assign(
        io.second_acceptable,
        secondExists.and(secondNotice.or(secondReturns.and(waiting.at(io.second_tag)))),
      );
      m.clocked('waiting_bank', [
        when(io.first_indicated.and(firstCalls), [set(waiting.at(io.first_tag), 1)]),
        when(io.second_indicated.and(secondReturns), [set(waiting.at(io.second_tag), 0)]),
      ]);
      if (takesBack(sizes)) m.assign(io.open_calls, waiting);
      m.probe('waiting', waiting, 'call tags that wait for a return');
    },
  });
});
