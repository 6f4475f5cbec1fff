// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parseManifest } from '../../sim/manifest/index.ts';
import { openRegisters, RegisterError } from '../../sim/session/index.ts';
import { createRandom, TestbenchTimeoutError } from '../../sim/tasks/index.ts';
import { buildGenerated, type GeneratedModel, resetUntilReady } from '../support/generated-model.ts';
import { runCalls } from './call-traffic.ts';

const threads = 16;
const bufferBytes = 64;
const scarce = { client_area_limit: 2, server_area_limit: 2, temporaries_limit: 2, server_threads_limit: 8 };

describe('one gateway for a whole sweep', () => {
  let gateway: GeneratedModel;
  beforeAll(async () => {
    gateway = await buildGenerated({
      parties: 'three',
      buffers: 6,
      temporaryBuffers: 6,
      bufferBytes,
      dataWidth: 32,
      threads,
      release: 'both',
    });
  }, 180_000);

  function start() {
    const model = gateway.create(1);
    onTestFinished(() => model.dispose());
    resetUntilReady(model);
    const registers = openRegisters(model, parseManifest(JSON.stringify(gateway.manifest), 'the manifest'));
    const run = (calls: number, atOnce = 3, random = createRandom(3)) =>
      runCalls(model, ['client', 'server'], {
        calls,
        threads,
        bufferBytes,
        atOnce,
        random,
        pauses: 0,
      });
    return { registers, run };
  }

  test('the limits bound what is in use, and are lifted again', () => {
    const { registers, run } = start();
    for (const limit of [2, 3, 6]) {
      const limits = { client_area_limit: limit, server_area_limit: limit, temporaries_limit: limit };
      registers.write({ ...limits, statistics_clear: 1, statistics_run: 1 });
      run(60);
      const { calls, client_area_most_in_use, server_area_most_in_use, temporaries_most_in_use } =
        registers.statistics();
      expect(calls).toBe(60);
      expect([client_area_most_in_use, server_area_most_in_use, temporaries_most_in_use]).toEqual([
        limit,
        limit,
        limit,
      ]);
    }
  });

  test('the statistics add up: everything that is taken comes back, and every byte is counted', () => {
    const { registers, run } = start();
    run(80);
    const counted = registers.statistics();
    for (const pool of ['client_area', 'server_area', 'temporaries']) {
      expect(counted[`${pool}_allocations`]).toBe(160);
      expect(counted[`${pool}_deallocations`]).toBe(160);
      expect(counted[`${pool}_in_use_cycles`]).toBeGreaterThan(160);
    }
    expect(counted.lane_in_cycles).toBe(counted.lane_out_cycles);
    expect(counted.bytes).toBeLessThanOrEqual(4 * counted.lane_in_cycles!);
    expect(counted.bytes).toBeGreaterThan(4 * counted.lane_in_cycles! - 3 * 160);
    expect(registers.statistics().cycles).toBeGreaterThan(counted.cycles!);
  });

  test('a held call takes one buffer of each area instead of two', () => {
    const { registers, run } = start();
    registers.write({ hold: 1, statistics_clear: 1 });
    run(80);
    const held = registers.statistics();
    for (const area of ['client_area', 'server_area']) {
      expect([held[`${area}_allocations`], held[`${area}_deallocations`]]).toEqual([80, 80]);
    }
    expect(held.temporaries_allocations).toBe(160);
  });

  test('with as few buffers, held calls need no reserve', () => {
    const { registers, run } = start();
    registers.write({ ...scarce, server_threads_limit: 2, reserve: 0, hold: 1 });
    expect(run(120, 2)).toBeGreaterThan(0);
    expect(registers.statistics().client_area_most_in_use).toBe(2);
  });

  test('more calls than buffers lock up while the reserve is off, and only then', () => {
    const kept = start();
    kept.registers.write(scarce);
    expect(kept.run(120)).toBeGreaterThan(0);
    const open = start();
    open.registers.write({ ...scarce, reserve: 0 });
    expect(() => open.run(120)).toThrow(TestbenchTimeoutError);
  });

  test('what is not allowed is refused with the register and the value', () => {
    const { registers } = start();
    expect(() => registers.write({ temporaries_limit: 7 })).toThrow(
      "'baton_gateway' refuses writing 7 to register 'temporaries_limit'",
    );
    expect(() => registers.write({ temporaries: 1 })).toThrow("'baton_gateway' has no setting 'temporaries'");
    expect(() => registers.read('nothing')).toThrow(RegisterError);
    expect(registers.read('temporaries_limit')).toBe(6);
  });
});
