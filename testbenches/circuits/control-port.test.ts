// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { atomicOperations, operations, resultCodes } from '../../hdl-gen/circuits/codes.ts';
import { commandPatience } from '../../hdl-gen/circuits/control-port.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { type Circuit, startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildControlCircuits, shapes } from './control-circuits.ts';

const file = 'testbenches/circuits/control-port.test.ts';
const { ALLOCATE, INDICATE, DETECT, DEALLOCATE } = operations;
const { LOAD, STORE, SWAP } = atomicOperations;

/** An initialized area in which every operation succeeds at once. */
const willing = {
  ready: 1,
  count_in_range: 1,
  detect_found: 1,
  allocation_offered: 1,
  allocation_exhausted: 0,
  allocation_permit: 1,
  allocation_concludes: 1,
  allocation_entry: 3,
  swap_ready: 1,
  swap_old_flag: 1,
  effect_indicate_code: resultCodes.OK,
  effect_deallocate_code: resultCodes.OK,
  effect_deallocate_permit: 1,
  effect_entry_pointer: 128,
};

type Name = 'sender' | 'release' | 'command';

/** Who is accepted in the cycle as it is driven now. */
function accepted(port: Circuit): Name[] {
  const ports: Record<Name, string> = {
    sender: 'sender_accepted',
    release: 'release_accepted',
    command: 'command_ready',
  };
  return (Object.keys(ports) as Name[]).filter((name) => port.read(ports[name]) === 1);
}

let library: ModelLibrary;
beforeAll(async () => {
  library = await buildControlCircuits(shapes[0]);
}, 180_000);

describe('who is served', () => {
  const senders = [undefined, ALLOCATE, INDICATE, DEALLOCATE];
  const commands = [undefined, ALLOCATE, INDICATE, DETECT, DEALLOCATE];
  const requests = senders.flatMap((sender) =>
    [0, 1].flatMap((release) => commands.map((command) => ({ sender, release, command }))),
  );

  /** Indicate, then deallocate, then allocate, then the command. */
  function winner({ sender, release, command }: (typeof requests)[number]): Name | undefined {
    if (sender === INDICATE) return 'sender';
    if (release === 1) return 'release';
    if (sender !== undefined) return 'sender';
    return command === undefined ? undefined : 'command';
  }

  test.each(requests)(
    'of sender $sender, release $release, command $command: one, in the stated order',
    (request) => {
      const port = startCircuit(library, 'port');
      port.drive({
        ...willing,
        sender_request: Number(request.sender !== undefined),
        sender_operation: request.sender ?? 0,
        sender_entry: 1,
        release_request: request.release,
        release_entry: 2,
        command_valid: Number(request.command !== undefined),
        command_operation: request.command ?? 0,
        command_entry: 4,
        head_entry: 0,
      });
      const served = winner(request);
      expect(accepted(port)).toEqual(served === undefined ? [] : [served]);
      const operation =
        served === 'release' ? DEALLOCATE : served === 'sender' ? request.sender : request.command;
      const byEntry = { sender: 1, release: 2, command: 4 };
      const expected =
        served === undefined || operation === DETECT
          ? undefined
          : operation === ALLOCATE
            ? [SWAP, 3, 0]
            : [operation === INDICATE ? LOAD : STORE, byEntry[served], Number(operation === DEALLOCATE)];
      expect(port.read('swap_request')).toBe(Number(expected !== undefined));
      if (expected) {
        expect([port.read('swap_operation'), port.read('swap_entry'), port.read('swap_value')]).toEqual(
          expected,
        );
      }
      expect(port.read('allocation_taken')).toBe(Number(served !== undefined && operation === ALLOCATE));

      port.clock();
      port.drive({ sender_request: 0, release_request: 0, command_valid: 0 });
      expect(port.read('sender_done')).toBe(Number(served === 'sender'));
      expect(port.read('result_valid')).toBe(Number(served === 'command'));
      expect(port.read('effect_indicates')).toBe(Number(served !== undefined && operation === INDICATE));
      expect(port.read('effect_deallocates')).toBe(Number(served !== undefined && operation === DEALLOCATE));
      expect(port.read('effect_allocated')).toBe(Number(served !== undefined && operation === ALLOCATE));
      if (served) expect(port.read('effect_by_circuits')).toBe(Number(served !== 'command'));
    },
  );

  test('nobody while the swap unit is busy with the other party, but a detection needs no swap', () => {
    for (const request of requests) {
      const port = startCircuit(library, 'port');
      port.drive({
        ...willing,
        swap_ready: 0,
        sender_request: Number(request.sender !== undefined),
        sender_operation: request.sender ?? 0,
        release_request: request.release,
        command_valid: Number(request.command !== undefined),
        command_operation: request.command ?? 0,
      });
      const detects = request.sender === undefined && request.release === 0 && request.command === DETECT;
      expect(accepted(port)).toEqual(detects ? ['command'] : []);
    }
  });

  test('T17: nobody before the area is initialized', () => {
    for (const request of requests) {
      const port = startCircuit(library, 'port');
      port.drive({
        ...willing,
        ready: 0,
        sender_request: Number(request.sender !== undefined),
        sender_operation: request.sender ?? 0,
        release_request: request.release,
        command_valid: Number(request.command !== undefined),
        command_operation: request.command ?? 0,
      });
      expect(accepted(port)).toEqual([]);
      expect([port.read('swap_request'), port.read('detect')]).toEqual([0, 0]);
    }
  });

  test('no command while a window access is under way', () => {
    const port = startCircuit(library, 'port');
    for (const operation of [ALLOCATE, INDICATE, DETECT, DEALLOCATE]) {
      port.drive({ ...willing, command_valid: 1, command_operation: operation, command_hold: 1 });
      expect(accepted(port)).toEqual([]);
    }
  });
});

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
    const port = startCircuit(library, 'port');
    port.clock({ ...willing, allocation_concludes: 0, sender_request: 1, sender_operation: ALLOCATE });
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
    const port = startCircuit(library, 'port');
    port.clock({ ...willing, allocation_concludes: 0, sender_request: 1, sender_operation: ALLOCATE });
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

