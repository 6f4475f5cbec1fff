// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Carrier } from '../carrier.ts';
import { createTagPool } from '../tag-pool.ts';
import { type Address, checkPort, formatAddress, type HostAddress, resolveHost } from './address.ts';
import { CarrierContractError, CarrierFailureError, ListenError, PortInUseError } from './errors.ts';
import { createLink, type Link } from './link.ts';
import { createPump } from './pump.ts';
import { createRpcFraming } from './rpc-framing.ts';
import { createStreamFraming } from './stream-framing.ts';
import { type BridgeEvent, type BridgeSummary, createTally } from './summary.ts';

const DEFAULT_LINGER_MILLISECONDS = 2_000;

/** What a bridge is started with. */
export interface BridgeOptions {
  /** Where clients connect; port 0 takes any free one. */
  readonly listen: Address;
  /** Where the server is. */
  readonly to: Address;
  /** stream: any protocol. onc-rpc: record-marked ONC RPC, so that calls keep their bounds and returns find them. */
  readonly framing: 'stream' | 'onc-rpc';
  /** The circuits; the bridge uses them alone as long as it runs. */
  readonly carrier: Carrier;
  /** Allows addresses beyond loopback. Anybody who reaches them can use the bridge. */
  readonly allowRemote?: boolean;
  readonly onEvent?: (event: BridgeEvent) => void;
  /** How long the peer of a broken connection may still read what was written to it. Default 2000. */
  readonly lingerMilliseconds?: number;
}

/** A running bridge. */
export interface Bridge {
  /** Where it listens, with the port it got. */
  readonly address: Address;
  /** Resolves when the bridge was closed; rejects with CarrierFailureError when the carrier failed. */
  readonly done: Promise<BridgeSummary>;
  /** Closes every connection as soon as what was delivered is written, and resolves or rejects as `done`. */
  close(): Promise<BridgeSummary>;
  /** What was carried so far. */
  summary(): BridgeSummary;
  /** Whether the carrier is being run or about to be, and how many turns of the event loop that took so far. */
  activity(): { readonly busy: boolean; readonly turns: number };
}

/**
 * Puts every byte between clients and a server through the carrier. Each accepted connection gets its own
 * connection to the server. Throws AddressError, RemoteAddressError, PortInUseError, ListenError or
 * CarrierContractError before anything is listened to.
 */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const { carrier, allowRemote = false, lingerMilliseconds = DEFAULT_LINGER_MILLISECONDS } = options;
  checkPort(options.listen, 0);
  checkPort(options.to, 1);
  const [listenAddresses, serverAddresses] = await Promise.all([
    resolveHost(options.listen, allowRemote),
    resolveHost(options.to, allowRemote),
  ]);

  const tags = createTagPool(carrier.tags);
  const tally = createTally();
  const links = new Set<Link>();
  let resolveDone: (summary: BridgeSummary) => void;
  let rejectDone: (error: CarrierFailureError) => void;
  const done = new Promise<BridgeSummary>((resolve, reject) => {
    resolveDone = resolve;
    rejectDone = reject;
  });
  // A failure is reported by done and close(); nobody has to be waiting at the moment it happens.
  done.catch(() => {});
  let connections = 0;
  let closing = false;
  let failure: { readonly cause: unknown } | undefined;

  const report = (event: BridgeEvent): void => {
    tally.event(event);
    options.onEvent?.(event);
  };
  const wake = (): void => pump.wake();
  const createFraming = options.framing === 'stream' ? createStreamFraming : createRpcFraming;
  const framing = createFraming({ carrier, tags, tally, wake, report });
  const pump = createPump({ carrier, fill: framing.fill, onIdle: finishWhenQuiet, onFailure: fail });
  const server = createServer({ allowHalfOpen: true }, accept);
  await listen(server, options.listen, listenAddresses[0]!);
  server.on('error', (error) => {
    report({ kind: 'connection-error', connection: 0, error: 'accept-failed', detail: error.message });
  });
  carrier.onDelivery = (message) => {
    tally.delivered(message.from, message.bytes.length);
    framing.deliver(message);
  };

  function accept(client: Socket): void {
    if (closing) {
      client.destroy();
      return;
    }
    const upstream = connectTo(options.to, serverAddresses);
    const link = createLink({
      id: ++connections,
      sockets: { first: client, second: upstream },
      lingerMilliseconds,
      open: framing.open,
      report,
      onClosed(closed) {
        links.delete(closed);
        report({ kind: 'connection-closed', connection: closed.id });
        finishWhenQuiet();
      },
    });
    links.add(link);
    tally.connectionOpened(links.size);
    report({ kind: 'connection-opened', connection: link.id });
  }

  function destroyAll(): void {
    for (const link of links) {
      link.first.destroy();
      link.second.destroy();
    }
  }

  function finishWhenQuiet(): void {
    if (!closing || links.size > 0) return;
    if (failure !== undefined) finish();
    else if (!pump.isBusy() && tags.held() === 0) finish();
  }

  function finish(): void {
    pump.stop();
    carrier.onDelivery = undefined;
    const summary = tally.summary(tags, carrier.tags);
    if (failure === undefined) resolveDone(summary);
    else rejectDone(new CarrierFailureError(failure.cause, summary));
  }

  function fail(cause: unknown): void {
    failure ??= { cause };
    closing = true;
    pump.stop();
    server.close();
    destroyAll();
    finishWhenQuiet();
  }

  function startClosing(): void {
    closing = true;
    server.close();
    for (const link of links) {
      link.first.shut();
      link.second.shut();
    }
    const destroying = setTimeout(destroyAll, lingerMilliseconds);
    const givingUp = setTimeout(() => {
      const left = tags.held();
      fail(
        new CarrierContractError(
          `The carrier did not come to rest: ${left} messages or calls are still inside.`,
        ),
      );
    }, 2 * lingerMilliseconds);
    const clearTimers = (): void => {
      clearTimeout(destroying);
      clearTimeout(givingUp);
    };
    done.then(clearTimers, clearTimers);
    finishWhenQuiet();
  }

  return {
    address: { host: listenAddresses[0]!.address, port: (server.address() as AddressInfo).port },
    done: done,
    close() {
      if (!closing) startClosing();
      return done;
    },
    summary: () => tally.summary(tags, carrier.tags),
    activity: () => ({ busy: pump.isBusy(), turns: pump.turns() }),
  };
}

/** Connects to addresses that were found and judged before, so that a name cannot lead elsewhere later. */
function connectTo({ host, port }: Address, addresses: readonly HostAddress[]): Socket {
  return connect({
    host,
    port,
    allowHalfOpen: true,
    lookup(_host, options, callback) {
      const { address, family } = addresses[0]!;
      if (options.all) callback(null, [...addresses]);
      else callback(null, address, family);
    },
  });
}

async function listen(server: Server, asked: Address, { address }: HostAddress): Promise<void> {
  server.listen({ host: address, port: asked.port });
  try {
    await once(server, 'listening');
  } catch (error) {
    const cause = error as NodeJS.ErrnoException;
    if (cause.code === 'EADDRINUSE') {
      throw new PortInUseError(
        `${formatAddress(asked)} is in use already: stop the program that listens there, or choose another port (0 takes any free one).`,
        { cause },
      );
    }
    throw new ListenError(`Cannot listen on ${formatAddress(asked)}: ${cause.message}.`, { cause });
  }
}
