// SPDX-License-Identifier: Apache-2.0
import { cycles, join } from '../../../sim/tasks/index.ts';
import type { GeneratedModel } from '../../support/generated-model.ts';
import { openBench, sendNotices, takeMessages } from './bench.ts';
import { atMost, busyAtLeast, type CycleRow } from './row.ts';

/** Single messages through the channel: copy, early release, and the way to the processing port. */
export function measureMessages(generated: GeneratedModel, preset: string): CycleRow[] {
  const { wordBytes } = generated.manifest.sizes;
  const copyTargets: Readonly<Record<number, number>> = { 4: 4, 64: 11, 5120: 643 };
  return [4, 64, 5120].flatMap((bytes) => {
    const words = Math.ceil(bytes / wordBytes);
    const seen = followMessage(generated, bytes);
    return [
      atMost(
        preset,
        `copy of ${bytes} bytes, from the waiting reference to the last word`,
        copyTargets[bytes]!,
        seen.copied - seen.waiting + 1,
      ),
      atMost(
        preset,
        `message of ${words} words, first beat accepted to last word copied`,
        2 * words + 5,
        seen.copied - seen.accepted,
      ),
      atMost(
        preset,
        `message of ${words} words, first beat accepted to first processing beat`,
        2 * words + 7,
        seen.processed - seen.accepted,
      ),
      atMost(preset, `message of ${words} words, last word copied to entry free`, 1, seen.free - seen.copied),
    ];
  });
}

/** The cycles of one message on an idle channel. */
function followMessage(generated: GeneratedModel, bytes: number) {
  const bench = openBench(generated);
  const seen = { accepted: -1, waiting: -1, copied: -1, free: -1, processed: -1 };
  bench.watch(
    [
      'first_in_valid',
      'first_in_ready',
      'second_interrupt',
      'second.temporary_write',
      'area.control_ram.flags',
      'second_out_valid',
    ],
    (cycle, values) => {
      const [valid, ready, interrupt, writes, flags, out] = values;
      if (seen.accepted < 0 && valid === 1 && ready === 1) {
        seen.accepted = cycle;
      }
      if (seen.waiting < 0 && interrupt === 1) {
        seen.waiting = cycle;
      }
      if (writes === 1) {
        seen.copied = cycle;
      }
      if (seen.copied >= 0 && seen.free < 0 && (flags! & 1) === 1) {
        seen.free = cycle;
      }
      if (seen.processed < 0 && out === 1) {
        seen.processed = cycle;
      }
    },
  );
  const receiver = bench.testbench.fork(takeMessages(bench, 'second', 1));
  bench.testbench.run(function* () {
    yield* sendNotices(bench, 'first', [bytes])();
    yield join(receiver);
    yield cycles(10);
  });
  return seen;
}

/** How busy the lanes are with messages back to back. */
export function measureThroughput(generated: GeneratedModel, preset: string): CycleRow[] {
  const oneWay = (bytes: number) => laneShares(generated, bytes, ['second']).second;
  const both = laneShares(generated, 1024, ['first', 'second']);
  return [
    busyAtLeast(preset, 'messages of 1024 bytes back to back, one way: copy lane busy', 97, oneWay(1024)),
    busyAtLeast(preset, 'messages of 1024 bytes both ways at once: copy lane busy', 95, both.second),
    busyAtLeast(preset, 'messages of 1024 bytes both ways at once: other lane busy', 95, both.first),
    busyAtLeast(preset, 'messages of 64 bytes back to back, one way: copy lane busy', 78, oneWay(64)),
  ];
}

/** The share of cycles in which a word is read for each receiving party, from its first read to its last. */
function laneShares(generated: GeneratedModel, bytes: number, receivers: readonly ('first' | 'second')[]) {
  const bench = openBench(generated);
  const messages = Math.ceil(200_000 / bytes);
  const lanes = { first: { reads: 0, from: -1, to: -1 }, second: { reads: 0, from: -1, to: -1 } };
  const sizes = Array.from({ length: messages }, () => bytes);
  const ends = receivers.map((receiver) => {
    const lane = lanes[receiver];
    bench.watch(
      [`area.payload.${receiver}_read_valid`, `area.payload.${receiver}_read_ready`],
      (cycle, [valid, ready]) => {
        if (valid === 1 && ready === 1) {
          lane.reads += 1;
          lane.from = lane.from < 0 ? cycle : lane.from;
          lane.to = cycle;
        }
      },
    );
    bench.testbench.fork(sendNotices(bench, receiver === 'second' ? 'first' : 'second', sizes));
    return bench.testbench.fork(takeMessages(bench, receiver, messages));
  });
  bench.testbench.run(function* () {
    for (const end of ends) {
      yield join(end);
    }
  });
  const share = ({ reads, from, to }: (typeof lanes)['first']) => reads / (to - from + 1);
  return { first: share(lanes.first), second: share(lanes.second) };
}
