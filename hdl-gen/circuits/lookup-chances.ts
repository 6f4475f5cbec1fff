// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  type Expression,
  type ModuleBuilder,
  type PortSignals,
  type Signal,
} from '../language/index.ts';
import type { supplyPorts } from './memory-supply.ts';
import type { Sizes } from './sizes.ts';

/** What an allocation circuit that looks free entries up knows before it decides. */
export interface LookupState {
  readonly offerValid: Signal;
  /** The lowest free entry besides the one on offer. */
  readonly next: { readonly found: Signal };
  readonly io: PortSignals<ReturnType<typeof supplyPorts>> & {
    readonly first_wants: Signal;
    readonly second_wants: Signal;
  };
}

/** Whether each party could be served now, and which entry is meant. */
export interface Chances {
  readonly first: Signal;
  readonly second: Signal;
  entry(onOffer: Signal): Expression;
  /** Nothing is left for a party as things stand. */
  describeExhausted(): { readonly first: Expression; readonly second: Expression };
}

/** Who can get an entry, with the memory that the configuration adds or does not add. */
export function describeChances(m: ModuleBuilder, sizes: Sizes, state: LookupState): Chances {
  const { memory, noBuffer } = sizes.configuration;
  if (memory === 'on-demand') return growingChances(m, sizes, state);
  return noBuffer === 'second-area' ? secondAreaChances(m, sizes, state) : fixedChances(m, sizes, state);
}

function fixedChances(m: ModuleBuilder, sizes: Sizes, { offerValid, next }: LookupState): Chances {
  const reserve = sizes.configuration.reserveForReturn > 0;
  return {
    first: m.wire(
      'first_could',
      reserve ? offerValid.and(next.found) : offerValid,
      reserve ? 'another entry stays free for a return' : '',
    ),
    second: offerValid,
    entry: (onOffer) => onOffer,
    describeExhausted() {
      const none = m.wire('none_free', offerValid.or(next.found).not());
      return { first: reserve ? next.found.not() : none, second: none };
    },
  };
}

function secondAreaChances(m: ModuleBuilder, sizes: Sizes, { offerValid, next, io }: LookupState): Chances {
  const reserve = sizes.configuration.reserveForReturn > 0;
  const none = m.wire('none_free', offerValid.or(next.found).not());
  const exhausted = m.wire('nothing_left', none.and(io.room.not()));
  m.assign(io.needed, none.and(io.room, io.first_wants.or(io.second_wants)));
  return {
    first: m.wire(
      'first_could',
      reserve ? offerValid.and(next.found.or(io.room)) : offerValid,
      reserve ? 'another entry stays free for a return, or can be added' : '',
    ),
    second: offerValid,
    entry: (onOffer) => onOffer,
    describeExhausted: () => ({
      first: reserve ? next.found.or(io.room).not() : exhausted,
      second: exhausted,
    }),
  };
}

function growingChances(m: ModuleBuilder, sizes: Sizes, { offerValid, next, io }: LookupState): Chances {
  const reserve = sizes.configuration.reserveForReturn > 0;
  const none = m.wire('none_free', offerValid.or(next.found).not());
  const exhausted = m.wire('nothing_left', none.and(io.room.not()));
  const mayGrow = m.wire(
    'first_may_grow',
    reserve ? io.room.and(io.last.not()) : io.room,
    reserve ? 'the last entry without a buffer is kept for a return' : '',
  );
  const wanted = m.wire('new_wanted', io.first_wants.and(mayGrow).or(io.second_wants.and(io.room)));
  const fresh = m.wire('new_on_offer', none.and(io.prepared));
  const found = m.wire(
    'first_finds',
    reserve ? offerValid.and(next.found.or(io.room)) : offerValid,
    reserve ? 'another entry stays free for a return, or can be added' : '',
  );
  m.assign(io.needed, none.and(wanted));
  m.assign(io.grows, fresh);
  return {
    first: m.wire('first_could', found.or(fresh.and(mayGrow))),
    second: m.wire('second_could', offerValid.or(fresh)),
    entry: (onOffer) => choose(fresh, io.next_entry, onOffer),
    describeExhausted: () => ({
      first: reserve ? choose(offerValid, next.found.or(io.room), next.found.or(mayGrow)).not() : exhausted,
      second: exhausted,
    }),
  };
}
