// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import { answersCall, kinds } from '../reference-model/index.ts';
import type { AreaParts } from './assemble-area.ts';
import { createDirectCopyRule } from './direct-copy-rule.ts';
import { createHeldReturnsRule } from './held-returns-rule.ts';
import type { KernelNeighbours, KernelPath } from './kernel-path.ts';
import { createDirectCopyPace } from './pace/direct-copy-pace.ts';
import type { Run } from './run.ts';
import { createServerThreadRule } from './server-thread-rule.ts';

/** The rules about a kernel that copies from area to area. */
export function createDirectPath(
  run: Run,
  manifest: Manifest,
  client: AreaParts,
  server: AreaParts,
): KernelPath {
  const threads = createServerThreadRule(run, 'kernel', 'kernel', manifest.configuration);
  let areas: KernelNeighbours | undefined;
  const held = client.area.model.calls && createHeldReturnsRule(run, 'kernel', () => areas!);
  const requests = createDirectCopyRule(run, {
    lane: 'kernel.requests',
    counter: 'request_lane_cycles',
    source: client.area,
    party: 1,
    written: server.payload[0],
    destination: server.area,
    mayTake: (kind) => kind !== kinds.CALL || threads.isFree(),
    taken: (kind) => {
      if (kind === kinds.CALL) threads.obtain();
    },
    keep() {},
  });
  const returns = createDirectCopyRule(run, {
    lane: 'kernel.returns',
    counter: 'return_lane_cycles',
    source: server.area,
    party: 0,
    written: client.payload[1],
    destination: client.area,
    mayTake: () => true,
    taken: (kind) => {
      if (answersCall(kind)) threads.giveBack();
    },
    keep: (...entries) => held!.keep(...entries),
  });
  const legs = [requests, returns];
  return {
    client: { sender: returns.sender, receiver: requests.receiver },
    server: { sender: requests.sender, receiver: held?.behind(returns.receiver) ?? returns.receiver },
    connect(neighbours) {
      areas = neighbours;
      const { client: ofClient, server: ofServer } = neighbours;
      requests.connect(
        createDirectCopyPace(run, 'kernel.requests', ofClient.side, ofServer.side, requests.goesInline),
      );
      returns.connect(
        createDirectCopyPace(run, 'kernel.returns', ofServer.side, ofClient.side, returns.goesInline),
      );
      return {
        compareState() {
          threads.sample();
          for (const leg of legs) leg.sample();
        },
        afterOperations() {
          for (const leg of legs) leg.afterOperations();
        },
        pace() {
          for (const leg of legs) leg.pace();
          held?.step();
        },
        finishCycle() {
          for (const leg of legs) leg.finishCycle();
        },
        restart() {
          for (const rule of [threads, ...legs]) rule.restart();
          held?.restart();
        },
        unfinished: () => requests.unfinished() ?? returns.unfinished() ?? held?.unfinished(),
        mostInUse: () => 0,
      };
    },
  };
}
