// SPDX-License-Identifier: Apache-2.0

import { clockAndReset, defineModule, group, input, output, set, when } from '../language/index.ts';

/** Tells who waits for a buffer from who only asks for one. */
export const waiting = defineModule({
  name: 'baton_waiting',
  summary: 'tells the statistics when messages of one class wait for a buffer.',
  timing: ['Combinational, but for what it remembers of the message.'],
  ports: {
    ...clockAndReset(),
    ...group('message', {
      wants: input(1, 'a message has no buffer yet'),
      available: input(1, 'there is one for its class'),
      served: input(1, 'it gets one in this cycle'),
    }),
    ...group('events', {
      waits: output(1, 'it waits in this cycle'),
      blocked: output(1, 'it begins to wait: there was none for it at first'),
    }),
  },
  build(m, io) {
    const tried = m.register('tried_q', 1, { reset: 0, doc: 'the message has wanted one before' });
    const waits = m.wire('waits_now', io.wants.and(io.available.not(), io.served.not()));
    m.clocked('attempt', [when(io.served, [set(tried, 0)]).elseWhen(io.wants, [set(tried, 1)])]);
    m.assign(io.waits, waits);
    m.assign(io.blocked, waits.and(tried.not()));
  },
});