testWithSeeds(
  file,
  'random requests: one is served per cycle, answered in the next, and outputs are zero otherwise',
  (random) => {
    const port = startCircuit(library, 'port');
    const wants: { sender?: number | undefined; release?: boolean; command?: number | undefined } = {};
    let last: { who: Name; operation: number } | undefined;
    let lost = 0;
    const answers = { sender: 0, command: 0 };
    for (let cycle = 0; cycle < 2000; cycle += 1) {
      if (wants.sender === undefined && random.chance(0.6))
        wants.sender = [ALLOCATE, INDICATE, DEALLOCATE][random.below(3)]!;
      if (!wants.release) wants.release = random.chance(0.4);
      if (wants.command === undefined && random.chance(0.6)) wants.command = random.below(4);
      const swapReady = random.chance(0.8);
      const offered = random.chance(0.7);
      const codes = { indicate: random.below(8), deallocate: random.below(8) };
      const oldFlag = random.below(2);
      const found = random.chance(0.5);
      port.drive({
        ...willing,
        swap_ready: Number(swapReady),
        allocation_offered: Number(offered),
        allocation_exhausted: Number(!offered && random.chance(0.5)),
        detect_found: Number(found),
        swap_old_flag: oldFlag,
        effect_indicate_code: codes.indicate,
        effect_deallocate_code: codes.deallocate,
        sender_request: Number(wants.sender !== undefined),
        sender_operation: wants.sender ?? 0,
        release_request: Number(wants.release),
        command_valid: Number(wants.command !== undefined),
        command_operation: wants.command ?? 0,
      });
      expect(port.read('sender_done')).toBe(Number(last?.who === 'sender'));
      expect(port.read('result_valid')).toBe(Number(last?.who === 'command'));
      for (const [valid, code] of [
        ['sender_done', 'sender_code'],
        ['result_valid', 'result_code'],
      ] as const) {
        if (port.read(valid) === 0) expect(port.read(code)).toBe(0);
        else if (last?.operation === INDICATE) expect(port.read(code)).toBe(codes.indicate);
        else if (last?.operation === DEALLOCATE) expect(port.read(code)).toBe(codes.deallocate);
      }
      const finds =
        port.read('result_valid') === 1 &&
        port.read('result_code') === 0 &&
        (last?.operation === ALLOCATE || last?.operation === DETECT);
      if (!finds)
        expect([
          port.read('result_entry'),
          port.read('result_pointer'),
          port.read('result_length'),
          port.read('result_tag'),
        ]).toEqual([0, 0, 0, 0]);

      const now = accepted(port);
      expect(now.length).toBeLessThanOrEqual(1);
      const who = now[0];
      expect(who === undefined || (wants[who] !== undefined && wants[who] !== false)).toBe(true);
      // Cycles in which the swap unit or the pool had nothing to give are not lost to others.
      lost = wants.command === undefined || who === 'command' ? 0 : who === undefined ? lost : lost + 1;
      expect(lost, 'cycles that the command lost to others').toBeLessThanOrEqual(commandPatience);
      last = undefined;
      if (who !== undefined) {
        last = { who, operation: who === 'release' ? DEALLOCATE : wants[who]! };
        if (who === 'release') wants.release = false;
        else {
          answers[who] += 1;
          wants[who] = undefined;
        }
      }
      port.clock();
    }
    expect(Math.min(answers.sender, answers.command)).toBeGreaterThan(100);
  },
);
