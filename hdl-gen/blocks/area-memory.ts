// SPDX-License-Identifier: Apache-2.0
import { growth } from '../circuits/growth.ts';
import { firstUsePorts, initialization } from '../circuits/initialization.ts';
import { onlyIf } from '../circuits/only-if.ts';
import type { limitPort } from '../circuits/run-time-settings.ts';
import { secondArea } from '../circuits/second-area.ts';
import type { Sizes } from '../circuits/sizes.ts';
import {
  choose,
  type Expression,
  type ModuleBuilder,
  type PortSignals,
  type Signal,
} from '../language/index.ts';
import type { Words } from './area-control-words.ts';
import { signalsOf } from './connect.ts';

/** The swaps of a party that may take new entries: accepted, and in effect one cycle later. */
export interface GrowingPort {
  readonly allocation_taken: Signal;
  /** Only where allocations search. */
  readonly allocation_continued: Signal | undefined;
  readonly allocation_grown: Signal;
}

/** What gives the entries of an area their buffers, and what the rest of the area connects to it. */
export interface AreaMemory {
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
