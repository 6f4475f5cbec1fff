// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, group, input, output, set } from '../../language/index.ts';

export const comments = defineModule({
  name: 'golden_comments',
  summary:
    'texts of every kind, some of them longer than a line, so that it can be seen where they are broken and whether the following lines begin where they should.',
  claims: 'claim element 1a; Fig. 1',
  timing: [
    'One short sentence.',
    'One sentence that is so long that it does not fit into a line and has to be continued in the next one, indented.',
  ],
  notes: [
    'A line of a comment must never begin with the name of a tool that reads it as an order, like verilator does.',
  ],
  ports: {
    ...clockAndReset(),
    ...group('in', {
      sample: input(
        1,
        'a description that is much too long for the rest of the line and goes on in the next line',
      ),
    }),
    ...group('out', { result: output(1, '') }),
  },
  build(m, io) {
    m.comment(
      'Two registers in a row, because the input may change at any time and a register that samples it may oscillate.',
    );
    const first = m.register('first_stage_q', 1, { reset: 0 });
    const second = m.register('second_stage_q', 1, {
      reset: 0,
      doc: 'the value that may be used, in contrast to the one before it, which may not',
    });
    m.comment('Both at once.');
    m.clocked('stages', [set(first, io.sample), set(second, first)]);
    m.assign(io.result, second);
  },
});
