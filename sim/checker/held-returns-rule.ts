// SPDX-License-Identifier: Apache-2.0
import { bitAt, operations, results } from '../reference-model/index.ts';
import type { ReceivingSide } from './area.ts';
import type { KernelNeighbours } from './kernel-path.ts';
import { bitCheck } from './pace/bit-check.ts';
import { createQueueHead } from './pace/queue-head.ts';
import type { Run } from './run.ts';

/** The buffers of held calls in the server area: the kernel frees each when the client has freed that of the return. */
export interface HeldReturnsRule {
  /** A return gets its buffer in the client area, and keeps the one that it came in. */
  keep(clientEntry: number, serverEntry: number): void;
  /** What the server area sees: what is freed for the second time is not the business of the lane. */
  behind(lane: ReceivingSide): ReceivingSide;
  /** After the lane of the returns has asked for its release. */
  step(): void;
  unfinished(): string | undefined;
  restart(): void;
}

/** @param areas both areas, once they are there */
export function createHeldReturnsRule(
  run: Run,
  kernel: string,
  areas: () => KernelNeighbours,
): HeldReturnsRule {
  const where = `${kernel}, held calls`;
  const probe = (name: string) => `${kernel}.held_returns.${name}`;
  const lane = run.binding.probe(probe('lane_request')).word;
  const [check, checkPort] = [probe('last_request'), 'server_area.first_port.release_request'].map((signal) =>
    bitCheck(run, {
      rule: 'held calls',
      where,
      signal,
      high: 'a buffer of the server area is to be freed',
      low: 'none is to be freed',
    }),
  );
  /** By entry of the client area: the server area entry that ends with it, or -1. */
  const keptWith: number[] = [];
  const ended: number[] = [];
  const head = createQueueHead();
  /** Found for a buffer that was freed in the cycle before, and accepted for release then; -1 for none. */
  let found = -1;
  let accepted = -1;

  function fail(expected: string, actual: string): never {
    return run.fail({
      rule: 'held calls',
      where,
      step: 'Fig. 1',
      expected,
      actual,
      signals: ['lane_request', 'last_request', 'last_entry'].map((name) => run.binding.pathOf(probe(name))),
    });
  }

  return {
    keep(clientEntry, serverEntry) {
      keptWith[clientEntry] = serverEntry;
    },
    behind: (side) => ({
      ...side,
      frees(entry) {
        if (bitAt(areas().server.side.area.model.calls!.kept, entry) === 0) {
          side.frees(entry);
          return;
        }
        if (entry !== accepted) {
          fail(
            accepted < 0 ? 'no buffer of a held call is freed: none has ended' : `entry ${accepted} is freed`,
            `entry ${entry} is freed`,
          );
        }
      },
    }),
    step() {
      const { client, server } = areas();
      const waits = head.waiting();
      check!(waits);
      const laneAsks = run.frame[lane] === 1;
      checkPort!(waits || laneAsks);
      const pops = waits && !laneAsks && server.side.port.event.releaseAccepted;
      accepted = pops ? ended.shift()! : -1;
      head.step(found >= 0, pops);
      if (found >= 0) ended.push(found);
      const { answered, operation, code, entry } = client.checker.decision(0);
      const frees = answered && operation === operations.DEALLOCATE && code === results.OK;
      found = frees ? (keptWith[entry] ?? -1) : -1;
      if (frees) keptWith[entry] = -1;
    },
    unfinished: () =>
      head.waiting() || found >= 0 || ended.length > 0
        ? 'buffers of held calls that have ended are not free in the server area'
        : undefined,
    restart() {
      keptWith.length = 0;
      ended.length = 0;
      head.restart();
      found = -1;
      accepted = -1;
    },
  };
}
