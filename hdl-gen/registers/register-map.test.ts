// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { type ConfigurationInput, parseConfiguration } from '../configuration/index.ts';
import { registerMap } from './index.ts';
import { registerAddressBits, registerBits } from './register-model.ts';

const mapOf = (input: ConfigurationInput) => registerMap(parseConfiguration(input));

describe.each<ConfigurationInput>([
  {},
  { parties: 'two' },
  { parties: 'two', buffers: 1, reserveForReturn: 0, statisticsBits: 0 },
  { buffers: 64, temporaryBuffers: 64, threads: 256, statisticsBits: 64 },
  { statisticsBits: 32 },
  { path: 'direct' },
  { server: 'remote' },
  { reclaim: true },
  { parties: 'two', reclaim: true },
  { server: 'remote', reclaim: true },
])('the register map of %o', (input) => {
  const map = mapOf(input);

  test('has one register at each address, in order, and names everything once', () => {
    const addresses = map.map(({ address }) => address);
    expect(addresses).toEqual([...new Set(addresses)].sort((one, other) => one - other));
    for (const address of addresses) {
      expect(address % 4).toBe(0);
      expect(address).toBeLessThan(2 ** registerAddressBits);
    }
    const names = map.flatMap(({ fields }) => fields).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(map.map(({ name }) => name)).size).toBe(map.length);
  });

  test('keeps the fields of a register apart and inside it, and every reset value allowed', () => {
    for (const { fields } of map) {
      let next = 0;
      for (const { low, width, reset, allowed } of fields) {
        expect(low).toBeGreaterThanOrEqual(next);
        next = low + width;
        expect(reset).toBeLessThan(2 ** width);
        if (allowed !== undefined) {
          expect(reset).toBeGreaterThanOrEqual(allowed.least);
          expect(reset).toBeLessThanOrEqual(allowed.most);
        }
      }
      expect(next).toBeLessThanOrEqual(registerBits);
    }
  });
});

test('the same register has the same address in every design that has it', () => {
  const maps = [
    mapOf({}),
    mapOf({ statisticsBits: 0 }),
    mapOf({ parties: 'two' }),
    mapOf({ reserveForReturn: 0 }),
    mapOf({ path: 'direct' }),
    mapOf({ server: 'remote' }),
    mapOf({ reclaim: true }),
  ];
  const addresses = new Map<string, number>();
  for (const { name, address } of maps.flat()) {
    expect(addresses.get(name) ?? address, name).toBe(address);
    addresses.set(name, address);
  }
});

test('what is not built has no register', () => {
  const names = (input: ConfigurationInput) => mapOf(input).map(({ name }) => name);
  expect(names({ path: 'direct' }).filter((name) => name.startsWith('temporar'))).toEqual([]);
  expect(names({ server: 'remote' }).filter((name) => name.startsWith('server'))).toEqual([]);
  expect(names({ path: 'direct' })).toContain('request_lane_cycles');
  expect(names({})).not.toContain('reclaim');
});

test('without statistics nothing of them is left', () => {
  expect(mapOf({ statisticsBits: 0 }).map(({ name }) => name)).toEqual([
    'control',
    'client_area_limit',
    'server_area_limit',
    'temporaries_limit',
    'server_threads_limit',
  ]);
});
