// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, input, literal, output } from '../../language/index.ts';
import { cases } from './design-cases.ts';
import { parameters } from './design-parameters.ts';

export const instances = defineModule({
  name: 'golden_instances',
  summary: 'instances with and without parameters.',
  timing: ['See the modules inside.'],
  ports: {
    ...clockAndReset(),
    start: input(1, ''),
    word: input(16, ''),
    count: output(8, ''),
    busy: output(1, ''),
  },
  build(m, io) {
    m.comment('The decoder inside is not needed.');
    const { busy } = m.instance('u_machine', cases, {
      start: io.start,
      done: io.word.bit(15),
      digit: literal(7, 3),
      segments: m.declare('unused_segments', 4),
    });
    m.comment('The counter is reset by a start too.');
    const counter = m.instance(
      'u_counter',
      parameters,
      { step: busy, clear: 0, word: io.word, count: io.count, enables: literal(1, 2) },
      { WIDTH: 8, LANES: 2 },
      m.wire('counter_reset', io.rst.or(io.start)),
    );
    m.assign(io.busy, busy.and(counter.is_zero.not(), counter.masked.any()));
  },
});
