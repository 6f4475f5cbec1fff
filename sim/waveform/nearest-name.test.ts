// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

describe('nearestName', () => {
  it.each([
    ['flags_q', ['flag_q', 'flags', 'other'], 'flag_q'],
    ['clk', ['reset', 'clock'], undefined],
    ['clok', ['reset', 'clock'], 'clock'],
    ['u_area.swap.flags_q', ['u_area.u_swap.flags_q', 'u_area.u_swap.flags_d'], 'u_area.u_swap.flags_q'],
    ['valid', ['ready', 'data'], undefined],
    ['a', ['b'], 'b'],
    ['same', ['sane', 'same'], 'same'],
    ['abcdef', [], undefined],
  ])('finds for %s among %j: %s', (name, candidates, expected) => {
    expect(nearestName(name, candidates)).toBe(expected);
  });
});
