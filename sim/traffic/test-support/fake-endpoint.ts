// SPDX-License-Identifier: Apache-2.0
import type { Endpoint } from '../bridge/endpoint.ts';
import type { Framing, FramingContext, LinkHandlers } from '../bridge/framing.ts';
import { createTally } from '../bridge/summary.ts';
import { createTagPool } from '../tag-pool.ts';
import { createMemoryCarrier, type MemoryCarrier } from './memory-carrier.ts';

/** An endpoint without a socket, whose room a test sets. */
export interface FakeEndpoint extends Endpoint {
  room: boolean;
  gone: boolean;
  readonly written: Uint8Array[];
  readonly isReading: () => boolean;
  readonly hasEnded: () => boolean;
}

function createFakeEndpoint(): FakeEndpoint {
  const written: Uint8Array[] = [];
  let reading = true;
  let ended = false;
  const endpoint: FakeEndpoint = {
    room: true,
    gone: false,
    written,
    isReading: () => reading,
    hasEnded: () => ended,
    canTake: () => endpoint.room && !endpoint.gone,
    write(bytes) {
      if (!endpoint.gone) written.push(bytes);
    },
    end() {
      ended = true;
    },
    setReading(wanted) {
      reading = wanted;
    },
    shut: () => {},
    destroy: () => {},
    isGone: () => endpoint.gone,
    isDrained: () => false,
    bytesDrained: () => 0,
  };
  return endpoint;
}

/** A framing with one connection of fake endpoints; nothing happens unless the test asks for it. */
export function createFramingScene(createFraming: (context: FramingContext) => Framing): {
  readonly carrier: MemoryCarrier;
  readonly framing: Framing;
  readonly first: FakeEndpoint;
  readonly second: FakeEndpoint;
  readonly handlers: LinkHandlers;
} {
  const carrier = createMemoryCarrier({ tags: 4, largestMessage: 100 });
  const [first, second] = [createFakeEndpoint(), createFakeEndpoint()];
  const framing = createFraming({
    carrier,
    tags: createTagPool(carrier.tags),
    tally: createTally(),
    wake: () => {},
    report: () => {},
  });
  carrier.onDelivery = framing.deliver;
  const handlers = framing.open({ id: 1, first, second, linger: () => {} });
  return { carrier, framing, first, second, handlers };
}
