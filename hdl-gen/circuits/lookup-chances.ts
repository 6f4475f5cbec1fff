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
  /** Requests leave the last entry to a return; undefined where none is kept at all. */
  readonly reserve: Signal | undefined;
  readonly io: PortSignals<ReturnType<typeof supplyPorts>> & {
    readonly first_wants: Signal;
    readonly second_wants: Signal;
  };
}

/** One expression for each party of an area. */
interface BothParties {
  readonly first: Expression;
  readonly second: Expression;
}

/** Whether each party could be served now, and which entry is meant. */
export interface Chances {
  readonly first: Signal;
  readonly second: Signal;
  entry(onOffer: Signal): Expression;
  /** There is an entry for the party, or one can be added for it. */
  readonly servable: BothParties;
  /** Nothing is left for a party as things stand. */
  describeExhausted(): BothParties;
}

/** Who can get an entry, with the memory that the configuration adds or does not add. */
export function describeChances(m: ModuleBuilder, sizes: Sizes, state: LookupState): Chances {
  const { memory, noBuffer } = sizes.configuration;
  if (memory === 'on-demand') return growingChances(m, state);
  return noBuffer === 'second-area' ? secondAreaChances(m, state) : fixedChances(m, state);
}

/** What a request needs, and what it needs besides while the last entry is kept for a return. */
function leaving(reserve: Signal | undefined, needs: Signal, besides: () => Expression): Expression {
  return reserve === undefined ? needs : needs.and(besides().or(reserve.not()));
}

function fixedChances(m: ModuleBuilder, { offerValid, next, reserve }: LookupState): Chances {
  const first = m.wire(
    'first_could',
    leaving(reserve, offerValid, () => next.found),
    reserve === undefined ? '' : 'another entry stays free for a return',
  );
  return {
    first,
    second: offerValid,
    entry: (onOffer) => onOffer,
    servable: { first, second: offerValid },
    describeExhausted() {
      const none = m.wire('none_free', offerValid.or(next.found).not());
      return { first: reserve === undefined ? none : choose(reserve, next.found.not(), none), second: none };
    },
  };
}

function secondAreaChances(m: ModuleBuilder, { offerValid, next, reserve, io }: LookupState): Chances {
  const none = m.wire('none_free', offerValid.or(next.found).not());
  const exhausted = m.wire('nothing_left', none.and(io.room.not()));
  m.assign(io.needed, none.and(io.room, io.first_wants.or(io.second_wants)));
  const first = m.wire(
    'first_could',
    leaving(reserve, offerValid, () => next.found.or(io.room)),
    reserve === undefined ? '' : 'another entry stays free for a return, or can be added',
  );
  return {
    first,
    second: offerValid,
    entry: (onOffer) => onOffer,
    servable: { first: first.or(io.room), second: offerValid.or(io.room) },
    describeExhausted: () => ({
      first: reserve === undefined ? exhausted : choose(reserve, next.found.or(io.room).not(), exhausted),
      second: exhausted,
    }),
  };
}

function growingChances(m: ModuleBuilder, { offerValid, next, reserve, io }: LookupState): Chances {
  const none = m.wire('none_free', offerValid.or(next.found).not());
  const exhausted = m.wire('nothing_left', none.and(io.room.not()));
  const mayGrow = m.wire(
    'first_may_grow',
    leaving(reserve, io.room, () => io.last.not()),
    reserve === undefined ? '' : 'the last entry without a buffer is kept for a return',
  );
  const wanted = m.wire('new_wanted', io.first_wants.and(mayGrow).or(io.second_wants.and(io.room)));
  const fresh = m.wire('new_on_offer', none.and(io.prepared));
  const found = m.wire(
    'first_finds',
    leaving(reserve, offerValid, () => next.found.or(io.room)),
    reserve === undefined ? '' : 'another entry stays free for a return, or can be added',
  );
  m.assign(io.needed, none.and(wanted));
  m.assign(io.grows, fresh);
  const first = m.wire('first_could', found.or(fresh.and(mayGrow)));
  return {
    first,
    second: m.wire('second_could', offerValid.or(fresh)),
    entry: (onOffer) => choose(fresh, io.next_entry, onOffer),
    servable: { first: first.or(mayGrow), second: offerValid.or(io.room) },
    describeExhausted: () => ({
      first:
        reserve === undefined
          ? exhausted
          : choose(
              reserve,
              choose(offerValid, next.found.or(io.room), next.found.or(mayGrow)).not(),
              exhausted,
            ),
      second: exhausted,
    }),
  };
}
