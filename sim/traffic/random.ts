// SPDX-License-Identifier: Apache-2.0
import { setImmediate } from 'node:timers/promises';
import { createRandom } from '../tasks/index.ts';
import type { Carrier, Message, Side } from './carrier.ts';
import type { SimulatedCarrier } from './circuits/simulated-carrier.ts';
import { createExpectedDeliveries } from './expected-deliveries.ts';
import { drawLength, drawReader } from './random-choices.ts';
import { createTagPool } from './tag-pool.ts';

/** How long the carrier runs before others of the process get their turn, in milliseconds. */
const TURN_MILLISECONDS = 20;

/** Deliveries between two changes of mood: how much is sent at once, how long calls execute, how readers stall. */
const DELIVERIES_PER_MOOD = 64;

/** What random traffic is made of. */
export interface RandomTrafficOptions {
  /** Readers stall at random if the carrier lets them. */
  readonly carrier: Carrier & Partial<Pick<SimulatedCarrier, 'setReader'>>;
  /** Decides everything, 0 to 4294967295: the same seed gives the same messages in the same cycles. */
  readonly seed: number;
  /** Messages to send in all: calls, returns and notices. */
  readonly messages: number;
  /** Called now and then with the number of messages delivered so far. */
  readonly onProgress?: (delivered: number) => void;
}

/** What was sent, and has arrived as it was sent. */
export interface RandomTrafficFacts {
  readonly calls: number;
  readonly notices: number;
  readonly outOfOrderReturns: number;
  readonly mostCallsOpen: number;
  readonly distinctTags: number;
  readonly shortest: number;
  readonly longest: number;
}

/**
 * Sends random calls, returns out of order and notices both ways, and compares every delivery.
 *
 * @throws DeliveryError for a wrong delivery, and what the carrier throws.
 */
export async function runRandomTraffic(options: RandomTrafficOptions): Promise<RandomTrafficFacts> {
  const { carrier, onProgress } = options;
  const random = createRandom(options.seed);
  const tags = createTagPool(carrier.tags);
  const expected = createExpectedDeliveries(carrier);
  /** Tags of the calls that were delivered and not answered yet, oldest first. */
  const executing: number[] = [];
  const facts = { calls: 0, notices: 0, outOfOrderReturns: 0, shortest: Number.MAX_SAFE_INTEGER, longest: 0 };
  let left = options.messages;
  let delivered = 0;
  let window = 1;
  let eagerness = 1;

  function send(from: Side, kind: Message['kind'], tag: number): void {
    const bytes = random.fill(new Uint8Array(drawLength(random, carrier.largestMessage)));
    facts.shortest = Math.min(facts.shortest, bytes.length);
    facts.longest = Math.max(facts.longest, bytes.length);
    left--;
    expected.send({ from, kind, tag, bytes });
  }

  /** Messages that may still be sent besides the returns that open calls need. */
  const spare = (): number => left - openCalls();
  const openCalls = (): number => facts.calls - returned;
  let returned = 0;

  function sendReturn(): boolean {
    if (executing.length === 0 || !random.chance(eagerness)) return false;
    const chosen = random.below(executing.length);
    if (chosen > 0) facts.outOfOrderReturns++;
    returned++;
    send('second', 'return', executing.splice(chosen, 1)[0]!);
    return true;
  }

  function sendCall(): boolean {
    const tag = spare() >= 2 ? tags.takeForCall() : undefined;
    if (tag === undefined) return false;
    send('first', 'call', tag);
    facts.calls++;
    return true;
  }

  function sendNotice(): boolean {
    const from = random.chance(0.5) ? 'first' : 'second';
    const tag = spare() >= 1 ? tags.takeForNotice(from === 'first' ? 'second' : 'first') : undefined;
    if (tag === undefined) return false;
    send(from, 'notice', tag);
    facts.notices++;
    return true;
  }

  function fill(): void {
    while (left > 0 && expected.inside() < window) {
      const sent = sendReturn() || (random.chance(0.7) ? sendCall() : sendNotice());
      if (sent) continue;
      if (expected.inside() > 0) return;
      // Nothing is on its way, so nothing would ever lead here again: something must be sent.
      eagerness = 1;
    }
  }

  function changeMood(): void {
    window = 1 + random.below(2 * carrier.tags);
    eagerness = (1 + random.below(20)) / 20;
    for (const side of ['first', 'second'] as const) carrier.setReader?.(side, drawReader(random));
  }

  carrier.onDelivery = (message) => {
    expected.accept(message);
    if (message.kind === 'call') executing.push(message.tag);
    else if (message.kind === 'return') tags.releaseCall(message.tag);
    else tags.releaseNotice(message.from === 'first' ? 'second' : 'first', message.tag);
    delivered++;
    if (delivered % DELIVERIES_PER_MOOD === 0) changeMood();
    fill();
  };
  try {
    changeMood();
    fill();
    while (!carrier.run(TURN_MILLISECONDS) || left > 0) {
      onProgress?.(delivered);
      await setImmediate();
    }
  } finally {
    carrier.onDelivery = undefined;
  }
  return { ...facts, mostCallsOpen: tags.mostCalls(), distinctTags: tags.distinctTags() };
}
