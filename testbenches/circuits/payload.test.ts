// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { parties } from '../../hdl-gen/circuits/parties.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildDataCircuits, shapes, wordOf } from './data-circuits.ts';

const file = 'testbenches/circuits/payload.test.ts';

describe.each(shapes)('the payload memory of $title', (shape) => {
  const { payloadWords, wordBytes } = shape.sizes;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildDataCircuits(shape);
  }, 180_000);

  test('two streams that meet in a bank cost one of them one cycle; then all four move a word per cycle', () => {
    const payload = startCircuit(library, 'payload');
    const evenWords = payloadWords - (payloadWords % 2);
    const position = { first_write: 0, second_read: 0, second_write: 0, first_read: 0 };
    const lanes = Object.keys(position) as (keyof typeof position)[];
    const stalls: number[] = [];
    for (let cycle = 0; cycle < 40; cycle += 1) {
      for (const lane of lanes) {
        payload.drive({ [`${lane}_valid`]: 1, [`${lane}_address`]: position[lane] % evenWords });
      }
      let stalled = 0;
      for (const lane of lanes) {
        if (payload.read(`${lane}_ready`) === 1) position[lane] += 1;
        else stalled += 1;
      }
      stalls.push(stalled);
      payload.clock();
    }
    expect(stalls).toEqual([2, ...Array(39).fill(0)]);
  });

  test('the loser of a collision wins the next one', () => {
    const payload = startCircuit(library, 'payload');
    for (const access of ['write', 'read']) {
      const winners: number[] = [];
      for (let cycle = 0; cycle < 6; cycle += 1) {
        payload.drive({
          [`first_${access}_valid`]: 1,
          [`first_${access}_address`]: 2,
          [`second_${access}_valid`]: 1,
          [`second_${access}_address`]: 4,
        });
        expect(payload.read(`first_${access}_ready`) + payload.read(`second_${access}_ready`)).toBe(1);
        winners.push(payload.read(`first_${access}_ready`));
        payload.clock();
      }
      expect(winners).toEqual([1, 0, 1, 0, 1, 0]);
    }
  });

  testWithSeeds(file, 'random accesses of both parties agree with an array', (random) => {
    const payload = startCircuit(library, 'payload');
    const memory = new Map<number, bigint>();
    const expected: Partial<Record<'first' | 'second', bigint>> = {};
    let compared = 0;
    for (let cycle = 0; cycle < 2000; cycle += 1) {
      const used = new Set<number>();
      const address = () => {
        // A word is never reached twice in one cycle: its buffer belongs to one party, which writes before it sends.
        let drawn = random.below(payloadWords);
        while (used.has(drawn)) drawn = random.below(payloadWords);
        used.add(drawn);
        return drawn;
      };
      const writes = parties.map((party) => ({
        party,
        address: address(),
        data: wordOf(random.fill(new Uint8Array(wordBytes)), wordBytes, 0),
        strobe: random.below(2 ** wordBytes),
        valid: random.chance(0.7),
      }));
      const reads = parties.map((party) => ({ party, address: address(), valid: random.chance(0.7) }));
      for (const { party, address, data, strobe, valid } of writes) {
        payload.drive({
          [`${party}_write_valid`]: Number(valid),
          [`${party}_write_address`]: address,
          [`${party}_write_data`]: data,
          [`${party}_write_strobe`]: strobe,
        });
      }
      for (const { party, address, valid } of reads) {
        payload.drive({ [`${party}_read_valid`]: Number(valid), [`${party}_read_address`]: address });
        const before = expected[party];
        if (before !== undefined) {
          expect(payload.readWide(`${party}_read_data`)).toBe(before);
          compared += 1;
        }
        delete expected[party];
      }
      for (const { party, address, valid } of reads) {
        if (valid && payload.read(`${party}_read_ready`) === 1) {
          const word = memory.get(address);
          if (word !== undefined) expected[party] = word;
        }
      }
      for (const { party, address, data, strobe, valid } of writes) {
        if (!valid || payload.read(`${party}_write_ready`) === 0) continue;
        let mask = 0n;
        for (let lane = 0; lane < wordBytes; lane += 1) {
          if ((strobe >> lane) & 1) mask |= 255n << BigInt(8 * lane);
        }
        const whole = mask === (1n << BigInt(8 * wordBytes)) - 1n;
        // Before its first full write a word is unknown.
        if (!memory.has(address) && !whole) continue;
        memory.set(address, ((memory.get(address) ?? 0n) & ~mask) | (data & mask));
      }
      payload.clock();
      if (cycle === 0) {
        for (let word = 0; word < payloadWords; word += 1) {
          payload.clock({
            first_write_valid: 1,
            first_write_address: word,
            first_write_data: BigInt(word),
            first_write_strobe: 2 ** wordBytes - 1,
            second_write_valid: 0,
            first_read_valid: 0,
            second_read_valid: 0,
          });
          memory.set(word, BigInt(word));
        }
        for (const party of parties) delete expected[party];
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });
});

describe('the share of a payload port', () => {
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildDataCircuits(shapes[0]);
  }, 180_000);

  testWithSeeds(file, 'circuits go first, but never twice while the window waits', (random) => {
    const share = startCircuit(library, 'share');
    for (const access of ['write', 'read'] as const) {
      let window = false;
      let passedOver = 0;
      const served = { circuits: 0, window: 0 };
      for (let cycle = 0; cycle < 1000; cycle += 1) {
        window ||= random.chance(0.5);
        const circuits = random.chance(0.8);
        const memory = random.chance(0.8);
        share.drive({
          [`circuits_${access}_valid`]: Number(circuits),
          [`circuits_${access}_address`]: 5,
          [`window_${access}_valid`]: Number(window),
          [`window_${access}_address`]: 9,
          [`memory_${access}_ready`]: Number(memory),
        });
        const forCircuits = circuits && share.read(`circuits_${access}_ready`) === 1;
        const forWindow = window && share.read(`window_${access}_ready`) === 1;
        expect(Number(forCircuits) + Number(forWindow)).toBe(Number(memory && (circuits || window)));
        expect(share.read(`memory_${access}_valid`)).toBe(Number(circuits || window));
        if (forCircuits) expect(share.read(`memory_${access}_address`)).toBe(5);
        if (forWindow) expect(share.read(`memory_${access}_address`)).toBe(9);
        passedOver = forWindow || !window ? 0 : passedOver + Number(forCircuits);
        expect(passedOver).toBeLessThanOrEqual(1);
        served.circuits += Number(forCircuits);
        served.window += Number(forWindow);
        if (forWindow) window = false;
        share.clock();
      }
      expect(Math.min(served.circuits, served.window)).toBeGreaterThan(100);
    }
  });
});
