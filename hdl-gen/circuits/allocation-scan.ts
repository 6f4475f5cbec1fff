// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, group, input, output } from '../language/index.ts';
import { asksWhatIsLeft } from './levels.ts';
import { servablePort, supplyPorts } from './memory-supply.ts';
import { onlyIf } from './only-if.ts';
import { takesBack } from './reclaiming.ts';
import { planSearch } from './scan-plan.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The allocation circuit that follows Fig. 6 probe by probe; each party has its own. */
export const allocationScan = shared((sizes: Sizes) => {
  const { entries, entryBits, countBits } = sizes;
  const { memory, noBuffer } = sizes.configuration;
  const grows = memory === 'on-demand';
  const hasSecond = noBuffer === 'second-area';
  return defineModule({
    name: 'baton_allocation',
    summary: 'searches a free entry as Fig. 6 does: an atomic swap on each flag in turn until one was 1.',
    claims: 'claim elements 12a, 14a, 19a and 20 el. 2; Fig. 6, steps 602 to 618',
    timing: [
      'One flag per cycle: the first probe is accepted with the allocation, its outcome is known in the next cycle, in which the next probe is accepted.',
      'The search concludes in the effective cycle of the probe that succeeds or of the last one.',
    ],
    notes: [
      'A flag that becomes free behind the search is not seen, as in the flow chart; then NONE is a true answer.',
      'With reserve set, a probe does not take the only free entry: it is kept for a return, so that calls cannot deadlock.',
      'A probe takes no entry while it is the turn of the other party; see baton_allocation_turn.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('control area', {
        flags: input(entries, 'free entries that may be allocated'),
        count: input(countBits, 'A[0] or the limit if that is lower: the number of entries to examine'),
        reserve: input(1, 'the last free entry is not for this party'),
        ...onlyIf(hasSecond, () => ({
          second_count: input(countBits, 'the number of entries of the second area to examine'),
          unfilled: input(1, 'the second area is not filled yet'),
        })),
        must_wait: input(1, 'no free entry is for this party: it is the turn of the other'),
      }),
      ...supplyPorts(sizes),
      ...group('control port', {
        ...onlyIf(grows, () => ({ wants: input(1, 'a search is asked for') })),
        offered: output(1, 'a search may begin'),
        ...onlyIf(asksWhatIsLeft(sizes), () => ({
          exhausted: output(1, 'there is nothing to examine: step 610 at once'),
        })),
        taken: input(1, 'a search begins, its first probe is accepted'),
        entry: output(entryBits, 'the entry to probe: step 613'),
        continues: output(1, 'the next probe is due'),
        continued: input(1, 'the next probe is accepted'),
        ...servablePort(sizes),
        ...onlyIf(takesBack(sizes), () => ({ searching: output(1, 'a search is under way') })),
      }),
      ...group('probe that takes effect', {
        probes: input(1, 'a probe takes effect'),
        old_flag: input(1, 'its flag before the swap'),
        ...onlyIf(grows, () => ({ grown: input(1, 'its entry is a new one') })),
        permit: output(1, 'it may take the entry'),
        concludes: output(1, 'the search ends with it: step 618 or 610'),
      }),
    },
    build(m, io) {
      const busy = m.register('busy_q', 1, { reset: 0, doc: 'a search is under way' });
      const entry = m.register('entry_q', entryBits, {
        reset: 0,
        doc: 'index of Fig. 6: the next entry to probe',
      });
      const counter = m.register('counter_q', countBits, {
        reset: 0,
        doc: 'counter of Fig. 6: entries not yet probed',
      });
      const plan = planSearch(m, sizes, { busy, entry, counter, io });
      m.assign(io.offered, plan.offered);
      if (asksWhatIsLeft(sizes)) m.assign(io.exhausted, plan.exhausted);
      m.assign(io.entry, plan.entry);
      m.assign(io.continues, plan.continues);
      m.assign(io.permit, plan.permit);
      if ('servable' in io) m.assign(io.servable, plan.servable);
      if (takesBack(sizes)) m.assign(io.searching, busy);
      m.assign(io.concludes, plan.ends);
      m.clocked('search', [plan.steps]);
    },
  });
});
