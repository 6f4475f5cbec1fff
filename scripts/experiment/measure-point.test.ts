// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { openSession, type Session } from '../../sim/session/index.ts';
import { drawStimulus } from '../../sim/sizing/index.ts';
import { runClosedLoop } from '../../sim/traffic/closed-loop/closed-loop.ts';
import { lawOf } from './law.ts';
import { measurePoint } from './measure-point.ts';
import type { ExperimentDesign, Point } from './point.ts';
import { pointOf } from './points/base.ts';
import { prepare } from './prepare.ts';

const TINY: ExperimentDesign = {
  name: 'tiny gateway',
  configuration: { buffers: 4, bufferBytes: 64, dataWidth: 32, threads: 4, release: 'both' },
};

const point = (given: Partial<Point>): Point =>
  pointOf({
    run: 'test',
    release: 'early',
    design: TINY,
    threads: 1,
    requestSizes: 64,
    serviceCycles: 200,
    calls: 40,
    ...given,
  });

describe('a point', () => {
  it('of one thread occupies its areas for the cycles of the law, and takes as long as the event simulation says', async () => {
    const one = point({ returnSizes: 13, serviceShape: 'deterministic' });
    const outcome = await measurePoint(one);
    const { measured, simulated } = outcome;
    // The law is written for 64 bit; only words count, and those were drawn.
    expect(measured.pools.slice(0, 2).map((pool) => pool.bufferCyclesPerCall)).toEqual(
      lawOf({ point: one as never, outcome }),
    );
    expect(measured.latency).toEqual(simulated.latency);
    expect(measured.callsPerCycle).toBeCloseTo(simulated.callsPerCycle, 9);
    expect([measured.calls, measured.stuckCalls, outcome.payloadBytes]).toEqual([40, 0, 40 * (64 + 13)]);
  });

  it('of four threads on two buffers is compared with the reference model and gets through', async () => {
    const { measured, comparisons } = await measurePoint(
      point({ threads: 4, limits: { areaBuffers: [2, 2], temporaryBuffers: 2 }, checked: true }),
    );
    expect(measured.pools.map(({ peak }) => peak)).toEqual([2, 2, 2]);
    expect(measured.pools[0].requests.blocked).toBeGreaterThan(0);
    expect([measured.calls, measured.stuckCalls]).toEqual([40, 0]);
    // 4 allocations, 4 deallocations and 4 detections of each call, at least.
    expect(comparisons).toBeGreaterThan(12 * 40);
  });

  it('with hold keeps a buffer of each area to the end of the call', async () => {
    const { measured, simulated } = await measurePoint(
      point({ release: 'hold', threads: 4, limits: { areaBuffers: [2, 2] } }),
    );
    expect(measured.pools.slice(0, 2).map(({ peak }) => peak)).toEqual([2, 2]);
    expect(measured.callsPerCycle / simulated.callsPerCycle).toBeCloseTo(1, 1);
    expect(measured.pools[0].bufferCyclesPerCall).toBeGreaterThan(200);
  });

  it('counts calls that deadlock without a reserve, and ends', async () => {
    const { measured } = await measurePoint(
      point({
        threads: 4,
        serviceCycles: 0,
        calls: 4_000,
        limits: { areaBuffers: [1, 1], temporaryBuffers: 1, reserve: 0 },
      }),
    );
    expect(measured.stuckCalls).toBeGreaterThan(0);
    expect(measured.calls).toBeLessThan(4_000);
  });
});

describe('threads that call', () => {
  it('notice a byte that is not what was sent', async () => {
    const { manifest, folder } = await prepare(TINY.configuration);
    const session = await openSession({ manifest, files: folder, seed: 1, repeat: 'none', check: false });
    try {
      expect(() =>
        runClosedLoop({
          circuits: { ...spoiled(session), manifest },
          stimulus: drawStimulus({
            ...point({ threads: 2 }),
            thinkShape: 'deterministic',
            startWithinCycles: 10,
          }),
          calls: 10,
          warmUpCalls: 0,
        }),
      ).toThrow(/Stream server_out, request of thread \d, byte \d+: its bytes are not what was sent/);
    } finally {
      session.close();
    }
  });
});

/** The session with a bit of its server's input stuck at 1. */
function spoiled(session: Session): Pick<Session, 'port' | 'settle' | 'edge' | 'describeState'> {
  const data = session.port('client_in_data');
  return {
    port: (name) => session.port(name),
    describeState: () => '',
    settle() {
      data.value |= 1 << 5;
      session.settle();
    },
    edge: () => session.edge(),
  };
}
