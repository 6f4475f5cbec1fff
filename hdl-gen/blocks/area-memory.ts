// SPDX-License-Identifier: Apache-2.0
import { growth } from '../circuits/growth.ts';
import { firstUsePorts, initialization } from '../circuits/initialization.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { addsMemory } from '../circuits/provisioned.ts';
import type { limitPort } from '../circuits/run-time-settings.ts';
import { secondArea } from '../circuits/second-area.ts';
import type { Sizes } from '../circuits/sizes.ts';
import {
  choose,
  concat,
  type Expression,
  type ModuleBuilder,
  type PortSignals,
  type Signal,
} from '../language/index.ts';
import { limitMask } from '../primitives/limit-mask.ts';
import { signalsOf } from './connect.ts';

/** The control words of an area that are not pointers, and what follows from them and from the limit. */
export function describeWords(m: ModuleBuilder, sizes: Sizes, limit: Signal) {
  const { entries, bufferCount, countBits, configuration } = sizes;
  const { buffers, noBuffer } = configuration;
  const flags = m.declare('all_flags', entries, 'A[1], A[3], ...: 1 free');
  const count = m.declare('count', countBits, 'A[0]');
  const { within_limit } = m.instance('u_limit', limitMask('baton_buffer_limit', entries, bufferCount), {
    limit,
  });
  const offer = (usable: Expression) =>
    m.wire('offerable', usable.and(within_limit), 'free entries that may be allocated');
  if (noBuffer !== 'second-area') {
    const inRange = m.wire('count_in_range', count.le(buffers), 'steps 604 and 704');
    const provisioned = onlyIf(addsMemory(sizes), () => ({ provisioned: count }));
    return {
      flags,
      count,
      inRange,
      provisioned,
      offerable: offer(flags),
      supply: {},
      second: {},
      unfilled: undefined,
    };
  }
  const second = m.declare('second_count', countBits, 'A[0] of the second area');
  const inRange = m.wire('count_in_range', count.le(buffers).and(second.le(buffers)), 'steps 604 and 704');
  const provisioned = m.wire('entries_with_buffer', count.plus(second), 'of both areas');
  const unfilled = m.wire('second_unfilled', second.eq(0), 'the second area is not filled yet');
  const room = m.wire(
    'room',
    unfilled.and(within_limit.bit(buffers)),
    'it can be filled: the limit is beyond the first',
  );
  const usable = m.wire(
    'usable_flags',
    concat(
      flags.slice(2 * buffers - 1, buffers).and(unfilled.not().replicate(buffers)),
      flags.slice(buffers - 1, 0),
    ),
    'nothing of the second area is taken before all of it is there',
  );
  return {
    flags,
    count,
    inRange,
    provisioned: { provisioned },
    offerable: offer(usable),
    supply: { room },
    second: { second_count: second },
    unfilled,
  };
}

/** How many entries a search that begins now examines: A[0], or the limit if that is lower. */
export function describeExamined(
  m: ModuleBuilder,
  sizes: Sizes,
  limit: Signal,
  words: Words,
): { readonly count: Signal; readonly second_count: Signal; readonly unfilled: Signal } {
  const { countBits, configuration } = sizes;
  const { buffers } = configuration;
  const { unfilled } = words;
  const most = m.wire('examined_limit', limit.extend(countBits));
  const count = m.wire('examined', choose(words.count.gt(most), most, words.count), 'entries to examine');
  // Without a second area the circuit has no ports for it.
  if (unfilled === undefined) return { count } as never;
  const second = m.wire(
    'examined_second',
    choose(most.gt(buffers), most.minus(buffers), 0),
    'entries of the second area to examine',
  );
  return { count, second_count: second, unfilled };
}

/** The swaps of a party that may take new entries: accepted, and in effect one cycle later. */
export interface GrowingPort {
  readonly allocation_taken: Signal;
  /** Only where allocations search. */
  readonly allocation_continued: Signal | undefined;
  readonly allocation_grown: Signal;
}

