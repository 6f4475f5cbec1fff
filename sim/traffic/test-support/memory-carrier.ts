// SPDX-License-Identifier: Apache-2.0
import { type Carrier, type Message, type MessageKind, oppositeSide, type Side } from '../carrier.ts';

/** A carrier without circuits, for tests. It checks what a user of the carrier must observe, and throws. */
export interface MemoryCarrier extends Carrier {
  /** While true, run() delivers nothing and never comes to rest. */
  stalled: boolean;
  /** When set, run() throws it. */
  failure: Error | undefined;
  /** Messages sent so far, by kind, and the lengths that occurred. */
  readonly sent: Record<MessageKind, number>;
  readonly longestSent: () => number;
  /** Messages and outstanding calls inside. */
  readonly inside: () => number;
}

/** Creates a carrier that delivers copies in order. `messagesPerRun` limits how many one run() delivers. */
export function createMemoryCarrier(options: {
  readonly tags: number;
  readonly largestMessage: number;
  readonly messagesPerRun?: number;
}): MemoryCarrier {
  const { tags, largestMessage, messagesPerRun = Number.POSITIVE_INFINITY } = options;
  const queue: Message[] = [];
  const notices: Record<Side, Set<number>> = { first: new Set(), second: new Set() };
  const calls = new Map<number, 'travelling' | 'delivered' | 'returning'>();
  const sent = { call: 0, return: 0, notice: 0 };
  let longest = 0;

  function demand(condition: boolean, message: Message, what: string): void {
    if (!condition) throw new Error(`${message.kind} with tag ${message.tag} from ${message.from}: ${what}`);
  }

  function accept(message: Message): void {
    const { tag, kind, from, bytes } = message;
    const toward = oppositeSide(from);
    demand(Number.isInteger(tag) && tag >= 0 && tag < tags, message, 'no such tag');
    demand(bytes.length <= largestMessage, message, `${bytes.length} bytes`);
    if (kind === 'return') {
      demand(from === 'second' && calls.get(tag) === 'delivered', message, 'nobody waits for it');
      calls.set(tag, 'returning');
      return;
    }
    demand(!calls.has(tag) && !notices[toward].has(tag), message, 'the tag is busy');
    if (kind === 'notice') {
      notices[toward].add(tag);
      return;
    }
    demand(from === 'first' && !notices.first.has(tag), message, 'the tag is busy for the return');
    calls.set(tag, 'travelling');
  }

  function deliver(message: Message): void {
    if (message.kind === 'notice') notices[oppositeSide(message.from)].delete(message.tag);
    else if (message.kind === 'call') calls.set(message.tag, 'delivered');
    else calls.delete(message.tag);
    carrier.onDelivery?.({ ...message, bytes: new Uint8Array(message.bytes) });
  }

  const carrier: MemoryCarrier = {
    tags,
    largestMessage,
    stalled: false,
    failure: undefined,
    sent,
    longestSent: () => longest,
    inside: () => notices.first.size + notices.second.size + calls.size,
    onDelivery: undefined,
    send(message) {
      accept(message);
      sent[message.kind]++;
      longest = Math.max(longest, message.bytes.length);
      queue.push({ ...message, bytes: new Uint8Array(message.bytes) });
    },
    run(budgetMilliseconds) {
      if (!(budgetMilliseconds > 0)) throw new Error(`run() without time: ${budgetMilliseconds} ms`);
      if (carrier.failure) throw carrier.failure;
      if (carrier.stalled) return false;
      for (let count = 0; count < messagesPerRun && queue.length > 0; count++) deliver(queue.shift()!);
      return queue.length === 0;
    },
  };
  return carrier;
}
