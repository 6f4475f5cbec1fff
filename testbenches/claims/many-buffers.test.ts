// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { allocationLookup } from '../../hdl-gen/circuits/allocation-lookup.ts';
import { sizesOf } from '../../hdl-gen/circuits/sizes.ts';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { simulateModules } from '../support/simulate-module.ts';

const buffers = 40;
const configuration = parseConfiguration({ parties: 'two', buffers, bufferBytes: 64, dataWidth: 32 });

test('of more than 32 buffers each is handed out once', async () => {
  const library = await simulateModules({ offer: { module: allocationLookup(sizesOf(configuration)) } });
  const offer = startCircuit(library, 'offer', { reserve: 1 });
  let flags = 2n ** BigInt(buffers) - 1n;
  const given: number[] = [];
  // The first offer stands two cycles after the flags are seen, and a flag falls two cycles after its entry was taken.
  for (let cycle = 0; cycle < 3 * buffers && given.length < buffers; cycle += 1) {
    offer.drive({ flags, second_wants: 1, second_taken: 0 });
    if (cycle % 3 === 2) {
      offer.drive({ second_taken: offer.read('second_offered') });
      given.push(offer.read('entry'));
      flags &= ~(1n << BigInt(given.at(-1)!));
    }
    offer.clock();
  }
  expect(given, 'entries in the order in which they were given').toEqual([...Array(buffers).keys()]);
}, 60_000);
