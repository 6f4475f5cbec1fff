// SPDX-License-Identifier: Apache-2.0
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ResultName, resultCodes } from '../../hdl-gen/circuits/codes.ts';
import type { Model } from '../../sim/harness/index.ts';
import { beginAllocation, stepAllocation } from '../../sim/reference-model/allocation.ts';
import { resultName } from '../../sim/reference-model/codes.ts';
import { type ControlArea, createControlArea } from '../../sim/reference-model/control-area.ts';
import { beginDeallocation, stepDeallocation } from '../../sim/reference-model/deallocation.ts';
import { beginInitialization, stepInitialization } from '../../sim/reference-model/initialization.ts';
import { createTestbench, cycles, type Task } from '../../sim/tasks/index.ts';
import { buildEmbodiment, embodiments } from '../support/embodiments.ts';
import { type GeneratedModel, resetOnce } from '../support/generated-model.ts';
import { type Party, party } from './party.ts';

/** Every step of Figs. 6, 7 and 8; the store of Fig. 7 has no number and belongs to 718. */
const steps = [
  ...[602, 604, 606, 608, 610, 612, 613, 614, 616, 618],
  ...[702, 704, 706, 708, 710, 712, 714, 718],
  ...[802, 804, 806, 808, 810],
];

/** The procedures in TypeScript over a control area of their own; every step they do is noted. */
function procedures(entries: number, bufferBytes: number) {
  const visited = new Set<number>();
  const run = <Process extends { next: number; last: number }>(
    process: Process,
    step: (p: Process) => void,
  ) => {
    while (process.next !== 0) {
      step(process);
      visited.add(process.last);
    }
    return process;
  };
  /** The two areas of a memory space, the second one empty until it is needed. */
  const areas = [0, 1].map(() => createControlArea(entries));
  const initialize = (area: ControlArea, first: number) =>
    run(beginInitialization(), (process) =>
      stepInitialization(process, area, (entry) => (first + entry) * bufferBytes),
    );
  initialize(areas[0]!, 0);
  return {
    visited,
    areas,
    allocate() {
      const found = run(beginAllocation(), (process) => stepAllocation(process, areas[0]!));
      if (resultName(found.result) !== 'NONE') return found;
      if (areas[1]!.words[0] === 0) initialize(areas[1]!, entries);
      return run(beginAllocation(), (process) => stepAllocation(process, areas[1]!));
    },
    deallocate(pointer: number) {
      const found = run(beginDeallocation(pointer), (process) => stepDeallocation(process, areas[0]!));
      if (resultName(found.result) !== 'ERR_NOT_FOUND') return found;
      return run(beginDeallocation(pointer), (process) => stepDeallocation(process, areas[1]!));
    },
  };
}

function start(design: GeneratedModel): Model {
  const model = design.create(1);
  onTestFinished(() => model.dispose());
  resetOnce(model);
  return model;
}

/** Writes A[0] of the first area, as no circuit would. */
function corruptCount({ manifest }: GeneratedModel, model: Model, value: number): void {
  model.poke(manifest.probes.find(({ name }) => name.endsWith('control_ram.count'))!.path, BigInt(value));
}

describe('the flow charts', () => {
  test('every step is visited, and the circuits answer as the procedures do', async () => {
    const design = await buildEmbodiment('literal');
    const { buffers, bufferBytes } = embodiments.literal;
    const model = start(design);
    const first = party(model, 'first');
    const { visited, areas, allocate, deallocate } = procedures(buffers, bufferBytes);
    const compareAllocation = function* (): Task {
      const expected = allocate();
      const { code, pointer } = yield* first.command('ALLOCATE');
      expect({ code, pointer }).toEqual({
        code: resultName(expected.result),
        pointer: resultName(expected.result) === 'OK' ? expected.pointer : 0,
      });
    };
    const compareDeallocation = function* (pointer: number): Task {
      const entry = Math.floor(pointer / bufferBytes);
      const { code } = yield* first.command('DEALLOCATE', { entry, pointer });
      expect(code, `buffer at ${pointer}`).toBe(resultName(deallocate(pointer).result));
    };
    createTestbench(model).run(function* () {
      for (let call = 0; call < 2 * buffers + 2; call += 1) yield* compareAllocation();
      for (const pointer of [64, 65, 256, 64, 0, 320]) yield* compareDeallocation(pointer);
      for (let call = 0; call < 4; call += 1) yield* compareAllocation();
      for (const count of [buffers + 1, 200]) {
        corruptCount(design, model, count);
        areas[0]!.words[0] = count;
        yield* compareAllocation();
        yield* compareDeallocation(64);
      }
    });
    expect([...visited].sort((one, other) => one - other)).toEqual(steps);
  }, 180_000);

  test('every result is returned', async () => {
    const design = await buildEmbodiment('second');
    const model = start(design);
    const [client, server] = [party(model, 'client'), party(model, 'server')];
    const returned = new Set<ResultName>();
    const command = function* (by: Party, ...given: Parameters<Party['command']>): Task {
      returned.add((yield* by.command(...given)).code);
    };
    createTestbench(model).run(function* () {
      yield* command(client, 'ALLOCATE');
      yield* command(client, 'DETECT');
      yield* command(client, 'DEALLOCATE', { entry: 0, pointer: 1 });
      yield* command(client, 'INDICATE', { entry: 0, length: 65, kind: 1 });
      yield* command(client, 'INDICATE', { entry: 0, length: 1, kind: 2 });
      yield* command(server, 'DEALLOCATE', { entry: 0, pointer: 0 });
      yield* command(client, 'DEALLOCATE', { entry: 0, pointer: 0 });
      yield* command(client, 'DEALLOCATE', { entry: 0, pointer: 0 });
      yield* command(client, 'DEALLOCATE', { entry: 1, pointer: 64 });
      yield cycles(1);
      expect([...returned].sort()).toEqual(
        Object.keys(resultCodes)
          .filter((name) => name !== 'ERR_RANGE')
          .sort(),
      );
      corruptCount(design, model, 200);
      yield* command(client, 'ALLOCATE');
    });
    expect([...returned].sort()).toEqual(Object.keys(resultCodes).sort());
  }, 180_000);
});
