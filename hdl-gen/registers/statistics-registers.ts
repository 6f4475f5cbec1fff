// SPDX-License-Identifier: Apache-2.0
import { bitsToHold } from '../language/index.ts';
import { type Register, registerBits } from './register-model.ts';
import type { Statistics } from './statistics-counters.ts';

/** The registers that show and control what is counted. */
export function statisticsRegisters({ bits, pools, counters }: Statistics): Register[] {
  return [
    {
      name: 'statistics',
      address: 0x04,
      meaning: 'what the counters do',
      fields: [
        {
          name: 'statistics_clear',
          low: 0,
          width: 1,
          access: 'write-one',
          reset: 0,
          meaning: '1: all counters and high-water marks begin again from zero',
        },
        {
          name: 'statistics_run',
          low: 1,
          width: 1,
          access: 'read-write',
          reset: 1,
          meaning: '1: events are counted; 0: counters and high-water marks stand still',
        },
      ],
    },
    ...pools.map(({ name, members }, index) => ({
      name: `${name}_most_in_use`,
      address: 0x100 + 4 * (name === 'temporaries' ? 2 : index),
      meaning: `high-water mark of ${name.replace('_', ' ')}`,
      fields: [
        {
          name: `${name}_most_in_use`,
          low: 0,
          width: bitsToHold(members),
          access: 'read-only' as const,
          reset: 0,
          meaning: `most of ${name.replace('_', ' ')} in use at once`,
        },
      ],
    })),
    ...counters.flatMap(({ name, meaning, address }, index) => {
      const word = (half: 'low' | 'high', width: number): Register => ({
        name: half === 'low' ? name : `${name}_high`,
        address: half === 'low' ? address : address + 4,
        meaning: half === 'low' ? meaning : `the bits above, latched when ${name} is read`,
        fields: [
          {
            name: half === 'low' ? name : `${name}_high`,
            low: 0,
            width,
            access: 'read-only',
            reset: 0,
            meaning: half === 'low' ? meaning : `the bits above, latched when ${name} is read`,
          },
        ],
        counter: { index, half },
      });
      return [
        word('low', Math.min(bits, registerBits)),
        ...(bits > registerBits ? [word('high', bits - registerBits)] : []),
      ];
    }),
  ];
}
