// SPDX-License-Identifier: Apache-2.0
import { beforeAll, expect, test } from 'vitest';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildControlCircuits, shapes } from './control-circuits.ts';

const file = 'testbenches/circuits/message-detection.test.ts';
let library: ModelLibrary;
beforeAll(async () => {
  library = await buildControlCircuits(shapes[0]);
}, 180_000);

test('a message that nobody takes is announced in every cycle', () => {
  const detect = startCircuit(library, 'detect');
  for (let cycle = 0; cycle < 100; cycle += 1) {
    detect.drive({ head_valid: 1 });
    expect([detect.read('message_waits'), detect.read('pop')]).toEqual([1, 0]);
    detect.clock();
  }
  detect.drive({ head_valid: 0 });
  expect(detect.read('message_waits')).toBe(0);
});

testWithSeeds(file, 'a reference goes to whom the mode says, once', (random) => {
  const detect = startCircuit(library, 'detect');
  let byCommand = 0;
  const pops = { circuits: 0, command: 0 };
  for (let cycle = 0; cycle < 1500; cycle += 1) {
    const inputs = {
      head_valid: random.below(2),
      circuits_ready: random.below(2),
      command_take: random.below(2),
      receive_by_command: random.below(2),
    };
    detect.drive(inputs);
    const circuitsTake = inputs.head_valid & inputs.circuits_ready & (1 - byCommand);
    const commandFinds = inputs.head_valid & byCommand;
    expect(detect.read('circuits_take')).toBe(circuitsTake);
    expect(detect.read('command_found')).toBe(commandFinds);
    expect(detect.read('pop')).toBe(circuitsTake | (commandFinds & inputs.command_take));
    expect(detect.read('message_waits')).toBe(inputs.head_valid);
    pops.circuits += circuitsTake;
    pops.command += commandFinds & inputs.command_take;
    detect.clock();
    byCommand = inputs.receive_by_command;
  }
  expect(Math.min(pops.circuits, pops.command)).toBeGreaterThan(100);
});
