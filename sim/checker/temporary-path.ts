// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import type { AreaParts } from './assemble-area.ts';
import { type CopyLeg, createCopyInRule } from './copy-in-rule.ts';
import { createCopyOutRule } from './copy-out-rule.ts';
import { createHeldReturnsRule } from './held-returns-rule.ts';
import type { KernelNeighbours, KernelPath } from './kernel-path.ts';
import type { CopyDestination } from './pace/copy-out-pace.ts';
import type { Run } from './run.ts';
import { createServerThreadRule } from './server-thread-rule.ts';
import { createTemporaryRule } from './temporary-rule.ts';

/** The rules about a kernel with temporary buffers on both legs. */
export function createTemporaryPath(
  run: Run,
  manifest: Manifest,
  client: AreaParts,
  server: AreaParts,
): KernelPath {
  const { temporaryBuffers, reserveForReturn } = manifest.configuration;
  const { wordBytes, bufferWords } = manifest.sizes;
  let areas: KernelNeighbours | undefined;
  const threads = createServerThreadRule(run, 'kernel', 'kernel.forwarding', manifest.configuration);
  const temporaries = createTemporaryRule(
    run,
    'kernel',
    temporaryBuffers,
    bufferWords,
    wordBytes / 4,
    run.registers.setting('reserve', reserveForReturn),
    [
      { name: 'request', waits: () => areas!.client.side.detection.event.waiting },
      { name: 'return', waits: () => areas!.server.side.detection.event.waiting },
    ],
  );
  const held = client.area.model.calls && createHeldReturnsRule(run, 'kernel', () => areas!);
  const copyOut = createCopyOutRule(
    run,
    'kernel',
    threads,
    temporaries,
    [server.payload[0], client.payload[1]],
    { reuse: client.area.reuse, keep: (...entries) => held!.keep(...entries) },
  );
  const requests: CopyLeg = {
    area: client.area,
    isReturn: false,
    releaseWasRequested: () => areas!.client.checker.releaseWasRequested(1),
    received: (message) => copyOut.received(0, message),
  };
  const returns: CopyLeg = {
    area: server.area,
    isReturn: true,
    releaseWasRequested: () => areas!.server.checker.releaseWasRequested(0),
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
  return {
    client: { sender: copyOut.sides[1], receiver: copyIn.sides[0]! },
    server: { sender: copyOut.sides[0], receiver: held?.behind(copyIn.sides[1]!) ?? copyIn.sides[1]! },
    connect(neighbours) {
      areas = neighbours;
      const { client: ofClient, server: ofServer } = neighbours;
      const receivingSides = [ofClient.side, ofServer.side];
      const sendingSides: readonly [CopyDestination, CopyDestination] = [
        { side: ofServer.side, wasAvailable: () => ofServer.checker.allocationWasAvailable(0) },
        { side: ofClient.side, wasAvailable: () => ofClient.checker.allocationWasAvailable(1) },
      ];
      return {
        compareState() {
          temporaries.sample();
          threads.sample();
          copyOut.sample();
          copyIn.sample();
        },
        afterOperations: copyIn.checkFreed,
        pace() {
          copyIn.pace(receivingSides);
          held?.step();
          copyOut.pace(sendingSides);
        },
        finishCycle() {
          copyOut.finishCycle();
          temporaries.finishCycle();
        },
        restart() {
          for (const rule of [temporaries, threads, copyOut, copyIn]) rule.restart();
          held?.restart();
        },
        unfinished: () =>
          copyIn.unfinished() ?? copyOut.unfinished() ?? held?.unfinished() ?? temporaries.unfinished(),
        mostInUse: temporaries.mostInUse,
      };
    },
  };
}
