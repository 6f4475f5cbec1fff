// SPDX-License-Identifier: Apache-2.0
import type { Socket } from 'node:net';
import { type Bridge, startBridge } from '../bridge/bridge.ts';
import type { BridgeEvent } from '../bridge/summary.ts';
import { LOOPBACK, startTestServer, type TestServer } from './loopback.ts';
import { createMemoryCarrier, type MemoryCarrier } from './memory-carrier.ts';

/** A bridge between a test's clients and its server, over a carrier in memory. */
export interface BridgeScene {
  readonly bridge: Bridge;
  readonly carrier: MemoryCarrier;
  readonly server: TestServer;
  readonly events: BridgeEvent[];
}

/** What a scene consists of; `to` is a port to use in place of the scene's own server. */
export interface BridgeSceneOptions {
  readonly framing?: 'stream' | 'onc-rpc';
  readonly tags?: number;
  readonly largestMessage?: number;
  readonly messagesPerRun?: number;
  readonly lingerMilliseconds?: number;
  readonly onConnection?: (socket: Socket) => void;
  readonly to?: number;
}

/** Creates a place in which scenes are started, and which cleans up after all of them. */
export function createBridgeScene() {
  const started: BridgeScene[] = [];

  return {
    async start(options: BridgeSceneOptions): Promise<BridgeScene> {
      const {
        framing = 'stream',
        tags = 8,
        largestMessage = 1024,
        messagesPerRun,
        lingerMilliseconds,
      } = options;
      const server = await startTestServer(options.onConnection ?? (() => {}));
      const carrier = createMemoryCarrier({
        tags,
        largestMessage,
        ...(messagesPerRun === undefined ? {} : { messagesPerRun }),
      });
      const events: BridgeEvent[] = [];
      const bridge = await startBridge({
        listen: { host: LOOPBACK, port: 0 },
        to: { host: LOOPBACK, port: options.to ?? server.port },
        framing,
        carrier,
        onEvent: (event) => events.push(event),
        ...(lingerMilliseconds === undefined ? {} : { lingerMilliseconds }),
      });
      const scene = { bridge, carrier, server, events };
      started.push(scene);
      return scene;
    },
    async cleanUp(): Promise<void> {
      for (const { bridge, server } of started.splice(0)) {
        for (const socket of server.sockets) socket.destroy();
        // A test that makes the bridge fail has looked at the failure itself.
        await bridge.close().catch(() => {});
        await server.close();
      }
    },
  };
}
