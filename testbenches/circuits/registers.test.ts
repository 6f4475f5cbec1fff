// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { registerFile, registerMap, statistics, statisticsOf } from '../../hdl-gen/registers/index.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { type Circuit, startCircuit } from '../support/circuit.ts';
import { simulateModules } from '../support/simulate-module.ts';

const configuration = parseConfiguration({
  parties: 'two',
  buffers: 5,
  temporaryBuffers: 3,
  threads: 3,
  bufferBytes: 64,
  dataWidth: 32,
  statisticsBits: 40,
});
const map = registerMap(configuration);
const counted = statisticsOf(configuration)!;
const addressOf = (name: string) => map.find((register) => register.name === name)!.address;

/** The register file in the first cycle in which it accepts an access. */
function startFile(library: ModelLibrary): Circuit {
  const file = startCircuit(library, 'file');
  expect(file.read('register_ready')).toBe(0);
  file.clock();
  return file;
}

/** One access from its acceptance to its end. */
function access(file: Circuit, address: number, data?: number, each: () => void = () => {}) {
  file.drive({
    register_valid: 1,
    register_write: Number(data !== undefined),
    register_address: address,
    register_write_data: data ?? 0,
  });
  expect(file.read('register_ready')).toBe(1);
  file.clock();
  file.drive({ register_valid: 0 });
  let waited = 0;
  for (; file.read('register_done') === 0 && waited < 100; waited += 1) {
    expect([
      file.read('register_ready'),
      file.read('register_read_data'),
      file.read('register_error'),
    ]).toEqual([0, 0, 0]);
    file.clock();
    each();
    file.drive({});
  }
  const answer = { data: file.read('register_read_data'), error: file.read('register_error') === 1, waited };
  file.clock();
  return answer;
}

describe('the registers of a channel', () => {
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await simulateModules({
      file: { module: registerFile(map, { count: counted.counters.length, bits: counted.bits }) },
      counts: { module: statistics(counted) },
    });
  }, 180_000);

  test('hold what was written, at once and for ever, and begin with what was built', () => {
    const file = startFile(library);
    expect([file.read('area_limit'), file.read('temporaries_limit'), file.read('reserve')]).toEqual([
      5, 3, 1,
    ]);
    expect(access(file, addressOf('area_limit'), 2)).toEqual({ data: 0, error: false, waited: 0 });
    expect(file.read('area_limit')).toBe(2);
    expect(access(file, addressOf('area_limit'))).toEqual({ data: 2, error: false, waited: 0 });
    expect(access(file, addressOf('control')).data).toBe(2);
    access(file, addressOf('control'), 0);
    expect([file.read('reserve'), file.read('area_limit')]).toEqual([0, 2]);
  });

  test('refuse values above what was built, zero, registers that are only read, and addresses without a register', () => {
    const file = startFile(library);
    for (const value of [0, 6, 2 ** 31 + 1]) {
      expect(access(file, addressOf('area_limit'), value).error).toBe(true);
      expect(file.read('area_limit')).toBe(5);
    }
    expect(access(file, addressOf('cycles'), 1).error).toBe(true);
    expect(access(file, addressOf('area_most_in_use'), 1).error).toBe(true);
    const known = new Set(map.map(({ address }) => address));
    for (let address = 0; address < 1024; address += 1) {
      if (known.has(address)) continue;
      expect(access(file, address), String(address)).toEqual({ data: 0, error: true, waited: 0 });
    }
  });

  test('clear the statistics in one cycle, and stop them', () => {
    const file = startFile(library);
    expect([file.read('statistics_run'), file.read('statistics_clear')]).toEqual([1, 0]);
    file.drive({
      register_valid: 1,
      register_write: 1,
      register_address: addressOf('statistics'),
      register_write_data: 1,
    });
    file.clock();
    file.drive({ register_valid: 0 });
    expect([file.read('statistics_run'), file.read('statistics_clear')]).toEqual([1, 1]);
    file.clock();
    file.drive({});
    expect([file.read('statistics_run'), file.read('statistics_clear')]).toEqual([0, 0]);
  });

  test('ask for a counter, wait for it, and keep its high word', () => {
    const file = startFile(library);
    const index = map.find(({ name }) => name === 'bytes')!.counter!.index;
    let cycles = 0;
    const answer = access(file, addressOf('bytes'), undefined, () => {
      cycles += 1;
      file.drive({ counter_captured: Number(cycles === 4), counter_value: 0x12_3456_789an });
      expect([file.read('counter_wanted'), file.read('counter_index')]).toEqual([1, index]);
    });
    expect(answer).toEqual({ data: 0x3456_789a, error: false, waited: 4 });
    expect(access(file, addressOf('bytes_high')).data).toBe(0x12);
  });

  test('every counter adds up its events, whatever the sweep does meanwhile', () => {
    const counts = startCircuit(library, 'counts', { statistics_run: 1 });
    const { counters, events } = counted;
    const sums = new Map(counters.map(({ name }) => [name, 0]));
    let inUse = 0;
    for (let cycle = 0; cycle < 400; cycle += 1) {
      const ones = new Set(
        events.filter((_, index) => (cycle * (index + 3)) % 7 === 0).map(({ name }) => name),
      );
      if (inUse + 2 > 5) ones.delete('area_first_allocated');
      if (inUse === 0 || ones.has('area_first_allocated')) ones.delete('area_first_freed');
      for (const name of [
        'area_second_allocated',
        'area_second_freed',
        'temporaries_taken',
        'temporaries_returned',
      ])
        ones.delete(name);
      counts.clock(
        Object.fromEntries(
          events.map(({ name, width }) => [name, ones.has(name) ? (width === 1 ? 1 : 64) : 0]),
        ),
      );
      for (const { name, events: sources, pool } of counters) {
        const adds = sources.reduce(
          (sum, source) => sum + (ones.has(source) ? (source.endsWith('_bytes') ? 64 : 1) : 0),
          0,
        );
        sums.set(name, sums.get(name)! + (pool === 'area' ? inUse : adds));
      }
      inUse += Number(ones.has('area_first_allocated')) - Number(ones.has('area_first_freed'));
    }
    counts.clock(Object.fromEntries(events.map(({ name }) => [name, 0])));
    counts.clock({ statistics_run: 0 });
    for (const [index, { name }] of counters.entries()) {
      if (name === 'cycles' || name.endsWith('in_use_cycles')) continue;
      counts.drive({ counter_wanted: 1, counter_index: index });
      for (let wait = 0; counts.read('counter_captured') === 0 && wait < 100; wait += 1) {
        counts.clock();
        counts.drive({});
      }
      expect([name, counts.read('counter_value')]).toEqual([name, sums.get(name)]);
      counts.clock({ counter_wanted: 0 });
      counts.drive({});
    }
    expect(sums.get('area_allocations')).toBeGreaterThan(10);
  });
});
