// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  clockAndReset,
  defineModule,
  type Expression,
  group,
  input,
  type ModuleBuilder,
  output,
  prefixed,
  set,
  when,
} from '../language/index.ts';
import { onlyIf } from './only-if.ts';
import { addsMemory } from './provisioned.ts';
import { reserveSetting } from './run-time-settings.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** What every allocator promises about its turns. */
export function turnNotes(sizes: Sizes): readonly string[] {
  const { reserveForReturn } = sizes.configuration;
  return [
    'While a message waits for a buffer, at most one message of the other party gets a buffer that the waiting one could have had instead.',
    ...(addsMemory(sizes) ? ['While entries can be added nobody leaves one to the other.'] : []),
    ...(reserveForReturn > 0
      ? [
          'A request can have no buffer where only the reserve is free. When it is its turn a return leaves even the reserve, as long as the circuits have another return in the area: its buffer comes free without help of a request.',
        ]
      : []),
  ];
}

/** What the turns depend on; a bit each. */
export interface TurnInputs {
  /** A message of the party has no buffer yet. */
  readonly firstWaits: Expression;
  readonly secondWaits: Expression;
  /** A request could be given an entry, and then a second one. */
  readonly requestCould: Expression;
  readonly twoRequestsCould: Expression;
  /** The circuits have a return in the area. */
  readonly returnUnderWay: Expression;
  /** Requests leave the last entry to a return; undefined where none is kept at all. */
  readonly reserve: Expression | undefined;
  /** Entries can be added: nobody has to leave one to the other. */
  readonly room?: Expression;
}

/** Who is served and who would have been; a bit each. */
export interface TurnGrants {
  readonly firstTakes: Expression;
  readonly firstAsks: Expression;
  readonly secondTakes: Expression;
  readonly secondAsks: Expression;
}

/** Decides which party must leave the next entry to the other. */
export function describeTurn(m: ModuleBuilder, inputs: TurnInputs) {
  const { firstWaits, secondWaits, requestCould, twoRequestsCould, returnUnderWay, reserve, room } = inputs;
  const full = room === undefined ? [] : [room.not()];
  const secondDue = m.register('second_due_q', 1, {
    reset: 0,
    doc: 'whose turn it is: 0 first party, 1 second party',
  });
  const only = m.wire('one_request_could', requestCould.and(twoRequestsCould.not()));
  const left =
    reserve === undefined
      ? only
      : m.wire(
          'left_to_request',
          choose(requestCould, only, returnUnderWay.and(reserve)),
          'when it is its turn',
        );
  const secondMustWait = m.wire('second_waits_turn', firstWaits.and(secondDue.not(), left, ...full));
  if (reserve === undefined) m.wire('unused_return_under_way', returnUnderWay);
  // A request that respects the reserve leaves an entry to a return anyway.
  const turns = secondWaits.and(secondDue, only, ...full);
  const firstMustWait = m.wire('first_waits_turn', reserve === undefined ? turns : turns.and(reserve.not()));
  return {
    secondDue,
    firstMustWait,
    secondMustWait,
    /** The turn goes to a party that saw the other served. */
    follow({ firstTakes, firstAsks, secondTakes, secondAsks }: TurnGrants): void {
      m.clocked('turn_register', [
        when(firstTakes.and(secondAsks), [set(secondDue, 1)]).elseWhen(secondTakes.and(firstAsks), [
          set(secondDue, 0),
        ]),
      ]);
    },
  };
}

/** The turns of the two parties of an area in which each has an allocation circuit that searches. */
export const allocationTurn = shared((sizes: Sizes) => {
  const { entries } = sizes;
  const side = {
    waits: input(1, 'a message of the party has no buffer yet'),
    allocated: input(1, 'the party gets a buffer'),
    must_wait: output(1, 'a probe of the party takes no entry: it is the turn of the other'),
  };
  return defineModule({
    name: 'baton_allocation_turn',
    summary: 'has the two parties of an area take turns where each searches for itself.',
    timing: ['Combinational, for the probes that take effect in the same cycle.'],
    notes: turnNotes(sizes),
    ports: {
      ...clockAndReset(),
      ...group('control area', {
        flags: input(entries, 'free entries that may be allocated'),
        return_under_way: input(1, 'the circuits have a return in the area'),
        ...onlyIf(addsMemory(sizes), () => ({ room: input(1, 'entries can be added') })),
      }),
      ...group('settings', reserveSetting(sizes)),
      ...prefixed('first', 'first party: requests', side),
      ...prefixed('second', 'second party: returns', side),
    },
    build(m, io) {
      const withoutLowest = (name: string, flags: Expression) => m.wire(name, flags.and(flags.minus(1)));
      const second = withoutLowest('besides_one', io.flags);
      const reserve = 'reserve' in io ? io.reserve : undefined;
      const besides = { none: io.flags.any(), one: second.any() };
      const atLeast = (free: Expression, oneMore: () => Expression) =>
        reserve === undefined ? free : choose(reserve, oneMore(), free);
      const turn = describeTurn(m, {
        firstWaits: io.first_waits,
        secondWaits: io.second_waits,
        requestCould: m.wire(
          'request_could',
          atLeast(besides.none, () => besides.one),
        ),
        twoRequestsCould: m.wire(
          'two_requests_could',
          atLeast(besides.one, () => withoutLowest('besides_two', second).any()),
        ),
        returnUnderWay: io.return_under_way,
        reserve,
        ...onlyIf(addsMemory(sizes), () => ({ room: io.room })),
      });
      m.assign(io.first_must_wait, turn.firstMustWait);
      m.assign(io.second_must_wait, turn.secondMustWait);
      turn.follow({
        firstTakes: io.first_allocated,
        firstAsks: io.first_waits,
        secondTakes: io.second_allocated,
        secondAsks: io.second_waits,
      });
    },
  });
});