/** What gives the entries of an area their buffers, and what the rest of the area connects to it. */
interface AreaMemory {
  readonly ready: Signal;
  /** An entry is written in this cycle, with its pointer. */
  readonly writes: Signal;
  readonly entry: Signal;
  readonly pointer: Signal;
  readonly writesCount: Signal;
  /** What the control words are connected to besides. */
  readonly second: { readonly initialize_second_count: Signal };
  /** What allocation circuits see of memory that can be added. */
  readonly supply: {
    readonly room: Signal;
    readonly last: Signal;
    readonly prepared: Signal;
    readonly next_entry: Signal;
  };
  /** Joins what allocation circuits and control ports say once they are there: who needs more, and who takes a new entry. */
  connect(
    sources: readonly {
      readonly needed: Signal;
      readonly grows: Signal;
      readonly ports: readonly GrowingPort[];
    }[],
  ): void;
}

/** What starts process 800, and the limit that may change at any time. */
type Given = PortSignals<ReturnType<typeof firstUsePorts> & ReturnType<typeof limitPort>>;
type Words = ReturnType<typeof describeWords>;

/** Describes where the buffers of an area come from: all at once, one by one, or half of them when they are needed. */
export function describeMemory(m: ModuleBuilder, sizes: Sizes, io: Given, words: Words): AreaMemory {
  const { memory, noBuffer } = sizes.configuration;
  const trigger = signalsOf(io, firstUsePorts(sizes));
  if (memory === 'on-demand') return describeGrowth(m, sizes, { ...trigger, limit: io.limit });
  const fill = m.instance('u_initialization', initialization(sizes), trigger);
  const { ready, write_entry: writes, entry, pointer, write_count: writesCount } = fill;
  const nothing = {} as never;
  const first = {
    ready,
    writes,
    entry,
    pointer,
    writesCount,
    second: nothing,
    supply: nothing,
    connect() {},
  };
  return noBuffer === 'second-area' ? { ...first, ...describeSecondArea(m, sizes, first, words) } : first;
}

function describeSecondArea(
  m: ModuleBuilder,
  sizes: Sizes,
  first: Pick<AreaMemory, 'ready' | 'writes' | 'entry' | 'pointer'>,
  words: Words,
) {
  const needed = m.declare('second_needed', 1, 'the first area has nothing free');
  const fill = m.instance('u_second_area', secondArea(sizes), { needed });
  const pick = (name: string, second: Signal, own: Signal) => m.wire(name, choose(first.ready, second, own));
  return {
    writes: m.wire('writes_entry', first.writes.or(fill.write_entry)),
    entry: pick('written_entry', fill.entry, first.entry),
    pointer: pick('written_pointer', fill.pointer, first.pointer),
    second: { initialize_second_count: fill.write_count },
    supply: words.supply as AreaMemory['supply'],
    connect: (sources: Parameters<AreaMemory['connect']>[0]) =>
      m.assign(needed, anyOf(sources.map((source) => source.needed))),
  };
}

function describeGrowth(m: ModuleBuilder, sizes: Sizes, given: Given): AreaMemory {
  const needed = m.declare('new_needed', 1, 'an allocation finds nothing free');
  const taken = m.declare('new_taken', 1, 'it takes the new entry');
  const counted = m.declare('new_counted', 1, 'the new entry is allocated: A[0] grows');
  const grown = m.instance('u_growth', growth(sizes), { ...given, needed, taken });
  const { ready, write_entry: writes, entry, pointer, room, last, prepared } = grown;
  return {
    ready,
    writes,
    entry,
    pointer,
    writesCount: counted,
    second: {} as never,
    supply: {
      room,
      prepared,
      next_entry: entry,
      ...onlyIf(sizes.configuration.reserveForReturn > 0, () => ({ last })),
    },
    connect(sources) {
      m.assign(needed, anyOf(sources.map((source) => source.needed)));
      m.assign(
        taken,
        anyOf(
          sources.map(({ grows, ports }) =>
            grows.and(
              anyOf(
                ports.flatMap(({ allocation_taken: begins, allocation_continued: goesOn }) =>
                  goesOn === undefined ? [begins] : [begins, goesOn],
                ),
              ),
            ),
          ),
        ),
      );
      m.assign(counted, anyOf(sources.flatMap(({ ports }) => ports.map((port) => port.allocation_grown))));
    },
  };
}

function anyOf([first, ...others]: readonly Expression[]): Expression {
  return first!.or(...others);
}
