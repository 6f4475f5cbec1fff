// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import { type AreaChecker, createAreaChecker } from './area-checker.ts';
import { createArea, createSide } from './assemble-area.ts';
import type { DesignChecker } from './design-checker.ts';
import { createDirectPath } from './direct-path.ts';
import type { Run } from './run.ts';
import type { CallStatistics, Counters, DirectionCounter } from './statistics.ts';
import { createStraightReceiver } from './straight-receiver.ts';
import { createTemporaryPath } from './temporary-path.ts';
import { createUser } from './user-checker.ts';

/** The rules about a gateway: client and kernel share one area, kernel and server the other. */
export function createGatewayChecker(
  run: Run,
  manifest: Manifest,
  counters: Counters,
  calls: CallStatistics,
): DesignChecker {
  const createPath = manifest.configuration.path === 'direct' ? createDirectPath : createTemporaryPath;
  const clientParts = createArea(run, manifest, 'client_area');
  const serverParts = createArea(run, manifest, 'server_area');
  const toServer: DirectionCounter = { from: 'client', to: 'server', messages: 0, bytes: 0 };
  const toClient: DirectionCounter = { from: 'server', to: 'client', messages: 0, bytes: 0 };

  const client = createUser(run, manifest, clientParts.area, 0, 'client', clientParts.payload[0], toClient);
  const server = createUser(run, manifest, serverParts.area, 1, 'server', serverParts.payload[1], toServer);
  const clientReceiver = createStraightReceiver(run, clientParts.area, 'client', toClient);
  const serverReceiver = createStraightReceiver(run, serverParts.area, 'server', toServer);

  const path = createPath(run, manifest, clientParts, serverParts);

  const clientSide = createSide(run, clientParts, 0, 'client', {
    sender: client.sender,
    receiver: clientReceiver,
    commands: client.commands,
    reclaim: client.reclaim,
  });
  const serverSide = createSide(run, serverParts, 1, 'server', {
    sender: server.sender,
    receiver: serverReceiver,
    commands: server.commands,
    reclaim: server.reclaim,
  });
  const kernelOfClient = createSide(run, clientParts, 1, 'kernel', path.client);
  const kernelOfServer = createSide(run, serverParts, 0, 'kernel', path.server);
  const clientArea: AreaChecker = createAreaChecker(
    run,
    [clientSide, kernelOfClient],
    clientParts,
    counters,
    calls,
  );
  const serverArea: AreaChecker = createAreaChecker(
    run,
    [kernelOfServer, serverSide],
    serverParts,
    counters,
    undefined,
  );
  return {
    areas: [clientArea, serverArea],
    users: [
      client.connect(clientSide, clientArea, clientReceiver),
      server.connect(serverSide, serverArea, serverReceiver),
    ],
    middle: path.connect({
      client: { side: kernelOfClient, checker: clientArea },
      server: { side: kernelOfServer, checker: serverArea },
    }),
    directions: [toServer, toClient],
  };
}
