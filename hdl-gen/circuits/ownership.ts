// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, group, input, output, prefixed, set, when } from '../language/index.ts';
import { onlyIf } from './only-if.ts';
import { otherParty, type Party, parties } from './parties.ts';
import { isHardened } from './provisioned.ts';
import { takesBack } from './reclaiming.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Who holds each buffer: which party, at which level, or nobody while a message waits to be detected. Only where there are commands. */
export const ownership = shared((sizes: Sizes) => {
  const { entries, entryBits } = sizes;
  const hardened = isHardened(sizes);
  const side = {
    entry: input(entryBits, 'the entry of the operation that takes effect'),
    by_circuits: input(1, 'that operation comes from the circuits, not from commands'),
    ...onlyIf(hardened, () => ({
      holds: output(1, 'party and level of the operation hold the entry'),
      may_send: output(1, 'they hold it and allocated it themselves'),
    })),
    allocated: input(1, 'the operation allocates the entry'),
    indicated: input(1, 'the operation indicates the entry: it now waits for the other party'),
    detected: input(1, 'the party takes a waiting reference'),
    detected_entry: input(entryBits, 'of this entry'),
    detected_by_circuits: input(1, 'with its circuits'),
    pending: output(entries, 'entries that wait for this party'),
    ...onlyIf(takesBack(sizes), () => ({
      owned: output(entries, 'allocated entries that the party holds, or that wait for it'),
    })),
    ...onlyIf(hardened, () => ({
      window_entry: input(entryBits, 'the entry of a window access'),
      window_holds: output(1, 'commands of the party hold that entry'),
    })),
  };
  return defineModule({
    name: 'baton_ownership',
    summary: hardened
      ? 'remembers who holds each buffer, so that nobody frees, sends or reads what is not his.'
      : 'remembers who holds each buffer and where messages wait; nobody is refused for it.',
    claims: `${hardened ? 'hardening of claims 4, 10, 17 and 22; ' : ''}pending messages of claim elements 12d, 19d and 20 el. 5`,
    timing: ['Changes of cycle t are seen from cycle t + 1 on.'],
    notes: !hardened
      ? []
      : [
          'A buffer that was received is read and freed, never sent on: who allocated it decides whether the reserve for returns was respected.',
          'A freed entry keeps its last owner, so that a second free and a free by the wrong party can be told apart.',
        ],
    ports: {
      ...clockAndReset(),
      ...group('returns', {
        flags: input(entries, 'all flags, 1 free'),
        return_under_way: output(
          1,
          'a return is written or read by circuits, or waits to be detected: its buffer comes free',
        ),
      }),
      ...prefixed('first', 'first party', side),
      ...prefixed('second', 'second party', side),
    },
    build(m, io) {
      const owner = m.register('second_owns_q', entries, {
        reset: 0,
        doc: 'last owner: 0 first, 1 second party',
      });
      const level = m.register('circuits_own_q', entries, { reset: 0, doc: '0 command level, 1 circuits' });
      const pending = m.register('pending_q', entries, { reset: 0, doc: 'indicated and not yet detected' });
      const received = m.register('received_q', entries, {
        reset: 0,
        doc: 'came with a message; 0 allocated by the holder',
      });
      const at = (name: 'entry' | 'detected_entry') => (party: 'first' | 'second') => io[`${party}_${name}`];
      const entry = at('entry');
      const detected = at('detected_entry');
      m.clocked(
        'owner_bank',
        parties.flatMap((party) => [
          when(io[`${party}_allocated`], [set(owner.at(entry(party)), party === 'second' ? 1 : 0)]),
          when(io[`${party}_indicated`], [
            set(owner.at(entry(party)), otherParty(party) === 'second' ? 1 : 0),
          ]),
        ]),
      );
      m.clocked(
        'level_bank',
        parties.flatMap((party) => [
          when(io[`${party}_allocated`], [set(level.at(entry(party)), io[`${party}_by_circuits`])]),
          when(io[`${party}_detected`], [
            set(level.at(detected(party)), io[`${party}_detected_by_circuits`]),
          ]),
        ]),
      );
      m.clocked(
        'received_bank',
        parties.flatMap((party) => [
          when(io[`${party}_allocated`], [set(received.at(entry(party)), 0)]),
          when(io[`${party}_detected`], [set(received.at(detected(party)), 1)]),
        ]),
      );
      m.clocked(
        'pending_bank',
        parties.flatMap((party) => [
          when(io[`${party}_indicated`], [set(pending.at(entry(party)), 1)]),
          when(io[`${party}_detected`], [set(pending.at(detected(party)), 0)]),
        ]),
      );
      const describeHolding = (party: Party) => {
        const owns = m.wire(
          `${party}_owns`,
          party === 'second' ? owner.at(entry(party)) : owner.at(entry(party)).not(),
        );
        const notPending = pending.at(entry(party)).not();
        const sameLevel = m.wire(
          `${party}_same_level`,
          level.at(entry(party)).eq(io[`${party}_by_circuits`]),
        );
        const holds = m.wire(`${party}_holds_entry`, owns.and(sameLevel, notPending));
        m.assign(io[`${party}_holds`], holds);
        m.assign(io[`${party}_may_send`], holds.and(received.at(entry(party)).not()));
        const windowEntry = io[`${party}_window_entry`];
        const windowOwns = party === 'second' ? owner.at(windowEntry) : owner.at(windowEntry).not();
        m.assign(
          io[`${party}_window_holds`],
          windowOwns.and(level.at(windowEntry).not(), pending.at(windowEntry).not()),
        );
      };
      for (const party of parties) {
        if (hardened) describeHolding(party);
        const mine = party === 'second' ? owner : owner.not();
        m.assign(io[`${party}_pending`], pending.and(mine));
        if (takesBack(sizes)) m.assign(io[`${party}_owned`], io.flags.not().and(mine));
      }
      const inHands = pending.not().and(level, owner.xor(received));
      const onTheWay = m.wire(
        'returns_under_way',
        io.flags.not().and(pending.and(owner.not()).or(inHands)),
        "of those in somebody else's hands nobody knows when they are freed",
      );
      m.assign(io.return_under_way, onTheWay.any());
      m.probe('second_owns', owner, 'last owner of each entry, 1 for the second party');
      m.probe('circuits_own', level, 'level of the owner, 1 for the circuits');
      m.probe('received', received, 'entries that came with a message');
      m.probe('pending', pending, 'entries indicated and not yet detected');
    },
  });
});
