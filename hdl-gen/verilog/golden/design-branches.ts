// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, input, output, set, when } from '../../language/index.ts';

export const branches = defineModule({
  name: 'golden_branches',
  summary: 'conditions, alone and in chains, with and without a reset around them.',
  timing: ['The level follows push and pop one cycle later.'],
  ports: {
    ...clockAndReset(),
    push: input(1, ''),
    pop: input(1, ''),
    mode: input(2, ''),
    data: input(8, ''),
    level: output(4, ''),
    kept: output(8, ''),
    seen: output(1, ''),
    chosen: output(8, ''),
  },
  build(m, io) {
    const level = m.register('level_q', 4, { reset: 0 });
    const seen = m.register('seen_q', 1, { reset: 0 });
    const kept = m.register('kept_q', 8, { reset: 'none' });
    const chosen = m.variable('chosen_d', 8);
    m.clocked('level_register', [
      when(io.push.and(io.pop.not()), [set(level, level.plus(1))], 'one more')
        .elseWhen(io.pop.and(io.push.not()), [set(level, level.minus(1))], 'one less')
        .else([when(io.mode.eq(3), [set(level, 0)])]),
    ]);
    m.clocked('seen_register', [set(seen, io.push.or(io.pop))]);
    m.clocked('kept_register', [when(io.push, [set(kept, io.data)])]);
    m.combinational(
      'choice',
      [set(chosen, io.data)],
      [
        when(io.mode.eq(1), [set(chosen, kept)]).elseWhen(io.mode.eq(2), [
          set(chosen.slice(7, 4), kept.slice(3, 0)),
          set(chosen.slice(3, 0), kept.slice(7, 4)),
        ]),
        when(io.push, [set(chosen.at(level.slice(2, 0)), 1)]),
      ],
    );
    m.assign(io.level, level);
    m.assign(io.kept, kept);
    m.assign(io.seen, seen);
    m.assign(io.chosen, chosen);
  },
});
