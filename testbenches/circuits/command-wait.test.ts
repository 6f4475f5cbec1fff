// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { operations, resultCodes } from '../../hdl-gen/circuits/codes.ts';
import { commandPatience } from '../../hdl-gen/circuits/control-port-commands.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { buildControlCircuits, buildScan, shapes } from './control-circuits.ts';
import { accepted, searching, willing } from './control-port-scene.ts';

const { ALLOCATE, INDICATE, DETECT, DEALLOCATE } = operations;

let library: ModelLibrary;
let scanLibrary: ModelLibrary;
beforeAll(async () => {
  [library, scanLibrary] = await Promise.all([buildControlCircuits(shapes[0]), buildScan(shapes[0])]);
}, 180_000);

describe('the wait of a command', () => {
  test.each([ALLOCATE, INDICATE, DETECT, DEALLOCATE])(
    `operation %i loses at most ${commandPatience} cycles in a row against circuits that never pause`,
    (operation) => {
      const port = startCircuit(library, 'port');
      const waits: number[] = [];
      let waited = 0;
      port.drive({
        ...willing,
        command_valid: 1,
        command_operation: operation,
        sender_request: 1,
        release_request: 1,
      });
      for (let cycle = 0; cycle < 64; cycle += 1) {
        port.drive({ sender_operation: [INDICATE, DEALLOCATE, ALLOCATE][cycle % 3]! });
        const [served, ...more] = accepted(port);
        expect(more).toEqual([]);
        if (served === 'command') {
          waits.push(waited);
          waited = 0;
        } else {
          waited += 1;
        }
        port.clock();
      }
      expect(waits).toEqual(Array(8).fill(commandPatience));
    },
  );

  test('a command to allocate waits for a search of the circuits and is then served', () => {
    const port = startCircuit(scanLibrary, 'port');
    port.clock({ ...searching, sender_request: 1, sender_operation: ALLOCATE });
    port.drive({
      sender_request: 0,
      command_valid: 1,
      command_operation: ALLOCATE,
      allocation_offered: 0,
      allocation_continues: 1,
      swap_old_flag: 0,
    });
    for (let probe = 0; probe < 30; probe += 1) {
      expect(port.read('allocation_continued'), `probe ${probe} of the search`).toBe(1);
      expect(accepted(port)).toEqual([]);
      port.clock();
    }
    port.clock({ allocation_continues: 0, allocation_concludes: 1 });
    port.drive({ allocation_offered: 1, sender_request: 1, sender_operation: INDICATE });
    expect(accepted(port), 'it has waited longest').toEqual(['command']);
  });

  test('other commands are served in the middle of a search of the circuits', () => {
    const port = startCircuit(scanLibrary, 'port');
    port.clock({ ...searching, sender_request: 1, sender_operation: ALLOCATE });
    port.drive({
      sender_request: 0,
      command_valid: 1,
      command_operation: DETECT,
      allocation_offered: 0,
      allocation_continues: 1,
    });
    const served: number[] = [];
    for (let cycle = 0; cycle < 2 * (commandPatience + 1); cycle += 1) {
      port.drive({});
      if (port.read('command_ready') === 1) served.push(cycle);
      expect(port.read('allocation_continued')).toBe(1 - port.read('command_ready'));
      port.clock();
    }
    expect(served).toEqual([commandPatience, 2 * commandPatience + 1]);
  });

  test('with no entry left a command gets NONE at once, the circuits wait', () => {
    const port = startCircuit(library, 'port');
    const empty = { ...willing, allocation_offered: 0, allocation_exhausted: 1 };
    port.drive({ ...empty, sender_request: 1, sender_operation: ALLOCATE });
    expect(accepted(port)).toEqual([]);
    port.drive({ command_valid: 1, command_operation: ALLOCATE });
    expect(accepted(port)).toEqual(['command']);
    port.clock();
    port.drive({ command_valid: 0 });
    expect([port.read('result_valid'), port.read('result_code')]).toEqual([1, resultCodes.NONE]);
    expect([port.read('result_entry'), port.read('result_pointer'), port.read('effect_error')]).toEqual([
      0, 0, 0,
    ]);
  });

  test('steps 604 and 606: with A[0] out of range every allocation ends in ERR_RANGE', () => {
    const port = startCircuit(library, 'port');
    const broken = { ...willing, count_in_range: 0 };
    port.clock({ ...broken, command_valid: 1, command_operation: ALLOCATE });
    port.drive({ command_valid: 0 });
    expect([port.read('result_valid'), port.read('result_code'), port.read('effect_error')]).toEqual([
      1,
      resultCodes.ERR_RANGE,
      1,
    ]);
    port.clock({ sender_request: 1, sender_operation: ALLOCATE });
    port.drive({ sender_request: 0 });
    expect([port.read('sender_done'), port.read('sender_code'), port.read('effect_allocated')]).toEqual([
      1,
      resultCodes.ERR_RANGE,
      0,
    ]);
  });
});
