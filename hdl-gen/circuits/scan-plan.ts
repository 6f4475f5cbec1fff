// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  type Expression,
  literal,
  type ModuleBuilder,
  type PortSignals,
  type Register,
  type Signal,
  set,
  when,
} from '../language/index.ts';
import type { supplyPorts } from './memory-supply.ts';
import type { Sizes } from './sizes.ts';

/** The search of Fig. 6 between two probes, and what is known of the probe that takes effect. */
export interface Search {
  readonly busy: Register;
  readonly entry: Register;
  readonly counter: Register;
  readonly io: PortSignals<ReturnType<typeof supplyPorts>> & {
    readonly flags: Signal;
    readonly count: Signal;
    readonly second_count: Signal;
    readonly unfilled: Signal;
    readonly reserve: Signal;
    readonly must_wait: Signal;
    readonly wants: Signal;
    readonly taken: Signal;
    readonly continued: Signal;
    readonly probes: Signal;
    readonly old_flag: Signal;
    readonly grown: Signal;
  };
}

/** How a search begins, goes on and ends. */
export interface SearchPlan {
  readonly offered: Expression;
  readonly exhausted: Expression;
  readonly entry: Expression;
  readonly continues: Expression;
  readonly permit: Signal;
  /** There is an entry for the party, or one can be added for it. */
  readonly servable: Expression;
  readonly ends: Signal;
  readonly steps: ReturnType<typeof when>;
}

/** The steps of a search, with the memory that the configuration adds or does not add. */
export function planSearch(m: ModuleBuilder, sizes: Sizes, search: Search): SearchPlan {
  const { memory, noBuffer } = sizes.configuration;
  if (memory === 'on-demand') return growingPlan(m, sizes, search);
  return noBuffer === 'second-area' ? secondAreaPlan(m, sizes, search) : fixedPlan(m, sizes, search);
}

const begin = ({ busy, entry, counter, io }: Search) => [
  set(busy, 1),
  set(entry, 1),
  set(counter, io.count.minus(1)),
];
const advance = ({ entry, counter }: Search) => [set(entry, entry.plus(1)), set(counter, counter.minus(1))];

function fixedPlan(m: ModuleBuilder, { entryBits }: Sizes, search: Search): SearchPlan {
  const { busy, entry, counter, io } = search;
  const anotherFree = describeAnotherFree(m, io.flags);
  const permit = m.wire('may_take', io.reserve.not().or(anotherFree).and(io.must_wait.not()));
  const ends = m.wire('ends', io.probes.and(counter.eq(0).or(io.old_flag.and(permit))));
  return {
    permit,
    ends,
    servable: choose(io.reserve, anotherFree, io.flags.any()),
    offered: busy.not().and(io.count.ne(0)),
    exhausted: busy.not().and(io.count.eq(0)),
    entry: choose(busy, entry, literal(0, entryBits)),
    continues: busy.and(ends.not(), counter.ne(0)),
    steps: when(io.taken, begin(search), 'step 602')
      .elseWhen(ends, [set(busy, 0)])
      .elseWhen(io.continued, advance(search), 'step 616'),
  };
}

function secondAreaPlan(m: ModuleBuilder, sizes: Sizes, search: Search): SearchPlan {
  const { entryBits, configuration } = sizes;
  const { busy, entry, counter, io } = search;
  const second = m.register('in_second_q', 1, { reset: 0, doc: 'the search is in the second area' });
  const anotherFree = describeAnotherFree(m, io.flags);
  const permit = m.wire('may_take', io.reserve.not().or(anotherFree, io.room).and(io.must_wait.not()));
  const atEnd = m.wire('at_end', counter.eq(0));
  const last = m.wire('no_more_areas', second.or(io.second_count.eq(0)));
  const ends = m.wire('ends', io.probes.and(io.old_flag.and(permit).or(atEnd.and(last))));
  m.assign(io.needed, second.and(io.unfilled));
  return {
    permit,
    ends,
    servable: choose(io.reserve, anotherFree, io.flags.any()).or(io.room),
    offered: busy.not().and(io.count.ne(0)),
    exhausted: busy.not().and(io.count.eq(0)),
    entry: choose(busy, entry, literal(0, entryBits)),
    continues: busy.and(ends.not(), atEnd.not(), second.and(io.unfilled).not()),
    steps: when(io.taken, [...begin(search), set(second, 0)], 'step 602')
      .elseWhen(ends, [set(busy, 0), set(second, 0)])
      .elseWhen(
        io.probes.and(atEnd),
        [set(second, 1), set(entry, configuration.buffers), set(counter, io.second_count)],
        'step 610 in the first area: step 602 in the second',
      )
      .elseWhen(io.continued, advance(search), 'step 616'),
  };
}

function growingPlan(m: ModuleBuilder, { entryBits, configuration }: Sizes, search: Search): SearchPlan {
  const reserve = configuration.reserveForReturn > 0;
  const { busy, entry, counter, io } = search;
  const growing = m.register('growing_q', 1, { reset: 0, doc: 'all entries were probed: a new one is due' });
  const mayGrow = m.wire(
    'may_grow',
    reserve ? io.room.and(io.reserve.not().or(io.last.not(), io.flags.any())) : io.room,
    reserve ? 'a return finds a free entry or can have a new one afterwards' : '',
  );
  const anotherFree = describeAnotherFree(m, io.flags);
  const permit = m.wire(
    'may_take',
    io.reserve.not().or(anotherFree, io.room).and(io.must_wait.not()).or(io.grown),
  );
  const finds = m.wire('finds', io.grown.or(io.probes.and(io.old_flag, permit)));
  const fails = m.wire('fails', io.probes.and(counter.eq(0), finds.not()));
  const ends = m.wire('ends', finds.or(fails.and(mayGrow.not())));
  const nothing = m.wire('nothing_there', busy.not().and(io.count.eq(0)));
  const due = m.wire('new_due', growing.or(nothing));
  const ready = m.wire('new_ready', io.prepared.and(mayGrow));
  m.assign(io.needed, mayGrow.and(growing.or(nothing.and(io.wants))));
  m.assign(io.grows, due);
  return {
    permit,
    ends,
    servable: choose(io.reserve, anotherFree, io.flags.any()).or(mayGrow),
    offered: busy.not().and(io.count.ne(0).or(ready)),
    exhausted: nothing.and(mayGrow.not()),
    entry: choose(due, io.next_entry, choose(busy, entry, literal(0, entryBits))),
    continues: busy.and(ends.not(), choose(growing, ready, counter.ne(0))),
    steps: when(io.taken, begin(search), 'step 602')
      .elseWhen(ends, [set(busy, 0)])
      .elseWhen(fails, [set(growing, 1)], 'step 610: instead of it a new entry')
      .elseWhen(io.continued, [set(growing, 0), ...advance(search)], 'step 616')
      .elseWhen(
        growing.and(mayGrow.not()),
        [set(growing, 0), set(entry, 0), set(counter, io.count)],
        'somebody else took the last new entry: search again',
      ),
  };
}

function describeAnotherFree(m: ModuleBuilder, flags: Signal): Signal {
  return m.wire('another_free', flags.and(flags.minus(1)).any(), 'at least two entries are free');
}
