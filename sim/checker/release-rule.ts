// SPDX-License-Identifier: Apache-2.0
import type { Side } from './area.ts';
import type { Run } from './run.ts';

/** The requests of the receiving circuits to free buffers. */
export interface ReleaseRule {
  /** That a request waits only for another operation of its party, or for the other party on the same flag. */
  sample(lostClash: boolean): void;
  /** A release was asked for one cycle ago. */
  wasRequested(): boolean;
  remember(): void;
  restart(): void;
}

export function createReleaseRule(run: Run, side: Side): ReleaseRule {
  const { event } = side.port;
  let requested = false;
  return {
    sample(lostClash) {
      const excused = event.senderAccepted || lostClash || side.commands?.monitor.event.offered === true;
      if (event.releaseRequested && !event.releaseAccepted && !excused) {
        run.fail({
          rule: 'freed at once',
          where: side.name,
          expected:
            'the release is accepted: no other operation of the party is, and the flag is not contested',
          actual: 'it waits',
          signals: side.signals,
        });
      }
    },
    wasRequested: () => requested,
    remember() {
      requested = event.releaseRequested;
    },
    restart() {
      requested = false;
    },
  };
}
