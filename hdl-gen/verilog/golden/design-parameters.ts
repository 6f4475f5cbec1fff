// SPDX-License-Identifier: Apache-2.0
import {
  clockAndReset,
  defineModule,
  input,
  output,
  parameter,
  set,
  times,
  when,
} from '../../language/index.ts';

const width = parameter('WIDTH', 8, 'bits of the counter');
const lanes = parameter(
  'LANES',
  2,
  'counters that fit into a word, each of WIDTH bits, one beside the other',
);

export const parameters = defineModule({
  name: 'golden_parameters',
  summary: 'a counter whose width is a parameter.',
  timing: ['The count changes one cycle after step.'],
  parameters: [width, lanes],
  ports: {
    ...clockAndReset(),
    step: input(1, ''),
    clear: input(1, ''),
    enables: input(lanes, ''),
    word: input(times(lanes, width), ''),
    count: output(width, ''),
    is_zero: output(1, ''),
    masked: output(times(lanes, width), 'the word, zero while no lane is asked for'),
  },
  build(m, io) {
    const count = m.register('count_q', width, { reset: 1 });
    m.clocked('counter', [when(io.clear, [set(count, 0)]).elseWhen(io.step, [set(count, count.plus(1))])]);
    m.assign(io.count, count);
    m.assign(io.is_zero, count.eq(0).or(count.eq(1).and(io.clear)));
    m.assign(io.masked, io.word.and(io.enables.any().replicate(times(lanes, width))));
  },
});
