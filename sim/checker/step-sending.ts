// SPDX-License-Identifier: Apache-2.0
import { slotNumber } from '../reference-model/index.ts';
import { type Area, type Side, senderAnswer } from './area.ts';
import type { SendingPace } from './pace/sending-pace.ts';
import type { StreamSender } from './stream-sender.ts';

/** Words of an inline slot of an area; 0 where there are none. */
export function slotWordsOf({ model, payload }: Area): number {
  return (model.inline?.bytes ?? 0) / (4 * payload.lanes);
}

/** Compares when the circuits that send act in this cycle, and follows the messages that take no buffer. */
export function stepSending(side: Side, pace: SendingPace, sender: StreamSender): void {
  const { inline } = side.area.model;
  const ring = inline?.rings[side.party];
  pace.step({
    answer: senderAnswer(side),
    accepted: side.port.event.senderAccepted,
    write: side.writes.step,
    slotFree: ring !== undefined && ring.used < inline!.slots,
  });
  if (pace.goesInline()) sender.allocated(slotNumber(inline!, side.party, ring!.next));
  if (pace.dropsInline()) sender.endsUnsent();
}
