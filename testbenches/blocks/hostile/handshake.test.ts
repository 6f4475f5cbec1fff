// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { messageKinds } from '../../../hdl-gen/circuits/codes.ts';
import { cycles, join } from '../../../sim/tasks/index.ts';
import { testWithSeeds } from '../../support/seeded.ts';
import type { StreamMessage } from '../party.ts';
import { allFree, bufferBytes, buffers, hostileChannel, threads } from './scene.ts';

const file = 'testbenches/blocks/hostile/handshake.test.ts';
const { NOTICE } = messageKinds;
const { create, flags, open } = hostileChannel();

describe('T16: misuse of the handshake', () => {
  testWithSeeds(
    file,
    'commands withdrawn, changed while they wait and back to back: answered once each, and the other party is not disturbed',
    (random) => {
      const { model, testbench, first, second } = open();
      const port = (name: string) => model.port(`first_${name}`);
      const messages = Array.from(
        { length: 30 },
        (_, index): StreamMessage => ({
          bytes: random.fill(new Uint8Array(random.below(bufferBytes + 1))),
          tag: index % threads,
          kind: NOTICE,
        }),
      );
      let accepted = false;
      let results = 0;
      testbench.onSample(() => {
        expect(port('result_valid').value, `cycle ${model.cycles}`).toBe(Number(accepted));
        if (port('result_valid').value === 1) {
          results += 1;
          expect(port('result_code').value, 'nothing that a stranger asks for is granted').toBeGreaterThan(0);
        } else {
          for (const field of ['code', 'entry', 'pointer', 'length', 'tag', 'kind']) {
            expect(port(`result_${field}`).value).toBe(0);
          }
        }
        accepted = port('command_valid').value === 1 && port('command_ready').value === 1;
      });
      testbench.run(function* () {
        testbench.fork(() => second.send(messages));
        testbench.fork(() => first.send(messages));
        const meddling = testbench.fork(function* meddle() {
          for (let cycle = 0; cycle < 1500; cycle += 1) {
            port('command_valid').value = random.below(2);
            // Indicate, detect and deallocate: the stream holds all buffers, so each of them is to be refused.
            port('command_operation').value = 1 + random.below(3);
            for (const field of ['entry', 'pointer', 'length', 'tag', 'kind']) {
              const operand = port(`command_${field}`);
              operand.value = random.below(2 ** operand.width);
            }
            port('window_valid').value = random.below(2);
            port('window_write').value = random.below(2);
            port('window_entry').value = random.below(4);
            port('window_strobe').value = random.below(16);
            yield cycles(1);
          }
          port('command_valid').value = 0;
          port('window_valid').value = 0;
        });
        const pauses = { random: random.fork(), probability: 0.2 };
        const atFirst = testbench.fork(() => first.receive(messages.length, pauses));
        expect(yield* second.receive(messages.length)).toEqual(messages);
        yield join(atFirst);
        expect(atFirst.result).toEqual(messages);
        yield join(meddling);
        yield cycles(20);
      });
      expect(results).toBeGreaterThan(100);
      expect(flags(model)).toBe(allFree);
    },
  );
});

describe('T17: power-up', () => {
  test.each([1, 2, 3, 4, 5])(
    'whatever the state was (seed %i), nothing is granted before the area is initialized',
    (seed) => {
      const model = create(seed);
      model.port('rst').value = 1;
      for (const name of ['first', 'second']) {
        model.port(`${name}_command_valid`).value = 1;
        model.port(`${name}_window_valid`).value = 1;
        model.port(`${name}_out_ready`).value = 1;
      }
      for (let cycle = 0; cycle < 2; cycle += 1) {
        model.settle();
        model.edge();
      }
      model.port('rst').value = 0;
      let waited = 0;
      for (; waited < 100; waited += 1) {
        model.settle();
        if (model.port('ready').value === 1) break;
        for (const name of ['first', 'second']) {
          for (const output of [
            'command_ready',
            'window_ready',
            'result_valid',
            'window_done',
            'out_valid',
            'interrupt',
            'pending',
            'error_code',
          ]) {
            expect(model.port(`${name}_${output}`).value, `${name}_${output} in cycle ${waited}`).toBe(0);
          }
        }
        model.edge();
      }
      expect(waited).toBe(buffers);
    },
  );
});
