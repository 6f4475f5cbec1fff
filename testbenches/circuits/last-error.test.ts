// SPDX-License-Identifier: Apache-2.0
import { beforeAll, expect } from 'vitest';
import { resultCodes } from '../../hdl-gen/circuits/codes.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildControlCircuits, shapes } from './control-circuits.ts';

const file = 'testbenches/circuits/last-error.test.ts';
let library: ModelLibrary;
beforeAll(async () => {
  library = await buildControlCircuits(shapes[0]);
}, 180_000);

testWithSeeds(file, 'the latest refusal is kept until the next one or until it is cleared', (random) => {
  const errors = startCircuit(library, 'errors');
  let record = { code: 0, entry: 0, tag: 0 };
  for (let cycle = 0; cycle < 1500; cycle += 1) {
    const one = () => Number(random.chance(0.15));
    const inputs = {
      operation_valid: one(),
      operation_code: 2 + random.below(6),
      operation_entry: random.below(5),
      operation_tag: random.below(3),
      window_valid: one(),
      window_code: 2 + random.below(6),
      window_entry: random.below(5),
      too_long: one(),
      too_long_entry: random.below(5),
      too_long_tag: random.below(3),
      error_clear: one(),
    };
    errors.drive(inputs);
    expect({
      code: errors.read('error_code'),
      entry: errors.read('error_entry'),
      tag: errors.read('error_tag'),
    }).toEqual(record);
    errors.clock();
    if (inputs.operation_valid) {
      record = { code: inputs.operation_code, entry: inputs.operation_entry, tag: inputs.operation_tag };
    } else if (inputs.window_valid) {
      record = { code: inputs.window_code, entry: inputs.window_entry, tag: 0 };
    } else if (inputs.too_long) {
      record = { code: resultCodes.ERR_LENGTH, entry: inputs.too_long_entry, tag: inputs.too_long_tag };
    } else if (inputs.error_clear) {
      record = { code: 0, entry: 0, tag: 0 };
    }
  }
});
