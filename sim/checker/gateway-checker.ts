// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import { type AreaChecker, createAreaChecker } from './area-checker.ts';
import { createArea, createSide } from './assemble-area.ts';
import { type CopyLeg, createCopyInRule } from './copy-in-rule.ts';
import { createCopyOutRule } from './copy-out-rule.ts';
import type { DesignChecker } from './design-checker.ts';
import type { Run } from './run.ts';
import type { CallStatistics, Counters, DirectionCounter } from './statistics.ts';
import { createStraightReceiver } from './straight-receiver.ts';
import { createTemporaryRule } from './temporary-rule.ts';
import { createUser } from './user-checker.ts';

/** The rules about a gateway: client and kernel share one area, kernel and server the other. */
export function createGatewayChecker(
  run: Run,
  manifest: Manifest,
  counters: Counters,
  calls: CallStatistics,
): DesignChecker {
  const { temporaryBuffers, reserveForReturn, serverThreads } = manifest.configuration;
  const { wordBytes, bufferWords } = manifest.sizes;
  const clientParts = createArea(run, manifest, 'client_area');
  const serverParts = createArea(run, manifest, 'server_area');
  const toServer: DirectionCounter = { from: 'client', to: 'server', messages: 0, bytes: 0 };
  const toClient: DirectionCounter = { from: 'server', to: 'client', messages: 0, bytes: 0 };

  const client = createUser(run, clientParts.area, 0, 'client', clientParts.payload[0], toClient);
  const server = createUser(run, serverParts.area, 1, 'server', serverParts.payload[1], toServer);
  const clientReceiver = createStraightReceiver(run, clientParts.area, 'client', toClient);
  const serverReceiver = createStraightReceiver(run, serverParts.area, 'server', toServer);

  const temporaries = createTemporaryRule(
    run,
    'kernel',
    temporaryBuffers,
    bufferWords,
    wordBytes / 4,
    reserveForReturn,
  );
  const copyOut = createCopyOutRule(run, 'kernel', serverThreads, temporaries, [
    serverParts.payload[0],
    clientParts.payload[1],
  ]);
  const requests: CopyLeg = {
    area: clientParts.area,
    isReturn: false,
    releaseWasRequested: () => clientArea.releaseWasRequested(1),
    received: (message) => copyOut.received(0, message),
  };
  const returns: CopyLeg = {
    area: serverParts.area,
    isReturn: true,
    releaseWasRequested: () => serverArea.releaseWasRequested(0),
    received: (message) => copyOut.received(1, message),
  };
  const copyIn = createCopyInRule(
    run,
    'kernel',
    {
      write: 'kernel.reception.write_valid',
      address: 'kernel.reception.write_address',
      data: 'kernel.reception.write_data',
      done: 'kernel.reception.done',
    },
    temporaries,
    [requests, returns],
  );

  const clientSide = createSide(run, clientParts, 0, 'client', {
    sender: client.sender,
    receiver: clientReceiver,
    commands: client.commands,
  });
  const serverSide = createSide(run, serverParts, 1, 'server', {
    sender: server.sender,
    receiver: serverReceiver,
    commands: server.commands,
  });
  const kernelOfClient = createSide(run, clientParts, 1, 'kernel', {
    sender: copyOut.sides[1],
    receiver: copyIn.sides[0]!,
  });
  const kernelOfServer = createSide(run, serverParts, 0, 'kernel', {
    sender: copyOut.sides[0],
    receiver: copyIn.sides[1]!,
  });
  const clientArea: AreaChecker = createAreaChecker(
    run,
    [clientSide, kernelOfClient],
    clientParts.allocation,
    counters,
    calls,
  );
  const serverArea: AreaChecker = createAreaChecker(
    run,
    [kernelOfServer, serverSide],
    serverParts.allocation,
    counters,
    undefined,
  );
  return {
    areas: [clientArea, serverArea],
    users: [
      client.connect(clientSide, clientArea, clientReceiver),
      server.connect(serverSide, serverArea, serverReceiver),
    ],
    middle: {
      compareState() {
        temporaries.sample();
        copyOut.sample();
        copyIn.sample();
      },
      afterOperations: copyIn.checkFreed,
      pace() {
        copyIn.pace([kernelOfClient, kernelOfServer]);
        copyOut.pace([
          { side: kernelOfServer, wasAvailable: () => serverArea.allocationWasAvailable(0) },
          { side: kernelOfClient, wasAvailable: () => clientArea.allocationWasAvailable(1) },
        ]);
      },
      finishCycle() {
        copyOut.finishCycle();
        temporaries.finishCycle();
      },
      restart() {
        for (const rule of [temporaries, copyOut, copyIn]) rule.restart();
      },
      unfinished: () => copyIn.unfinished() ?? copyOut.unfinished() ?? temporaries.unfinished(),
      mostInUse: temporaries.mostInUse,
    },
    directions: [toServer, toClient],
  };
}
