// SPDX-License-Identifier: Apache-2.0
import { choose, defineModule, group, input, output } from '../language/index.ts';
import { resultBits, resultCode } from './codes.ts';
import { checksHolders, hasCommands } from './levels.ts';
import { onlyIf } from './only-if.ts';
import { entryExists, entryMatters, provisionedPorts } from './provisioned.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Process 700: may this buffer be freed by this party now? */
export const deallocation = shared((sizes: Sizes) => {
  const { entryBits, pointerBits } = sizes;
  const checked = checksHolders(sizes);
  const commands = hasCommands(sizes);
  return defineModule({
    name: 'baton_deallocation',
    summary: 'frees a buffer: finds its entry, checks who asks, and permits the store of 1 to its flag.',
    claims: 'claim elements 12f, 14f, 19f and 20 el. 6; Fig. 7, steps 704 to 718',
    timing: ['Combinational, in the effective cycle of the operation.'],
    notes: [
      commands
        ? 'A reference names its entry, so no search is needed: step 712 is one comparison of the pointer of that entry.'
        : 'A reference names its entry, and circuits free only the buffers they were given, so step 712 finds it without a search.',
      ...(checked
        ? [
            'The order of the refusals is fixed: range, not found, owner, not allocated. A refused operation changes nothing.',
          ]
        : commands
          ? [
              'Nobody asks who frees a buffer, or whether it is allocated: a second deallocation is answered like the first.',
            ]
          : []),
    ],
    ports: {
      ...group('operation', {
        active: input(1, 'a deallocation takes effect'),
        entry: input(entryBits, 'entry named by the reference'),
        ...onlyIf(commands, () => ({
          pointer: input(pointerBits, 'buffer named by the reference'),
          by_circuits: input(
            1,
            'the circuits free the buffer they were given; its pointer is that of the entry',
          ),
        })),
      }),
      ...group('control area', {
        count_in_range: input(1, 'A[0] is between 0 and the number of entries'),
        ...provisionedPorts(sizes),
        ...onlyIf(commands, () => ({ entry_pointer: input(pointerBits, 'pointer of the entry') })),
        ...onlyIf(checked, () => ({
          old_flag: input(1, 'flag of the entry'),
          holds: input(1, 'the party holds the entry'),
        })),
      }),
      ...group('answer', {
        code: output(resultBits, 'result'),
        permit: output(1, 'the flag is set to 1'),
      }),
    },
    build(m, io) {
      const exists = entryExists(sizes, io.entry, io);
      const found = m.wire(
        'found',
        commands ? exists.and(io.by_circuits.or(io.pointer.eq(io.entry_pointer))) : exists,
        'step 712',
      );
      const ok = resultCode(m, 'OK');
      const allowed = checked
        ? choose(
            io.holds.not(),
            resultCode(m, 'ERR_OWNER'),
            choose(io.old_flag, resultCode(m, 'ERR_NOT_ALLOCATED'), ok),
          )
        : ok;
      const code = m.wire(
        'answer',
        choose(
          io.count_in_range.not(),
          resultCode(m, 'ERR_RANGE'),
          choose(found.not(), resultCode(m, 'ERR_NOT_FOUND'), allowed),
        ),
      );
      m.assign(io.code, code);
      m.assign(io.permit, io.active.and(code.eq(resultCode(m, 'OK'))));
      if (!entryMatters(sizes)) {
        m.wire('unused_entry', io.entry);
      }
    },
  });
});
