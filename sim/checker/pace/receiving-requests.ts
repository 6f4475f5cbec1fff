// SPDX-License-Identifier: Apache-2.0
import { parties, partyName } from '../../reference-model/index.ts';
import type { Side } from '../area.ts';
import type { Run } from '../run.ts';
import { bitCheck } from './bit-check.ts';

/** What circuits that receive ask of their area. */
export interface ReceivingRequests {
  /** They take the message that waits for them as soon as they can. */
  checkTake(canTake: boolean): void;
  /** They ask for a release when a buffer is to be freed, until it is accepted; an inline slot is free at once. */
  checkRelease(frees: boolean, inline?: boolean): void;
}

export function createReceivingRequests(run: Run, side: Side): ReceivingRequests {
  const { area, party, detection, commands, name, reclaim } = side;
  const prefix = `${area.name}.${partyName(party)}`;
  const checkTake = bitCheck(run, {
    rule: 'pace',
    where: name,
    signal: `${prefix}_detection.circuits_take`,
    high: 'the circuits take the message that waits: nothing is in their way',
    low: 'the circuits take no message',
  });
  const checkRelease = bitCheck(run, {
    rule: 'freed at once',
    ruleIfHigh: 'freed after the copy',
    where: name,
    // Where the kernel frees the buffers of held calls besides, its lane is one of two that ask.
    signal:
      party === parties.FIRST && area.model.calls?.keepsReturns === true
        ? 'kernel.held_returns.lane_request'
        : `${prefix}_port.release_request`,
    high: 'the release of a buffer is asked for: all of its message was read',
    low: 'no release is asked for',
  });
  const checkSlot =
    area.model.inline &&
    bitCheck(run, {
      rule: 'freed at once',
      ruleIfHigh: 'freed after the copy',
      where: name,
      signal: `${area.name}.${partyName(1 - party)}_inline.freed`,
      high: 'an inline slot is freed: all of its message was read',
      low: 'no inline slot is freed',
    });
  return {
    checkTake(canTake) {
      const takes = reclaim?.takes(canTake) ?? canTake;
      checkTake(takes && detection.event.waiting && commands?.receives() !== true);
    },
    checkRelease(frees, inline = false) {
      const asks = frees && !inline;
      checkRelease(reclaim?.releases(asks) ?? asks);
      checkSlot?.(frees && inline);
    },
  };
}
