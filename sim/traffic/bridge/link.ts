// SPDX-License-Identifier: Apache-2.0
import type { Socket } from 'node:net';
import type { Side } from '../carrier.ts';
import { createEndpoint, type Endpoint } from './endpoint.ts';
import type { LinkHandlers } from './framing.ts';
import type { BridgeEvent, ConnectionErrorKind } from './summary.ts';

/** A socket being closed may stall for this many linger periods before its unwritten bytes are given up. */
const STALLED_LINGERS = 15;

/** One bridged connection: the accepted socket (first) and its own connection to the server (second). */
export interface Link {
  readonly id: number;
  readonly first: Endpoint;
  readonly second: Endpoint;
  /**
   * Makes sure that the connection ends: a socket that has written everything is closed after the linger
   * period, in which its peer can still read; one that cannot write is closed after several without progress.
   */
  linger(): void;
}

/** Joins two sockets to a link; `open` gives the handlers of the framing. `onClosed` follows when both are gone. */
export function createLink(parts: {
  readonly id: number;
  readonly sockets: Record<Side, Socket>;
  readonly lingerMilliseconds: number;
  readonly open: (link: Link) => LinkHandlers;
  readonly report: (event: BridgeEvent) => void;
  readonly onClosed: (link: Link) => void;
}): Link {
  const { id, sockets, lingerMilliseconds } = parts;
  let lingering: NodeJS.Timeout | undefined;
  let connected = false;
  let openEndpoints = 2;
  sockets.second.once('connect', () => {
    connected = true;
  });

  function report(error: ConnectionErrorKind, cause: NodeJS.ErrnoException): void {
    parts.report({
      kind: 'connection-error',
      connection: id,
      error,
      detail: cause.message || cause.code || '',
    });
  }

  function closed(partner: Endpoint): void {
    // Before the server was reached nothing was written to either socket, so nothing can be cut.
    if (!connected) partner.destroy();
    openEndpoints--;
    if (openEndpoints > 0) return;
    clearInterval(lingering);
    parts.onClosed(link);
  }

  const first = createEndpoint(sockets.first, {
    broken: (error) => report('client-reset', error),
    closed: () => closed(second.endpoint),
  });
  const second = createEndpoint(sockets.second, {
    broken(error) {
      if (connected) report('upstream-reset', error);
      else report(error.code === 'ECONNREFUSED' ? 'upstream-refused' : 'upstream-unreachable', error);
    },
    closed: () => closed(first.endpoint),
  });

  const link: Link = {
    id,
    first: first.endpoint,
    second: second.endpoint,
    linger() {
      if (lingering !== undefined || openEndpoints === 0) return;
      const checks = [createLingerCheck(first.endpoint), createLingerCheck(second.endpoint)];
      lingering = setInterval(() => {
        for (const check of checks) check();
      }, lingerMilliseconds);
    },
  };
  const handlers = parts.open(link);
  first.listen(handlers.first);
  second.listen(handlers.second);
  return link;
}

/** Creates what is called once in each linger period to see whether the endpoint has had its time. */
function createLingerCheck(endpoint: Endpoint): () => void {
  let bytesDrained = endpoint.bytesDrained();
  let stalled = 0;
  let wasDrained = false;
  return () => {
    stalled = endpoint.bytesDrained() > bytesDrained ? 0 : stalled + 1;
    bytesDrained = endpoint.bytesDrained();
    if (wasDrained || stalled >= STALLED_LINGERS) endpoint.destroy();
    wasDrained = endpoint.isDrained();
  };
}
