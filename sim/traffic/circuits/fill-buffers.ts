// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../manifest/index.ts';
import { createRandom } from '../../tasks/index.ts';
import type { MessageKind, Side } from '../carrier.ts';
import { createExpectedDeliveries } from '../expected-deliveries.ts';
import type { SimulatedCarrier } from './simulated-carrier.ts';

/** Messages are short here: what counts is how many there are. */
const LONGEST_BYTES = 64;

/** How long the carrier runs at a time where it runs until all is delivered. */
const RUN_MILLISECONDS = 1_000;

/**
 * Makes calls so that every buffer comes into use, in each area and among the temporaries. Requests pile up before a
 * held second party until they have all buffers but the one that is kept for returns, which the return of an earlier
 * call then takes; afterwards returns pile up before a held first party. All calls are answered in the end, the
 * youngest first, and every delivery is compared.
 *
 * @throws DeliveryError for a wrong delivery, and what the carrier throws.
 */
export function fillEveryBuffer(carrier: SimulatedCarrier, manifest: Manifest, seed: number): void {
  const { buffers, temporaryBuffers } = manifest.configuration;
  const random = createRandom(seed);
  const expected = createExpectedDeliveries(carrier);
  const tags = Array.from({ length: carrier.tags }, (_, tag) => tag);
  // Enough for two areas and the temporaries, besides what circuits hold in their hands.
  const notices = 2 * (2 * buffers + temporaryBuffers);

  const send = (from: Side, kind: MessageKind, tag: number): void => {
    const length = random.below(Math.min(LONGEST_BYTES, carrier.largestMessage) + 1);
    expected.send({ from, kind, tag, bytes: random.fill(new Uint8Array(length)) });
  };
  const sendNotices = (from: Side): void => {
    for (let count = 0; count < notices; count++) send(from, 'notice', count % carrier.tags);
  };
  const deliverAll = (): void => {
    while (!carrier.run(RUN_MILLISECONDS));
  };

  carrier.setReader('first', 'ready');
  carrier.setReader('second', 'ready');
  carrier.onDelivery = expected.accept;
  try {
    send('first', 'call', 0);
    deliverAll();
    carrier.setReader('second', 'held');
    for (const tag of tags.slice(1)) send('first', 'call', tag);
    sendNotices('first');
    carrier.runUntilStill();
    // Its call executes already, so its return may take the buffer that no request gets.
    send('second', 'return', 0);
    carrier.runUntilStill();
    carrier.setReader('second', 'ready');
    send('first', 'call', 0);
    deliverAll();
    carrier.setReader('first', 'held');
    for (const tag of tags.toReversed()) send('second', 'return', tag);
    sendNotices('second');
    carrier.runUntilStill();
    carrier.setReader('first', 'ready');
    deliverAll();
  } finally {
    carrier.onDelivery = undefined;
  }
}
