// SPDX-License-Identifier: Apache-2.0
import { partyName } from '../reference-model/index.ts';
import type { Side } from './area.ts';
import type { Run } from './run.ts';

/** Puts two operations that want the same flag in the same cycle in order: the one that waited wins the next time. */
export function createSameFlagRule(
  run: Run,
  sides: readonly [Side, Side],
): { sample(): void; lost(party: number): boolean; restart(): void } {
  const [first, second] = sides;
  const signals = sides.flatMap(({ area, party }) =>
    ['request', 'ready', 'request_entry', 'done', 'entry'].map((name) =>
      run.binding.pathOf(`${area.name}.atomic_swap.${partyName(party)}_${name}`),
    ),
  );
  /** Who waited in the last clash; in the first one the second party waits. */
  let waited = 0;
  /** Who waits in this cycle, or -1. */
  let loser = -1;

  function fail(expected: string, actual: string): never {
    return run.fail({ rule: 'same flag', where: first.area.name, expected, actual, signals });
  }

  return {
    sample() {
      const a = first.atomic.event;
      const b = second.atomic.event;
      loser = -1;
      if (a.happened && b.happened && a.entry === b.entry) {
        fail(
          `one operation at a time on the flag of entry ${a.entry}`,
          'operations of both parties take effect in this cycle',
        );
      }
      if (a.requested && b.requested && a.requestedEntry === b.requestedEntry) {
        if (a.ready !== (waited === 0) || b.ready !== (waited === 1)) {
          const accepted = a.ready === b.ready ? (a.ready ? 'both' : 'none') : partyName(a.ready ? 0 : 1);
          fail(
            `of two operations on the flag of entry ${a.requestedEntry} that of the ${partyName(waited)} party is accepted`,
            `accepted: ${accepted}`,
          );
        }
        loser = 1 - waited;
        waited = loser;
      } else if (!a.ready || !b.ready) {
        fail(
          'an operation alone on its flag is accepted at once',
          `one of the ${partyName(a.ready ? 1 : 0)} party is not`,
        );
      }
    },
    lost: (party) => loser === party,
    restart() {
      waited = 0;
      loser = -1;
    },
  };
}
