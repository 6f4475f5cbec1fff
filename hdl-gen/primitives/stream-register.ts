// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  clockAndReset,
  defineModule,
  group,
  input,
  literal,
  output,
  parameter,
  set,
  when,
} from '../language/index.ts';

const width = parameter('WIDTH', 8, 'bits of one beat');

/** A register slice that cuts the path from the consumer's ready to the producer's ready. */
export const streamRegister = defineModule({
  name: 'baton_stream_register',
  summary: "registers a ready/valid stream at full rate; the producer's ready depends on registers only.",
  timing: [
    'A beat accepted in cycle t is offered in cycle t + 1; one beat per cycle is sustained.',
    'While the consumer stalls one more beat is kept, and the producer is stopped one cycle later.',
  ],
  parameters: [width],
  ports: {
    ...clockAndReset(),
    ...group('producer', {
      in_valid: input(1, ''),
      in_ready: output(1, ''),
      in_data: input(width, ''),
    }),
    ...group('consumer', {
      out_valid: output(1, ''),
      out_ready: input(1, ''),
      out_data: output(width, 'zero while out_valid is low'),
    }),
  },
  build(m, io) {
    const mainValid = m.register('main_valid_q', 1, { reset: 0, doc: 'a beat is on offer' });
    const mainData = m.register('main_data_q', width, { reset: 0 });
    const spareValid = m.register('spare_valid_q', 1, {
      reset: 0,
      doc: 'a beat arrived while the offer was stalled',
    });
    const spareData = m.register('spare_data_q', width, { reset: 0 });
    const accept = m.wire('accept', io.in_valid.and(spareValid.not()));
    const advance = m.wire('advance', io.out_ready.or(mainValid.not()));
    m.assign(io.in_ready, spareValid.not());
    m.assign(io.out_valid, mainValid);
    m.assign(io.out_data, mainData);
    m.clocked('main_register', [
      when(advance, [
        set(mainValid, accept.or(spareValid)),
        set(mainData, choose(spareValid, spareData, choose(accept, io.in_data, literal(0, width)))),
      ]),
    ]);
    m.clocked('spare_register', [
      when(advance, [set(spareValid, 0)]).elseWhen(accept, [set(spareValid, 1), set(spareData, io.in_data)]),
    ]);
  },
});
