// SPDX-License-Identifier: Apache-2.0
import { atomicSwap } from '../circuits/atomic-swap.ts';
import { controlRam } from '../circuits/control-ram.ts';
import { onlyIf } from '../circuits/only-if.ts';
import type { Both, Party } from '../circuits/parties.ts';
import { addsMemory } from '../circuits/provisioned.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { choose, concat, type Expression, type ModuleBuilder, type Signal } from '../language/index.ts';
import { limitMask } from '../primitives/limit-mask.ts';
import type { AreaMemory } from './area-memory.ts';
import type { ControlPort, OperationWires } from './area-operations.ts';
import { withPrefix } from './connect.ts';

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

export type Words = ReturnType<typeof describeWords>;

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

/** Places the control words, and the swap unit through which both parties reach the flags. */
export function placeControlWords(
  m: ModuleBuilder,
  sizes: Sizes,
  words: Words,
  supplied: AreaMemory,
  wires: Both<OperationWires>,
  port: Both<ControlPort>,
): void {
  const { flags, count } = words;
  const swaps = (party: Party) => ({
    request: port[party].swap_request,
    ready: wires[party].swapReady,
    operation: port[party].swap_operation,
    entry: port[party].swap_entry,
    value: port[party].swap_value,
    permit: port[party].swap_permit,
    old_flag: wires[party].oldFlag,
  });
  const swap = m.instance('u_atomic_swap', atomicSwap(sizes), {
    flags,
    ...withPrefix('first', swaps('first')),
    ...withPrefix('second', swaps('second')),
  });
  m.wire('unused_done', swap.first_done.and(swap.second_done));
  const accesses = (party: Party) => ({
    write: swap[`${party}_write`],
    entry: swap[`${party}_write_entry`],
    flag: swap[`${party}_write_flag`],
    lookup_entry: port[party].swap_entry,
    lookup_pointer: wires[party].entryPointer,
  });
  m.instance('u_control_ram', controlRam(sizes), {
    initialize_count: supplied.writesCount,
    ...supplied.second,
    initialize_entry: supplied.writes,
    initialize_number: supplied.entry,
    initialize_pointer: supplied.pointer,
    ...withPrefix('first', accesses('first')),
    ...withPrefix('second', accesses('second')),
    flags,
    count,
    ...words.second,
  });
}
