// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished } from 'vitest';
import type { Model } from '../../sim/harness/index.ts';
import { createTestbench, cycles, type Random } from '../../sim/tasks/index.ts';
import { buildGenerated, type GeneratedModel, resetUntilReady } from '../support/generated-model.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { runCalls } from './call-traffic.ts';
import { party } from './party.ts';

const file = 'testbenches/blocks/reset.test.ts';
const shape = { buffers: 3, bufferBytes: 64, threads: 4, dataWidth: 32 } as const;

const blocks = [
  { parties: 'two', names: ['first', 'second'] },
  { parties: 'three', names: ['client', 'server'] },
] as const;

/** Traffic of all kinds, for as many cycles as asked; it is left where it stands. */
function beginTraffic(model: Model, names: readonly [string, string], random: Random, length: number): void {
  const testbench = createTestbench(model);
  const [caller, server] = names.map((name) => party(model, name)) as [
    ReturnType<typeof party>,
    ReturnType<typeof party>,
  ];
  const bytes = () => random.fill(new Uint8Array(random.below(shape.bufferBytes + 1)));
  const calls = Array.from({ length: shape.threads }, (_, tag) => ({ bytes: bytes(), tag, kind: 1 }));
  const notices = Array.from({ length: 40 }, (_, index) => ({
    bytes: bytes(),
    tag: index % shape.threads,
    kind: 0,
  }));
  const pauses = { random: random.fork(), probability: 0.5 };
  testbench.fork(() => caller.send([...calls, ...notices]));
  testbench.fork(() => server.send(notices));
  testbench.fork(() => server.receive(40, pauses));
  testbench.fork(() => caller.receive(40, pauses));
  testbench.fork(function* () {
    for (;;) {
      const { code, entry } = yield* caller.command('ALLOCATE');
      if (code === 'OK') yield* caller.write(entry, 3, 5n);
    }
  });
  testbench.run(function* () {
    yield cycles(length);
  });
}

describe.each(blocks)('a block of $parties parties', ({ parties, names }) => {
  let block: GeneratedModel;
  beforeAll(async () => {
    block = await buildGenerated({ parties, ...shape });
  }, 180_000);

  testWithSeeds(
    file,
    'a reset in the middle of anything leads back to the empty state, and everything works as after power-up',
    (random, seed) => {
      const model = block.create(seed);
      onTestFinished(() => model.dispose());
      resetUntilReady(model);
      for (let round = 0; round < 8; round += 1) {
        beginTraffic(model, names, random, 1 + random.below(round % 2 === 0 ? 40 : 400));
        for (const port of Object.values(model.ports)) {
          if (port.direction === 'input' && port.name !== 'clk') port.write(0n);
        }
        model.port('rst').value = 1;
        model.settle();
        model.edge();
        model.settle();
        for (const { name, interface: heading } of block.manifest.ports.filter(
          ({ direction }) => direction === 'output',
        )) {
          expect(model.port(name).read(), `${name} (${heading}) under reset`).toBe(0n);
        }
        expect(resetUntilReady(model)).toBe(shape.buffers);
        runCalls(model, names, {
          calls: 20,
          threads: shape.threads,
          bufferBytes: shape.bufferBytes,
          atOnce: 2,
          random,
          pauses: 0.2,
        });
        const flags = block.manifest.probes.filter(({ name }) => name.endsWith('control_ram.flags'));
        const { frame } = model.sampler(flags.map(({ path }) => path));
        model.settle();
        expect([...frame], 'no buffer is lost').toEqual(flags.map(() => 2 ** shape.buffers - 1));
      }
    },
  );
});
