// SPDX-License-Identifier: Apache-2.0
import {
  collectStream,
  cycles,
  edge,
  equals,
  type InputPort,
  join,
  type OutputPort,
  type Stream,
  sample,
  sendStream,
  streamPorts,
  type Task,
  until,
} from '@baton-hdl/baton/simulation';
import { simulationTests } from '@baton-hdl/baton/simulation/vitest';
import { expect } from 'vitest';
import type { UartPorts } from './uart.d.ts';

const cyclesPerBit = 8;

const simulate = simulationTests<UartPorts>(
  {
    top: 'uart',
    files: ['uart.v'],
    directory: import.meta.dirname,
    parameters: { CYCLES_PER_BIT: cyclesPerBit },
  },
  { reset: { port: 'rst_n', active: 0 } },
);

/** Puts one byte on a line, as a far end would. */
function* transmit(line: InputPort, byte: number, stop = 1): Task {
  for (const bit of [0, ...Array.from({ length: 8 }, (_, index) => (byte >> index) & 1), stop]) {
    line.value = bit;
    yield cycles(cyclesPerBit);
  }
  line.value = 1;
}

/** Takes one byte from a line, looking at the middle of each bit. */
function* receive(line: OutputPort): Task<number> {
  yield edge(line, 'falling', { timeout: 1000 });
  yield cycles(cyclesPerBit / 2 - 1);
  let byte = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    yield cycles(cyclesPerBit);
    byte |= line.value << bit;
  }
  yield cycles(cyclesPerBit);
  expect(line.value).toBe(1);
  return byte;
}

/** Hands one byte to the transmitter and waits until it has taken it. */
function* send(ports: UartPorts, byte: number): Task {
  ports.send_valid.value = 1;
  ports.send_data.value = byte;
  yield until(equals(ports.send_ready, 1), { timeout: 1000 });
  ports.send_valid.value = 0;
}

simulate('sends a byte, the lowest bit first', function* ({ ports, testbench }) {
  const far = testbench.fork(() => receive(ports.tx), 'far end');
  yield* send(ports, 0xa5);
  yield join(far);
  expect(far.result).toBe(0xa5);
});

simulate('receives a byte', function* ({ ports, testbench }) {
  ports.rx.value = 1;
  ports.receive_ready.value = 1;
  yield cycles(4);
  testbench.fork(() => transmit(ports.rx, 0x3c), 'far end');
  const offered = equals(ports.receive_valid, 1);
  const byte = yield* sample(offered, () => ports.receive_data.value, { timeout: 200 });
  expect(byte).toBe(0x3c);
  // It was taken in that cycle.
  expect(ports.receive_valid.value).toBe(0);
});

simulate('reports a stop bit that is low, and a byte nobody took', function* ({ ports }) {
  ports.rx.value = 1;
  yield cycles(4);
  yield* transmit(ports.rx, 0xff, 0);
  yield cycles(cyclesPerBit);
  expect([ports.framing_error.value, ports.receive_valid.value]).toEqual([1, 0]);
  yield* transmit(ports.rx, 1);
  yield cycles(cyclesPerBit);
  expect([ports.framing_error.value, ports.receive_valid.value, ports.overrun.value]).toEqual([0, 1, 0]);
  yield* transmit(ports.rx, 2);
  yield cycles(cyclesPerBit);
  expect([ports.overrun.value, ports.receive_data.value]).toEqual([1, 2]);
});

simulate(
  'carries random bytes through its own line, with pauses on both sides',
  function* ({ model, ports, testbench, random }) {
    const bytes = [...random.fill(new Uint8Array(20))];
    testbench.fork(function* wire() {
      for (;;) {
        ports.rx.value = ports.tx.value;
        yield cycles(1);
      }
    });
    const pauses = () => ({ stallProbability: 0.7, random: random.fork(), timeout: 1000 });
    const sender = testbench.fork(
      () =>
        sendStream(
          streamPorts(model, 'send', ['data']),
          bytes.map((data) => ({ data })),
          pauses(),
        ),
      'sender',
    );
    const received: Stream = {
      name: 'received bytes',
      valid: ports.receive_valid,
      ready: ports.receive_ready,
      payload: { data: ports.receive_data },
    };
    const taken = yield* collectStream(received, (all) => all.length === bytes.length, pauses());
    expect(taken.map(({ data }) => Number(data))).toEqual(bytes);
    yield join(sender, { timeout: 100 });
  },
  { seeds: 3 },
);
