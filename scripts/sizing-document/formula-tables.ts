// SPDX-License-Identifier: Apache-2.0
import {
  buffersForThreads,
  byteEfficiency,
  type CallShape,
  CIRCUIT_TIMING,
  callCycles,
  callShape,
  holdingCycles,
  holdingShares,
  saving,
  threadsForBuffers,
} from '../../sim/sizing/index.ts';
import { markdownTable } from '../markdown-table.ts';

const BLOCKING = 1e-6;
const NO_OVERHEAD = {
  bytesPerCycle: 1,
  copyStartCycles: 0,
  hopCycles: 0,
  bufferlessCycles: 0,
  laneGapCycles: 0,
};
const CIRCUITS = { bytesPerCycle: 8, ...CIRCUIT_TIMING };

/** Buffers by service time, all copies alike and without hops. */
export function lawTable(): string {
  const rows = [0, 1, 4, 10, 32, 100, 320, 1000, 10_000].map((service) => {
    const call = { requestBytes: 1, returnBytes: 1, serviceCycles: service, thinkCycles: 0 };
    const shape = callShape('temporary', NO_OVERHEAD, call);
    const [share] = holdingShares(shape, 'early');
    const { areas, together } = saving(shape);
    const sizes = [32, 256].flatMap((threads) => {
      const needed = buffersForThreads(threads, share, BLOCKING);
      return [threads * share, needed, threads / needed];
    });
    return [service, areas[0], together, ...sizes, threadsForBuffers(32, share, BLOCKING)];
  });
  return markdownTable(
    [
      'S / Tc',
      'R1',
      'R12',
      '32 threads: mean',
      'needed',
      '32 : needed',
      '256 threads: mean',
      'needed',
      '256 : needed',
      'threads that 32 buffers serve',
    ],
    rows,
  );
}

/** Calls of known services, by the timing of the circuits at 64 bit. */
export function workloadTable(): string {
  const points: readonly (readonly [string, number, number, number])[] = [
    ['no service, just above a bypass of 128 bytes', 136, 136, 0],
    ['key-value cache, 2.8 us', 136, 503, 2_800],
    ['search, 300 us', 464, 464, 300_000],
    ['desktop bus, 0.7 ms', 1024, 1024, 701_000],
    ['full buffers, 1 us', 5120, 5120, 1_000],
    ['full buffers, 10 us', 5120, 5120, 10_000],
    ['full buffers, 100 us', 5120, 5120, 100_000],
    ['full buffers, 1 ms', 5120, 5120, 1_000_000],
  ];
  const rows = points.map(([name, requestBytes, returnBytes, serviceCycles]) => {
    const shape = callShape('temporary', CIRCUITS, {
      requestBytes,
      returnBytes,
      serviceCycles,
      thinkCycles: 0,
    });
    return [name, `${requestBytes} / ${returnBytes}`, serviceCycles, ...pointOf(shape)];
  });
  return markdownTable(
    ['calls', 'request / return bytes', 'S', '2c', 'R1', 'R12', 'needed by 32 threads', 'by 256 threads'],
    rows,
  );
}

function pointOf(shape: CallShape): readonly number[] {
  const [share] = holdingShares(shape, 'early');
  const { areas, together } = saving(shape);
  const needed = [32, 256].map((threads) => buffersForThreads(threads, share, BLOCKING));
  return [holdingCycles(shape, 'early').areas[0], areas[0], together, ...needed];
}

/** What no release can save: bytes that are reserved but not alive. */
export function byteTable(): string {
  return markdownTable(
    ['message bytes', 'of the byte-cycles of a buffer of 5120'],
    [5120, 1536, 503, 128].map((bytes) => [bytes, `${Math.round(100 * byteEfficiency(bytes, 5120))} %`]),
  );
}

/** Cycles of a call of the tables by simulation, one of 512 bytes at 64 bit, and of its copy. */
export function simulatedCall(serviceCopies: number): {
  readonly shape: CallShape;
  readonly serviceCycles: number;
  readonly startWithinCycles: number;
} {
  const copy = 512 / CIRCUITS.bytesPerCycle + CIRCUITS.copyStartCycles;
  const serviceCycles = serviceCopies * copy;
  const shape = callShape('temporary', CIRCUITS, {
    requestBytes: 512,
    returnBytes: 512,
    serviceCycles,
    thinkCycles: 0,
  });
  return { shape, serviceCycles, startWithinCycles: callCycles(shape) };
}
