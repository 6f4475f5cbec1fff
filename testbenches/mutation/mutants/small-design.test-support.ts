// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  clockAndReset,
  defineModule,
  elaborateDesign,
  input,
  output,
  select,
  set,
  when,
} from '../../../hdl-gen/language/index.ts';
import type { Mutant } from './draw-mutants.ts';
import { sitesOf } from './map-expressions.ts';

/** Counts 0, 1, 2 and never reaches 3. */
const counter = defineModule({
  name: 'small_counter',
  summary: 'counts to two.',
  timing: ['One step a cycle.'],
  ports: {
    ...clockAndReset(),
    step: input(1, ''),
    value: output(2, ''),
    is_three: output(1, ''),
  },
  build(m, io) {
    const count = m.register('count_q', 2, { reset: 0 });
    const last = m.wire('is_last', count.eq(2));
    m.clocked('counting', [when(io.step, [set(count, choose(last, count.minus(count), count.plus(1)))])]);
    m.assign(io.value, count);
    m.assign(io.is_three, count.eq(3));
  },
});

/** Two counters that always say the same, a case that goes round, and a sample that counts once it is taken. */
const top = defineModule({
  name: 'small_top',
  summary: 'two counters.',
  timing: ['As the counters.'],
  ports: {
    ...clockAndReset(),
    step: input(1, ''),
    low: output(2, ''),
    high: output(2, ''),
    phase: output(2, ''),
    never: output(1, ''),
    stepped: output(1, ''),
  },
  build(m, io) {
    const low = m.instance('u_low', counter, { step: io.step });
    const step = m.wire('high_step', io.step.and(low.is_three.not()));
    const high = m.instance('u_high', counter, { step });
    const phase = m.register('phase_q', 2, { reset: 0 });
    m.clocked('phases', [
      select(
        phase,
        [
          { label: m.constant('PHASE_A', 2, 0), body: [set(phase, 1)] },
          { label: m.constant('PHASE_B', 2, 1), body: [set(phase, 2)] },
        ],
        [set(phase, 0)],
      ),
    ]);
    const isSampled = m.register('is_sampled_q', 1, { reset: 0 });
    const sample = m.register('sample_q', 1, { reset: 0 });
    m.clocked('sampling', [set(isSampled, 1), set(sample, io.step)]);
    m.assign(io.stepped, isSampled.and(sample));
    m.assign(io.low, low.value);
    m.assign(io.high, high.value);
    m.assign(io.phase, phase);
    m.assign(io.never, high.is_three);
  },
});

/** The modules of a small design, leaves first. */
export function smallDesign() {
  return elaborateDesign(top);
}

/** A mutant of the small design: what stands at a place is exchanged. */
export function mutantAt(
  trees: ReturnType<typeof smallDesign>,
  module: string,
  place: string,
  change: (before: Mutant['before']) => Mutant['after'],
): Mutant {
  const tree = trees.find(({ definition }) => definition.name === module)!;
  const { site, expression } = sitesOf(tree).find((found) => found.site.place === place)!;
  return {
    id: 1,
    module,
    kind: 'wrong driver',
    site,
    rule: 'exchanged',
    fault: 0,
    before: expression,
    after: change(expression),
  };
}
