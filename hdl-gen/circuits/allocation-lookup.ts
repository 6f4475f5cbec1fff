// SPDX-License-Identifier: Apache-2.0

import {
  choose,
  clockAndReset,
  defineModule,
  group,
  input,
  literal,
  output,
  prefixed,
  type Signal,
  set,
  when,
} from '../language/index.ts';
import { lowestOne } from '../primitives/lowest-one.ts';
import { describeTurn, turnNotes } from './allocation-turn.ts';
import { asksWhatIsLeft } from './levels.ts';
import { describeChances } from './lookup-chances.ts';
import { servablePort, supplyPorts } from './memory-supply.ts';
import { onlyIf } from './only-if.ts';
import { addsMemory } from './provisioned.ts';
import { reserveSetting } from './run-time-settings.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The allocation circuit that finds the lowest free entry without scanning. */
export const allocationLookup = shared((sizes: Sizes) => {
  const { entries, entryBits } = sizes;
  const { reserveForReturn } = sizes.configuration;
  const side = {
    waits: input(1, 'a message of the party has no buffer yet'),
    wants: input(1, 'the party would allocate in this cycle'),
    offered: output(1, 'it gets the entry on offer'),
    ...onlyIf(asksWhatIsLeft(sizes), () => ({
      exhausted: output(1, 'no entry is left for messages of this party, or it is not its turn'),
    })),
    taken: input(1, 'the offered entry is taken: its swap is accepted'),
    ...servablePort(sizes),
  };
  return defineModule({
    name: 'baton_allocation',
    summary: 'offers the lowest free entry to the two parties of an area.',
    claims: 'claim elements 12a, 14a, 19a and 20 el. 2; Fig. 6 with its search done ahead',
    timing: [
      'An entry is on offer whenever one is free; taken in cycle t, the next one is on offer in cycle t + 1.',
      'A freed entry is on offer two cycles after its flag was set when the pool was empty.',
    ],
    notes: [
      'The entry on offer is kept in a register, off the path from request to grant, and is replaced as soon as a lower one is free or it may not be allocated any more.',
      ...(reserveForReturn > 0
        ? [
            'Requests, which the first party sends, get an entry only while another one is free: the last is kept for a return, so that calls cannot deadlock.',
          ]
        : []),
      'When both parties want the entry on offer they take turns.',
      ...turnNotes(sizes),
    ],
    ports: {
      ...clockAndReset(),
      ...group('control area', {
        flags: input(entries, 'free entries that may be allocated'),
        return_under_way: input(1, 'the circuits have a return in the area'),
      }),
      ...group('settings', reserveSetting(sizes)),
      ...group('entry on offer', { entry: output(entryBits, '') }),
      ...supplyPorts(sizes),
      ...prefixed('first', 'first party: requests', side),
      ...prefixed('second', 'second party: returns', side),
    },
    build(m, io) {
      const offerValid = m.register('offer_valid_q', 1, { reset: 0 });
      const offer = m.register('offer_q', entries, { reset: 0, doc: 'the entry on offer, one bit' });
      const entry = m.register('entry_q', entryBits, { reset: 0, doc: 'the same as a number' });
      const taken = m.register('taken_q', entries, {
        reset: 0,
        doc: 'the entry whose swap takes effect now',
      });

      const others = m.wire(
        'other_free',
        io.flags.and(taken.not(), offer.not()),
        'free entries besides the one on offer',
      );
      const next = m.instance('u_lowest', lowestOne('baton_lowest_free', entries), { bits: others });

      const reserve = 'reserve' in io ? (io.reserve as Signal) : undefined;
      const could = describeChances(m, sizes, { offerValid, next, reserve, io });
      const turn = describeTurn(m, {
        firstWaits: io.first_waits,
        secondWaits: io.second_waits,
        requestCould: could.first,
        twoRequestsCould:
          reserve === undefined
            ? next.found
            : m.wire('two_requests_could', choose(reserve, others.and(next.lowest.not()).any(), next.found)),
        returnUnderWay: io.return_under_way,
        reserve,
        ...onlyIf(addsMemory(sizes), () => ({ room: io.room })),
      });
      const bothWant = m.wire('both_want', io.first_wants.and(could.first, io.second_wants));
      const lost = {
        first: m.wire('first_loses', bothWant.and(turn.secondDue).or(turn.firstMustWait)),
        second: m.wire('second_loses', bothWant.and(turn.secondDue.not()).or(turn.secondMustWait)),
      };
      m.assign(io.first_offered, could.first.and(lost.first.not()));
      m.assign(io.second_offered, could.second.and(lost.second.not()));
      if (asksWhatIsLeft(sizes)) {
        const exhausted = could.describeExhausted();
        m.assign(io.first_exhausted, exhausted.first.or(offerValid.and(turn.firstMustWait)));
        m.assign(io.second_exhausted, exhausted.second.or(offerValid.and(turn.secondMustWait)));
      }
      m.assign(io.entry, could.entry(entry));
      if ('first_servable' in io && 'second_servable' in io) {
        m.assign(io.first_servable, could.servable.first);
        m.assign(io.second_servable, could.servable.second);
      }

      const anyTaken = m.wire('any_taken', io.first_taken.or(io.second_taken));
      const lower = m.wire('lower', next.found.and(next.index.lt(entry)));
      const stands = m.wire('offer_stands', offer.and(io.flags).any(), 'it may still be allocated');
      const replace = m.wire('replace', anyTaken.or(stands.not(), lower));
      m.clocked('offer_register', [
        when(replace, [set(offerValid, next.found), set(offer, next.lowest), set(entry, next.index)]),
        set(taken, choose(anyTaken, offer, literal(0, entries))),
      ]);
      turn.follow({
        firstTakes: io.first_taken,
        firstAsks: io.first_waits.or(io.first_wants),
        secondTakes: io.second_taken,
        secondAsks: io.second_waits.or(io.second_wants),
      });
      m.probe('offer_valid', offerValid, 'an entry is on offer');
      m.probe('entry', entry, 'the entry on offer');
    },
  });
});
