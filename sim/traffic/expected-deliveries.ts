// SPDX-License-Identifier: Apache-2.0
import type { Carrier, Message, Side } from './carrier.ts';

/** A message arrived otherwise than it was sent. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
}

/** Compares what is delivered with what was sent, in order in each direction. */
export interface ExpectedDeliveries {
  /** Sends the message and remembers it. The sender never changes its bytes afterwards. */
  send(message: Message): void;
  /** Compares a delivered message with the oldest of its direction. @throws DeliveryError */
  accept(message: Message): void;
  /** Messages sent and not delivered yet. */
  inside(): number;
}

/** Creates the comparison for one carrier. */
export function createExpectedDeliveries(carrier: Carrier): ExpectedDeliveries {
  const waiting: Record<Side, Message[]> = { first: [], second: [] };
  const delivered = { first: 0, second: 0 };

  return {
    send(message) {
      waiting[message.from].push(message);
      carrier.send(message);
    },
    accept(message) {
      const expected = waiting[message.from].shift();
      const number = ++delivered[message.from];
      const difference = expected === undefined ? 'nothing was sent' : differenceOf(expected, message);
      if (difference === undefined) return;
      throw new DeliveryError(
        `Message ${number} from the ${message.from} party arrived as a ${message.kind} with tag ${message.tag} and ${message.bytes.length} bytes: ${difference}.`,
      );
    },
    inside: () => waiting.first.length + waiting.second.length,
  };
}

function differenceOf(sent: Message, found: Message): string | undefined {
  if (sent.kind !== found.kind || sent.tag !== found.tag) {
    return `a ${sent.kind} with tag ${sent.tag} was sent`;
  }
  if (sent.bytes.length !== found.bytes.length) return `${sent.bytes.length} bytes were sent`;
  if (Buffer.compare(sent.bytes, found.bytes) === 0) return undefined;
  const position = sent.bytes.findIndex((byte, index) => byte !== found.bytes[index]);
  return `its byte ${position} is ${found.bytes[position]}, sent as ${sent.bytes[position]}`;
}
