// SPDX-License-Identifier: Apache-2.0
import type { Socket } from 'node:net';

/** What one socket tells the framing. */
export interface EndpointHandlers {
  /** Bytes arrived. */
  readonly data: (chunk: Uint8Array) => void;
  /** The peer sends nothing more; it may still read. */
  readonly end: () => void;
  /** The socket can take bytes (again). */
  readonly writable: () => void;
  /** The socket is closed in both directions; nothing follows. */
  readonly gone: () => void;
}

/** One end of a bridged connection: a socket that can be asked whether it has room. */
export interface Endpoint {
  /** True while bytes can be written without piling up: connected, not ended, drained. */
  canTake(): boolean;
  /** Writes bytes; they are dropped when the socket can no longer carry them. */
  write(bytes: Uint8Array): void;
  /** Sends the end of the stream behind everything written. */
  end(): void;
  /** Lets data come, or holds them back in the peer. */
  setReading(reading: boolean): void;
  /** Closes in both directions as soon as everything written is with the system. */
  shut(): void;
  /**
   * Closes at once. A peer that was not sent everything and the end sees a reset, so that it cannot take what it
   * has for the whole.
   */
  destroy(): void;
  isGone(): boolean;
  /** True when nothing written waits any more and the end has been sent. */
  isDrained(): boolean;
  /** Bytes handed to the system so far. */
  bytesDrained(): number;
}

/** What a socket tells the connection it belongs to. */
export interface EndpointFate {
  /** The socket broke; it will be closed next. */
  readonly broken: (error: NodeJS.ErrnoException) => void;
  /** The socket is closed, and the framing knows it. */
  readonly closed: () => void;
}

/** Wraps a socket. Nothing is lost between this call and `listen` within the same turn of the event loop. */
export function createEndpoint(
  socket: Socket,
  fate: EndpointFate,
): { readonly endpoint: Endpoint; readonly listen: (handlers: EndpointHandlers) => void } {
  socket.setNoDelay(true);
  socket.on('error', fate.broken);

  const endpoint: Endpoint = {
    canTake: () => !socket.connecting && socket.writable && !socket.writableNeedDrain,
    write(bytes) {
      if (socket.writable) socket.write(bytes);
    },
    end() {
      if (socket.writable) socket.end();
    },
    setReading(reading) {
      if (reading) socket.resume();
      else socket.pause();
    },
    shut() {
      if (socket.connecting) socket.destroy();
      else socket.destroySoon();
    },
    destroy() {
      if (socket.writableFinished || socket.connecting) socket.destroy();
      else socket.resetAndDestroy();
    },
    isGone: () => socket.closed,
    isDrained: () => socket.writableFinished,
    bytesDrained: () => socket.bytesWritten - socket.writableLength,
  };

  function listen(handlers: EndpointHandlers): void {
    socket.on('data', handlers.data);
    socket.on('end', handlers.end);
    socket.on('drain', handlers.writable);
    socket.on('connect', handlers.writable);
    socket.on('close', () => {
      handlers.gone();
      fate.closed();
    });
  }

  return { endpoint, listen };
}
