// SPDX-License-Identifier: Apache-2.0
import { createTestbench, edge, loadVerilog, reset } from '@baton-hdl/baton/simulation';
import type { UartPorts } from './uart.d.ts';

const library = await loadVerilog<UartPorts>({
  top: 'uart',
  files: ['uart.v'],
  directory: import.meta.dirname,
  parameters: { CYCLES_PER_BIT: 8 },
});
const model = library.create({ seed: 1 });
const testbench = createTestbench(model);
const cyclesTaken = testbench.run(function* () {
  yield* reset(model.ports.rst_n, { active: 0 });
  model.ports.send_valid.value = 1;
  model.ports.send_data.value = 0x55;
  yield edge(model.ports.tx, 'falling', { timeout: 100 });
  return model.cycles;
});
console.log(
  `The start bit is on the line after ${cyclesTaken} cycles; the design printed: ${model.output || 'nothing'}`,
);
model.dispose();
