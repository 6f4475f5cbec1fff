// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import type { Side } from './area.ts';
import { type AreaChecker, createAreaChecker } from './area-checker.ts';
import { createArea, createSide } from './assemble-area.ts';
import { createCopyingReceiver } from './copying-receiver.ts';
import type { DesignChecker } from './design-checker.ts';
import { createLastErrorRule } from './last-error-rule.ts';
import { createLinkRule } from './link-rule.ts';
import { createSendingPace } from './pace/sending-pace.ts';
import type { Run } from './run.ts';
import type { CallStatistics, Counters, DirectionCounter } from './statistics.ts';
import { slotWordsOf, stepSending } from './step-sending.ts';
import { createStraightReceiver } from './straight-receiver.ts';
import { createStreamSender } from './stream-sender.ts';
import { createUser, type UserChecker } from './user-checker.ts';

/** The rules about a gateway with a remote server: client and kernel share an area, the kernel gives messages to a link. */
export function createRemoteChecker(
  run: Run,
  manifest: Manifest,
  counters: Counters,
  calls: CallStatistics,
): DesignChecker {
  const parts = createArea(run, manifest, 'client_area');
  const { area, payload } = parts;
  const toKernel: DirectionCounter = { from: 'client', to: 'kernel', messages: 0, bytes: 0 };
  const toClient: DirectionCounter = { from: 'kernel', to: 'client', messages: 0, bytes: 0 };

  const client = createUser(run, manifest, area, 0, 'client', payload[0], toClient);
  const straight = createStraightReceiver(run, area, 'client', toClient);
  const copying = createCopyingReceiver(
    run,
    manifest,
    'kernel',
    area,
    () => kernelSide,
    () => kernelSide.detection.event.waiting,
    () => checker.releaseWasRequested(1),
    toKernel,
  );
  const sending = createSendingPace(
    run,
    'kernel',
    'client_area.second_port.sender_request',
    area.model.options.bufferBytes,
    `client_area.${area.model.options.onDemand ? 'growth' : 'initialization'}.ready`,
    false,
    area.reuse,
    slotWordsOf(area),
  );
  const sender = createStreamSender(run, area, 'kernel', payload[1], sending, false);
  const errors = createLastErrorRule(run, 'kernel');
  const link = createLinkRule(run, manifest);

  const clientSide = createSide(run, parts, 0, 'client', {
    sender: client.sender,
    receiver: straight,
    commands: client.commands,
    reclaim: client.reclaim,
  });
  const kernelSide: Side = createSide(run, parts, 1, 'kernel', { sender, receiver: copying.receiver });
  const checker: AreaChecker = createAreaChecker(run, [clientSide, kernelSide], parts, counters, calls);
  const kernel: UserChecker = {
    observe() {},
    compareState() {
      link.sample();
      copying.reception.sample();
    },
    decide() {},
    finishCycle() {},
    pace() {
      stepSending(kernelSide, sending, sender);
      copying.reception.pace(kernelSide);
    },
    remember() {
      errors.sample(checker.decision(1), undefined, sender);
      sender.sample();
      link.remember();
    },
    goOn() {},
    reset() {
      for (const rule of [errors, sender, copying.reception, link]) rule.restart();
    },
    unfinished: () => sender.unfinished() ?? copying.reception.unfinished() ?? link.unfinished(),
  };
  return {
    areas: [checker],
    users: [client.connect(clientSide, checker, straight), kernel],
    middle: copying.middle,
    directions: [toKernel, toClient],
  };
}
