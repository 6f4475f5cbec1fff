// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, group, input, output, prefixed, set, when } from '../language/index.ts';
import { abortsRequests } from './abort-ports.ts';
import { resultBits, resultCode } from './codes.ts';
import { hasCommands } from './levels.ts';
import { onlyIf } from './only-if.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The record of the last refusal of a party; seen from the block. */
export function errorPorts({ entryBits, tagBits }: Sizes) {
  return {
    error_code: output(resultBits, 'cause of the last refusal, 0 for none'),
    error_entry: output(entryBits, 'buffer it was about'),
    error_tag: output(tagBits, 'call tag it was about'),
    error_clear: input(1, 'forgets it'),
  };
}

/** Keeps what went wrong last, so that no refusal stays unexplained. */
export const lastError = shared((sizes: Sizes) => {
  const { entryBits, tagBits } = sizes;
  const aborts = abortsRequests(sizes);
  const commands = hasCommands(sizes);
  const report = {
    valid: input(1, ''),
    code: input(resultBits, ''),
    entry: input(entryBits, ''),
    tag: input(tagBits, ''),
  };
  const { valid, code, entry } = report;
  const windowReport = { valid, code, entry };
  return defineModule({
    name: 'baton_last_error',
    summary: 'keeps cause, buffer and call tag of the last refusal of one party.',
    timing: ['A refusal of cycle t is seen from cycle t + 1 on, until the next one or until it is cleared.'],
    notes: [
      `Of reports in the same cycle the operation comes first, ${commands ? 'then the window, ' : ''}then the message that is too long. No party sees the record of another.`,
    ],
    ports: {
      ...clockAndReset(),
      ...prefixed('operation', 'refused operations', report),
      ...onlyIf(commands, () => prefixed('window', 'refused window accesses', windowReport)),
      ...group('messages that are too long', {
        too_long: input(1, ''),
        too_long_entry: input(entryBits, ''),
        too_long_tag: input(tagBits, ''),
      }),
      ...onlyIf(aborts, () =>
        group('requests that found no buffer', {
          no_buffer: input(1, ''),
          no_buffer_tag: input(tagBits, ''),
        }),
      ),
      ...group('record', errorPorts(sizes)),
    },
    build(m, io) {
      const code = m.register('code_q', resultBits, { reset: 0 });
      const entry = m.register('entry_q', entryBits, { reset: 0 });
      const tag = m.register('tag_q', tagBits, { reset: 0 });
      const operationRefused = when(io.operation_valid, [
        set(code, io.operation_code),
        set(entry, io.operation_entry),
        set(tag, io.operation_tag),
      ]);
      const checked = commands
        ? operationRefused.elseWhen(io.window_valid, [
            set(code, io.window_code),
            set(entry, io.window_entry),
            set(tag, 0),
          ])
        : operationRefused;
      const refusal = checked.elseWhen(io.too_long, [
        set(code, resultCode(m, 'ERR_LENGTH')),
        set(entry, io.too_long_entry),
        set(tag, io.too_long_tag),
      ]);
      const givenUp = aborts
        ? refusal.elseWhen(io.no_buffer, [
            set(code, resultCode(m, 'NONE')),
            set(entry, 0),
            set(tag, io.no_buffer_tag),
          ])
        : refusal;
      m.clocked('last_refusal', [
        givenUp.elseWhen(io.error_clear, [set(code, 0), set(entry, 0), set(tag, 0)]),
      ]);
      m.assign(io.error_code, code);
      m.assign(io.error_entry, entry);
      m.assign(io.error_tag, tag);
    },
  });
});
