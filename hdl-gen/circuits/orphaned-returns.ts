// SPDX-License-Identifier: Apache-2.0
import { choose, clockAndReset, defineModule, group, input, output, set, when } from '../language/index.ts';
import { kindBits, kindsInWords } from './codes.ts';
import { answersCall } from './holding.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Drops the returns of calls that a dead first party has made. */
export const orphanedReturns = shared((sizes: Sizes) => {
  const { tags, tagBits, entryBits } = sizes;
  return defineModule({
    name: 'baton_orphaned_returns',
    summary: 'takes the returns of calls that a dead party has made, and frees their buffers.',
    timing: [
      'A return that nobody waits for is taken in the cycle after it has come to the head, or in the one after that; its buffer is freed from the next cycle on.',
    ],
    notes: [
      'A tag of such a call stays in use until its return has come, so that the return cannot be taken for that of another call.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('reclaim', {
        notes: input(1, 'what belongs to the party is noted in this cycle'),
        restart: input(1, 'the circuits of the party are reset'),
        open_calls: input(tags, 'call tags that wait for a return'),
        orphans: output(1, 'returns of such calls are still to come'),
      }),
      ...group('message at the head', {
        head_valid: input(1, 'a message waits'),
        head_entry: input(entryBits, 'its buffer'),
        head_tag: input(tagBits, 'its call tag'),
        head_kind: input(kindBits, kindsInWords(sizes)),
        stale: output(1, 'it is such a return: nobody else may take it'),
        ready: output(1, 'it can be taken'),
        take: input(1, 'it is taken'),
      }),
      ...group('circuits of the party', {
        release_request: input(1, 'a buffer has been read and is to be freed'),
        release_entry: input(entryBits, 'which'),
        release_accepted: output(1, 'the deallocation is accepted in this cycle'),
      }),
      ...group('control port', {
        port_release_request: output(1, ''),
        port_release_entry: output(entryBits, ''),
        port_release_accepted: input(1, ''),
      }),
    },
    build(m, io) {
      const orphan = m.register('orphan_q', tags, { reset: 0, doc: 'calls whose returns are dropped' });
      const frees = m.register('frees_q', 1, { reset: 0, doc: 'the buffer of a return is to be freed' });
      const entry = m.register('entry_q', entryBits, { reset: 0, doc: 'that buffer' });
      const stale = m.wire(
        'is_stale',
        io.head_valid.and(answersCall(m, sizes, io.head_kind), orphan.at(io.head_tag), io.restart.not()),
      );
      const drops = m.wire('drops', stale.and(io.take));
      m.clocked('calls', [
        when(io.notes, [set(orphan, io.open_calls)]).elseWhen(drops, [set(orphan.at(io.head_tag), 0)]),
      ]);
      m.clocked('buffer_to_free', [
        when(io.restart, [set(frees, 0)])
          .elseWhen(drops, [set(frees, 1), set(entry, io.head_entry)])
          .elseWhen(io.port_release_accepted, [set(frees, 0)]),
      ]);
      m.assign(io.orphans, orphan.ne(0));
      m.assign(io.stale, stale);
      m.assign(io.ready, frees.not());
      m.assign(io.port_release_request, frees.or(io.release_request));
      m.assign(io.port_release_entry, choose(frees, entry, io.release_entry));
      m.assign(io.release_accepted, io.port_release_accepted.and(frees.not()));
      m.probe('orphans', orphan, 'calls whose returns are dropped');
      m.probe('frees', frees, 'the buffer of such a return is to be freed');
    },
  });
});
