// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  clockAndReset,
  concat,
  defineModule,
  type Expression,
  group,
  input,
  literal,
  output,
  select,
  set,
  when,
} from '../language/index.ts';
import { onlyIf } from './only-if.ts';
import { addsMemory, provisionedPorts } from './provisioned.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The most cycles that a reclaim runs: documented, checked in every run. */
export function reclaimCycles({ bufferCount, configuration }: Sizes): number {
  return configuration.allocator === 'scan' ? 7 * bufferCount + 12 : 3 * bufferCount + 3;
}

/** Takes back every buffer that a party holds or that waits for it, with the deallocations of the party. */
export const reclaim = shared((sizes: Sizes) => {
  const { entries, entryBits, bufferCount, countBits, configuration } = sizes;
  const searches = configuration.allocator === 'scan';
  return defineModule({
    name: 'baton_reclaim',
    summary: 'takes back all buffers that a dead party holds or that wait for it.',
    claims: 'administration: the claims leave open who frees what a receiver never copies',
    timing: [
      'The register starts it in cycle t; from cycle t + 1 on it runs, and nothing of the party is accepted.',
      `It runs ${reclaimCycles(sizes)} cycles at most: two for each entry that is freed, one for each other entry and for each message that waits, and the rest of an operation that was under way.`,
    ],
    notes: [
      'The circuits of the party are reset while it runs, so that nobody but this circuit acts for it.',
      'What belongs to the party is noted once, when the last operation of the party has taken effect. What the other party sends from then on is for whoever takes the place of the dead one.',
      'Buffers are freed by deallocations at the control port of the party, one after the other, so the other party is served as ever.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('administration', {
        start: input(1, 'the party is dead; without effect while it runs, and before the area is ready'),
        ready: input(1, 'the area is initialized'),
        runs: output(1, 'nothing of the party is accepted'),
        restart: output(1, 'the circuits of the party are reset'),
        notes: output(1, 'what belongs to the party is noted in this cycle'),
      }),
      ...group('what the party has', {
        owned: input(entries, 'allocated entries that it holds, or that wait for it'),
        pending: input(entries, 'those that wait for it'),
        ...onlyIf(searches, () => ({ searching: input(1, 'a search for a free entry is under way') })),
        ...provisionedPorts(sizes),
      }),
      ...group('messages that wait for it', {
        head_entry: input(entryBits, 'the buffer of the first one'),
        takes: output(1, 'the first one is taken, if there is one'),
      }),
      ...group('control port', {
        release_request: output(1, 'a buffer is to be freed'),
        release_entry: output(entryBits, 'which'),
        release_accepted: input(1, 'its deallocation is accepted'),
        taken_back: output(1, 'that deallocation takes effect'),
      }),
    },
    build(m, io) {
      const names = ['REST', 'STOP', 'LOOK', 'DRAIN', 'FREE'] as const;
      const states = Object.fromEntries(
        names.map((name, index) => [name, m.constant(`STATE_${name}`, 3, index)]),
      ) as Record<(typeof names)[number], ReturnType<typeof m.constant>>;
      const state = m.register('state_q', 3, { reset: states.REST });
      const mine = m.register('mine_q', entries, { reset: 0, doc: 'what is taken back' });
      const entry = m.register('entry_q', entryBits, { reset: 0, doc: 'the next entry to free' });
      const takenBack = m.register('taken_back_q', 1, { reset: 0 });

      const starts = m.wire('starts', io.start.and(io.ready, state.eq(states.REST)));
      const runs = m.wire('is_running', state.ne(states.REST));
      const looks = state.eq(states.LOOK);
      const notes = m.wire('notes_now', searches ? looks.and(io.searching.not()) : looks);
      m.assign(io.runs, runs);
      m.assign(io.restart, runs.or(starts));
      m.assign(io.notes, notes);

      m.comment('What belongs to the party.');
      const withBuffer = (entriesWith: Expression) =>
        io.owned.and(m.wire('with_buffer', entriesWith, 'entries that have a buffer'));
      const owned = addsMemory(sizes)
        ? withBuffer(thermometer(io.provisioned, entries, countBits))
        : entries === bufferCount
          ? io.owned
          : withBuffer(literal((1n << BigInt(bufferCount)) - 1n, entries));
      m.clocked('what_is_taken_back', [when(notes, [set(mine, owned)])]);
      m.assign(io.takes, state.eq(states.DRAIN).and(mine.at(io.head_entry)));
      const drained = m.wire('drained', mine.and(io.pending).any().not());

      m.comment('One entry after the other.');
      const frees = m.wire('frees', state.eq(states.FREE).and(mine.at(entry)));
      const passes = m.wire('passes', mine.at(entry).not().or(io.release_accepted));
      const isLast = m.wire('is_last', entry.eq(bufferCount - 1));
      m.assign(io.release_request, frees);
      m.assign(io.release_entry, entry);
      m.assign(io.taken_back, takenBack);
      m.clocked('walk', [
        set(takenBack, frees.and(io.release_accepted)),
        when(state.ne(states.FREE), [set(entry, 0)]).elseWhen(passes, [
          set(entry, choose(isLast, literal(0, entryBits), entry.plus(1))),
        ]),
      ]);
      m.clocked('state_register', [
        select(
          state,
          [
            { label: states.REST, body: [when(starts, [set(state, states.STOP)])] },
            {
              label: states.STOP,
              comment: 'what was accepted in the cycle before takes effect',
              body: [set(state, states.LOOK)],
            },
            {
              label: states.LOOK,
              comment: `${searches ? 'a search that was under way ends; then ' : ''}it is noted what the party has`,
              body: [when(notes, [set(state, states.DRAIN)])],
            },
            {
              label: states.DRAIN,
              comment: 'the messages that waited for it are taken',
              body: [when(drained, [set(state, states.FREE)])],
            },
          ],
          [when(passes.and(isLast), [set(state, states.REST)])],
          'STATE_FREE: what is noted is freed',
        ),
      ]);
      m.probe('state', state, '0 at rest, 1 stops, 2 looks, 3 drains, 4 frees');
      m.probe('mine', mine, 'entries that are taken back');
      m.probe('entry', entry, 'the next entry to free');
    },
  });
});

/** One bit for each number below `count`. */
function thermometer(count: Expression, bits: number, width: number): Expression {
  return concat(...Array.from({ length: bits }, (_, index) => count.gt(literal(index, width))).reverse());
}
