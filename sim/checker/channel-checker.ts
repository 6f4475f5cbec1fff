// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import type { Side } from './area.ts';
import { type AreaChecker, createAreaChecker } from './area-checker.ts';
import { createArea, createSide } from './assemble-area.ts';
import { createCopyingReceiver } from './copying-receiver.ts';
import type { DesignChecker } from './design-checker.ts';
import type { Run } from './run.ts';
import type { CallStatistics, Counters, DirectionCounter } from './statistics.ts';
import { createStraightReceiver } from './straight-receiver.ts';
import { createUser } from './user-checker.ts';

/** The rules about a channel: one area; the second party copies what it gets into temporary buffers. */
export function createChannelChecker(
  run: Run,
  manifest: Manifest,
  counters: Counters,
  calls: CallStatistics,
): DesignChecker {
  const parts = createArea(run, manifest, 'area');
  const { area, payload } = parts;
  const toSecond: DirectionCounter = { from: 'first', to: 'second', messages: 0, bytes: 0 };
  const toFirst: DirectionCounter = { from: 'second', to: 'first', messages: 0, bytes: 0 };

  const first = createUser(run, manifest, area, 0, 'first', payload[0], toFirst);
  const straight = createStraightReceiver(run, area, 'first', toFirst);

  const second = createUser(run, manifest, area, 1, 'second', payload[1], toSecond);
  const copying = createCopyingReceiver(
    run,
    manifest,
    'second',
    area,
    () => sides[1],
    () =>
      sides[1].detection.event.waiting &&
      !(second.commands?.isToReceive() ?? false) &&
      second.reclaim?.runs() !== true,
    () => checker.releaseWasRequested(1),
    toSecond,
  );

  const sides: readonly [Side, Side] = [
    createSide(run, parts, 0, 'first', {
      sender: first.sender,
      receiver: straight,
      commands: first.commands,
      reclaim: first.reclaim,
    }),
    createSide(run, parts, 1, 'second', {
      sender: second.sender,
      receiver: copying.receiver,
      commands: second.commands,
      reclaim: second.reclaim,
    }),
  ];
  const checker: AreaChecker = createAreaChecker(run, sides, parts, counters, calls);

  return {
    areas: [checker],
    users: [first.connect(sides[0], checker, straight), second.connect(sides[1], checker, copying.reception)],
    middle: copying.middle,
    directions: [toSecond, toFirst],
  };
}
