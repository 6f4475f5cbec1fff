// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  clockAndReset,
  concat,
  defineModule,
  input,
  literal,
  output,
  set,
  when,
} from '../../language/index.ts';

export const longExpressions = defineModule({
  name: 'golden_long_expressions',
  summary: 'expressions that need more than one line.',
  timing: ['Registered outputs change one cycle after their inputs.'],
  ports: {
    ...clockAndReset(),
    request_from_first_party: input(1, ''),
    request_from_second_party: input(1, ''),
    first_party_is_blocked: input(1, ''),
    second_party_is_blocked: input(1, ''),
    number_of_free_entries: input(8, ''),
    number_of_entries_reserved: input(8, ''),
    grant: output(1, ''),
    remaining: output(8, ''),
    status_word: output(32, ''),
    priority_code: output(8, ''),
    waiting: output(1, ''),
  },
  build(m, io) {
    const first = io.request_from_first_party;
    const second = io.request_from_second_party;
    const free = io.number_of_free_entries;
    const reserved = io.number_of_entries_reserved;
    const code = m.register('priority_code_q', 8, { reset: 0 });
    const waiting = m.register('waiting_q', 1, { reset: 0 });
    m.assign(
      io.grant,
      first
        .and(io.first_party_is_blocked.not())
        .or(second.and(io.second_party_is_blocked.not()), free.gt(reserved).and(reserved.ne(0))),
    );
    m.assign(
      io.remaining,
      free
        .minus(reserved)
        .minus(first.extend(8))
        .minus(second.extend(8))
        .plus(io.first_party_is_blocked.extend(8)),
    );
    m.assign(
      io.status_word,
      concat(
        free,
        reserved,
        literal(0, 4),
        first,
        second,
        io.first_party_is_blocked,
        io.second_party_is_blocked,
        free.minus(1),
      ),
    );
    m.clocked('decision', [
      when(
        first.and(
          second,
          io.first_party_is_blocked.not(),
          io.second_party_is_blocked.not(),
          free.ge(reserved),
        ),
        [
          set(
            code,
            choose(
              free.eq(reserved.plus(1)).and(io.first_party_is_blocked),
              literal(1, 8),
              choose(reserved.any(), free.and(reserved.not()).xor(literal(0x55, 8, 'hexadecimal')), reserved),
            ),
          ),
          set(waiting, 0),
        ],
      ).elseWhen(
        first.or(second).and(io.first_party_is_blocked.or(io.second_party_is_blocked), free.lt(reserved)),
        [set(waiting, 1)],
      ),
    ]);
    m.assign(io.priority_code, code);
    m.assign(io.waiting, waiting);
  },
});
