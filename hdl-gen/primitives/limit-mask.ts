// SPDX-License-Identifier: Apache-2.0
import {
  bitsToHold,
  clockAndReset,
  concat,
  defineModule,
  group,
  input,
  literal,
  output,
  set,
} from '../language/index.ts';

/** Marks the members of a pool that lie below a limit. */
export function limitMask(name: string, members: number, built: number) {
  return defineModule({
    name,
    summary: 'marks the members of a pool that lie below a limit.',
    timing: ['A limit that changes in cycle t is seen on within_limit in cycle t + 1.'],
    ports: {
      ...clockAndReset(),
      ...group('limit', { limit: input(bitsToHold(built), `members that may be handed out, 1 to ${built}`) }),
      ...group('mask', { within_limit: output(members, 'one bit for each member') }),
    },
    build(m, io) {
      const mask = m.register('mask_q', members, {
        reset: literal((1n << BigInt(members)) - 1n, members, 'hexadecimal'),
      });
      m.clocked('limit_register', [
        set(
          mask,
          concat(
            ...Array.from({ length: members }, (_, member) =>
              member < built ? io.limit.gt(member) : literal(0, 1),
            ).reverse(),
          ),
        ),
      ]);
      m.assign(io.within_limit, mask);
    },
  });
}
