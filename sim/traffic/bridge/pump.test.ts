// SPDX-License-Identifier: Apache-2.0
import { setImmediate as nextImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Carrier } from '../carrier.ts';
import { createPump } from './pump.ts';

function createScene(options: { work: number; idleAfterRuns?: number }) {
  const log = { runs: 0, budgets: [] as number[], rests: 0, failures: [] as unknown[] };
  const scene = { ...log, left: options.work, throwing: undefined as Error | undefined };
  const carrier: Carrier = {
    tags: 1,
    largestMessage: 1,
    onDelivery: undefined,
    send: () => {},
    run(budget) {
      if (scene.throwing) throw scene.throwing;
      scene.runs++;
      scene.budgets.push(budget);
      return scene.runs >= (options.idleAfterRuns ?? 0);
    },
  };
  const pump = createPump({
    carrier,
    fill() {
      if (scene.left === 0) return 0;
      scene.left--;
      return 1;
    },
    onIdle: () => scene.rests++,
    onFailure: (error) => scene.failures.push(error),
  });
  return { scene, pump };
}

async function rounds(count: number): Promise<void> {
  for (let round = 0; round < count; round++) await nextImmediate();
}

describe('pump', () => {
  it('does nothing before it is woken, and comes to rest when everything is done', async () => {
    const { scene, pump } = createScene({ work: 3 });
    await rounds(3);
    expect(pump.turns()).toBe(0);
    pump.wake();
    pump.wake();
    expect(pump.isBusy()).toBe(true);
    await rounds(10);
    expect(pump.isBusy()).toBe(false);
    expect(scene).toMatchObject({ left: 0, runs: 3, rests: 1 });
    expect(pump.turns()).toBe(1);
  });

  it('goes on while the carrier has not come to rest, although nothing is left to send', async () => {
    const { scene, pump } = createScene({ work: 1, idleAfterRuns: 50 });
    pump.wake();
    while (pump.isBusy()) await rounds(1);
    expect(scene.runs).toBe(50);
  });

  it('keeps bursts within 4 ms of simulation and lets the event loop breathe in between', async () => {
    const { scene, pump } = createScene({ work: Number.POSITIVE_INFINITY });
    pump.wake();
    await rounds(5);
    pump.stop();
    expect(pump.turns()).toBeGreaterThan(1);
    expect(pump.turns()).toBeLessThanOrEqual(6);
    expect(scene.budgets.length).toBeGreaterThan(0);
    expect(scene.budgets.filter((budget) => !(budget > 0 && budget <= 4))).toEqual([]);
  });

  it('reports a failure once and never runs again', async () => {
    const { scene, pump } = createScene({ work: 5 });
    scene.throwing = new Error('differs');
    pump.wake();
    await rounds(3);
    pump.wake();
    await rounds(3);
    expect(scene.failures).toEqual([scene.throwing]);
    expect(pump.isBusy()).toBe(false);
    expect(pump.turns()).toBe(1);
  });
});
