// SPDX-License-Identifier: Apache-2.0
import {
  clockAndReset,
  defineModule,
  input,
  literal,
  output,
  select,
  set,
  when,
} from '../../language/index.ts';

export const cases = defineModule({
  name: 'golden_cases',
  summary: 'a state machine in two processes, and a decoder.',
  timing: ['start is seen in cycle t, busy is high from cycle t + 1 until the cycle after done.'],
  ports: {
    ...clockAndReset(),
    start: input(1, ''),
    done: input(1, ''),
    digit: input(3, 'what to decode'),
    busy: output(1, ''),
    segments: output(4, ''),
  },
  build(m, io) {
    const idle = m.constant('STATE_IDLE', 2, 0, 'waits for start');
    const working = m.constant('STATE_WORKING', 2, 1, 'waits for done');
    const resting = m.constant('STATE_RESTING', 2, 2);
    const state = m.register('state_q', 2, { reset: idle });
    const next = m.variable('state_d', 2);
    const segments = m.variable('segments_d', 4);
    m.combinational(
      'next_state',
      [set(next, state)],
      [
        select(
          state,
          [
            {
              label: idle,
              comment: 'Nothing to do until start.',
              body: [when(io.start, [set(next, working)])],
            },
            {
              label: working,
              comment: 'The work takes as long as it takes.',
              body: [when(io.done, [set(next, resting)])],
            },
          ],
          [set(next, idle)],
          'Rest for one cycle.',
        ),
      ],
    );
    m.clocked('state_register', [set(state, next)]);
    m.combinational(
      'decoder',
      [set(segments, 0)],
      [
        select(
          io.digit,
          [
            { label: literal(0, 3), body: [set(segments, literal(0b0111, 4, 'hexadecimal'))] },
            { label: literal(5, 3), body: [set(segments, 5)] },
          ],
          [],
        ),
      ],
    );
    m.assign(io.busy, state.eq(working));
    m.assign(io.segments, segments);
  },
});
