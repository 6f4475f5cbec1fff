// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, group, input, output, prefixed, set, when } from '../language/index.ts';
import { atomicBits, atomicOperation } from './codes.ts';
import { parties } from './parties.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The only way to the flags once the area is initialized. */
export const atomicSwap = shared((sizes: Sizes) => {
  const { entries, entryBits } = sizes;
  const side = {
    request: input(1, 'an operation is asked for'),
    ready: output(1, 'it is accepted in this cycle'),
    operation: input(atomicBits, '0 load, 1 store, 2 swap'),
    entry: input(entryBits, 'on whose flag'),
    value: input(1, 'what a store or swap writes'),
    permit: input(1, 'in the cycle after: the write may happen; without it the operation is a load'),
    done: output(1, 'in the cycle after: the operation takes effect now'),
    old_flag: output(1, 'in the cycle after: the flag before it; zero while done is low'),
  };
  const bank = {
    write: output(1, ''),
    write_entry: output(entryBits, ''),
    write_flag: output(1, ''),
  };
  return defineModule({
    name: 'baton_atomic_swap',
    summary: 'load, store and atomic swap on the flags, for two parties at once.',
    claims: 'claims 5, 11, 18 and 23; step 613 of Fig. 6, the flag store of Fig. 7',
    timing: [
      'One operation per cycle and party is accepted; it takes effect, and its old flag is known, in the next cycle.',
      'Two operations on the same flag in one cycle are put in order: the loser is accepted one cycle later and wins the next clash.',
    ],
    notes: [
      'All reads and writes of flags happen in the effective cycle, so an operation sees everything accepted before it. Nothing of the other party can come between the read and the write of a swap.',
    ],
    ports: {
      ...clockAndReset(),
      ...prefixed('first', 'first party', side),
      ...prefixed('second', 'second party', side),
      ...group('flag bank', { flags: input(entries, 'all flags') }),
      ...prefixed('first', 'flag bank, first party', bank),
      ...prefixed('second', 'flag bank, second party', bank),
    },
    build(m, io) {
      const secondWins = m.register('second_wins_q', 1, { reset: 0, doc: 'who wins the next clash' });
      const clash = m.wire(
        'clash',
        io.first_request.and(io.second_request, io.first_entry.eq(io.second_entry)),
      );
      const ready = {
        first: m.wire('first_accept', clash.and(secondWins).not()),
        second: m.wire('second_accept', clash.and(secondWins.not()).not()),
      };
      m.clocked('turn_register', [when(clash, [set(secondWins, secondWins.not())])]);
      for (const party of parties) {
        const done = m.register(`${party}_done_q`, 1, { reset: 0 });
        const operation = m.register(`${party}_operation_q`, atomicBits, { reset: 0 });
        const entry = m.register(`${party}_entry_q`, entryBits, { reset: 0 });
        const value = m.register(`${party}_value_q`, 1, { reset: 0 });
        m.clocked(`${party}_accepted`, [
          set(done, io[`${party}_request`].and(ready[party])),
          set(operation, io[`${party}_operation`]),
          set(entry, io[`${party}_entry`]),
          set(value, io[`${party}_value`]),
        ]);
        const write = m.wire(
          `${party}_store`,
          done.and(operation.ne(atomicOperation(m, 'LOAD')), io[`${party}_permit`]),
        );
        const oldFlag = m.wire(`${party}_flag_before`, done.and(io.flags.at(entry)));
        m.assign(io[`${party}_ready`], ready[party]);
        m.assign(io[`${party}_done`], done);
        m.assign(io[`${party}_old_flag`], oldFlag);
        m.assign(io[`${party}_write`], write);
        m.assign(io[`${party}_write_entry`], entry);
        m.assign(io[`${party}_write_flag`], value);
        m.probe(`${party}_request`, io[`${party}_request`], `the ${party} party asks for an operation`);
        m.probe(`${party}_ready`, ready[party], 'it would be accepted');
        m.probe(`${party}_request_entry`, io[`${party}_entry`], 'the entry it is about');
        m.probe(`${party}_done`, done, `an operation of the ${party} party takes effect`);
        m.probe(`${party}_operation`, operation, 'that operation: 0 load, 1 store, 2 swap');
        m.probe(`${party}_entry`, entry, 'the entry it works on');
        m.probe(`${party}_value`, value, 'the value it writes');
        m.probe(`${party}_store`, write, 'the flag is written');
        m.probe(`${party}_old_flag`, oldFlag, 'the flag before the operation');
      }
    },
  });
});
