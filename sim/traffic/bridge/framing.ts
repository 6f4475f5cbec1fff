// SPDX-License-Identifier: Apache-2.0
import type { Carrier, Message, Side } from '../carrier.ts';
import type { TagPool } from '../tag-pool.ts';
import type { EndpointHandlers } from './endpoint.ts';
import type { Link } from './link.ts';
import type { BridgeEvent, Tally } from './summary.ts';

/** While this many bytes wait for one destination, its source is not read. */
export const HIGH_WATER_BYTES = 64 * 1024;

/** The handlers of both sockets of a connection. */
export type LinkHandlers = Readonly<Record<Side, EndpointHandlers>>;

/** What a framing works with. */
export interface FramingContext {
  readonly carrier: Carrier;
  readonly tags: TagPool;
  readonly tally: Tally;
  /** Says that something can be sent. */
  readonly wake: () => void;
  readonly report: (event: BridgeEvent) => void;
}

/** How byte streams become messages and messages become byte streams again. */
export interface Framing {
  /** Takes up a new connection. */
  open(link: Link): LinkHandlers;
  /** Sends what can be sent now. Returns how much that was, 0 when nothing. */
  fill(): number;
  /** Accepts a delivered message. Throws CarrierContractError when it is none that is inside. */
  deliver(message: Message): void;
}
