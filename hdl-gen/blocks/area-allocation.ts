// SPDX-License-Identifier: Apache-2.0
import { allocationLookup } from '../circuits/allocation-lookup.ts';
import { allocationScan } from '../circuits/allocation-scan.ts';
import { allocationTurn } from '../circuits/allocation-turn.ts';
import { searches, takesNewEntries } from '../circuits/control-port-ports.ts';
import { asksWhatIsLeft } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { type Both, both, type Party, parties } from '../circuits/parties.ts';
import { addsMemory } from '../circuits/provisioned.ts';
import { takesBack } from '../circuits/reclaiming.ts';
import type { Sizes } from '../circuits/sizes.ts';
import type { ModuleBuilder, Signal } from '../language/index.ts';
import { describeExamined, type Words } from './area-control-words.ts';
import type { AreaMemory } from './area-memory.ts';
import type { ControlPort, OperationWires } from './area-operations.ts';
import type { AreaSignals } from './area-ports.ts';

/** What allocations depend on. */
export interface AllocationSources {
  readonly words: Words;
  readonly supplied: AreaMemory;
  readonly wires: Both<OperationWires>;
  readonly port: Both<ControlPort>;
  /** The circuits of the party have a message that is to get a buffer. */
  readonly waits: Both<Signal>;
  readonly returnUnderWay: Signal<'wire'>;
}

/** There is an entry for the party; only where something is counted. */
export type Available = Readonly<Partial<Record<Party, Signal | undefined>>>;

/** Describes which free entry an allocation gets: a search for each party, or one circuit that offers an entry to both. */
export function describeAllocation(
  m: ModuleBuilder,
  sizes: Sizes,
  io: AreaSignals,
  sources: AllocationSources,
): Available {
  return searches(sizes) ? describeSearches(m, sizes, io, sources) : describeOffer(m, sizes, io, sources);
}

function describeSearches(
  m: ModuleBuilder,
  sizes: Sizes,
  io: AreaSignals,
  { words, supplied, wires, port, waits, returnUnderWay }: AllocationSources,
): Available {
  const mustWait = both((party) => m.declare(`${party}_must_wait`, 1));
  m.instance('u_turn', allocationTurn(sizes), {
    flags: words.offerable,
    ...onlyIf(addsMemory(sizes), () => ({ room: supplied.supply.room })),
    return_under_way: returnUnderWay,
    ...('reserve' in io ? { reserve: io.reserve } : {}),
    first_waits: waits.first,
    first_allocated: port.first.effect_allocated,
    first_must_wait: mustWait.first,
    second_waits: waits.second,
    second_allocated: port.second.effect_allocated,
    second_must_wait: mustWait.second,
  });
  const examined = describeExamined(m, sizes, io.limit, words);
  const reserve = 'reserve' in io ? io.reserve : 0;
  const search = both((party) => {
    const own = wires[party];
    return m.instance(`u_${party}_allocation`, allocationScan(sizes), {
      flags: words.offerable,
      ...examined,
      ...supplied.supply,
      ...onlyIf(takesNewEntries(sizes), () => ({
        grows: own.grows,
        wants: port[party].allocation_wants,
        grown: port[party].allocation_grown,
      })),
      reserve: party === 'first' ? reserve : 0,
      must_wait: mustWait[party],
      offered: own.offered,
      ...onlyIf(asksWhatIsLeft(sizes), () => ({ exhausted: own.exhausted })),
      taken: port[party].allocation_taken,
      entry: own.allocationEntry,
      continued: port[party].allocation_continued,
      ...onlyIf(takesBack(sizes), () => ({ searching: io[`${party}_searching`] })),
      probes: port[party].allocation_probes,
      old_flag: own.oldFlag,
      ...own.search,
    });
  });
  supplied.connect(
    parties.map((party) => {
      const { needed, grows } = search[party];
      return { needed, grows, ports: [port[party]] };
    }),
  );
  return both((party) => ('servable' in search[party] ? (search[party].servable as Signal) : undefined));
}

function describeOffer(
  m: ModuleBuilder,
  sizes: Sizes,
  io: AreaSignals,
  { words, supplied, wires, port, waits, returnUnderWay }: AllocationSources,
): Available {
  const offer = m.instance('u_allocation', allocationLookup(sizes), {
    flags: words.offerable,
    ...supplied.supply,
    return_under_way: returnUnderWay,
    ...('reserve' in io ? { reserve: io.reserve } : {}),
    first_waits: waits.first,
    first_wants: port.first.allocation_wants,
    first_offered: wires.first.offered,
    first_taken: port.first.allocation_taken,
    second_waits: waits.second,
    second_wants: port.second.allocation_wants,
    second_offered: wires.second.offered,
    ...onlyIf(asksWhatIsLeft(sizes), () => ({
      first_exhausted: wires.first.exhausted,
      second_exhausted: wires.second.exhausted,
    })),
    second_taken: port.second.allocation_taken,
  });
  for (const party of parties) {
    m.assign(wires[party].allocationEntry, offer.entry);
    if (takesNewEntries(sizes)) m.assign(wires[party].grows, offer.grows);
  }
  supplied.connect([{ needed: offer.needed, grows: offer.grows, ports: [port.first, port.second] }]);
  return both((party) => (offer as Readonly<Record<string, Signal>>)[`${party}_servable`]);
}
