// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { atomicOperations, operations } from '../../hdl-gen/circuits/codes.ts';
import { commandPatience } from '../../hdl-gen/circuits/control-port-commands.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildControlCircuits, shapes } from './control-circuits.ts';
import { accepted, type Name, willing } from './control-port-scene.ts';

const file = 'testbenches/circuits/control-port.test.ts';
const { ALLOCATE, INDICATE, DETECT, DEALLOCATE } = operations;
const { LOAD, STORE, SWAP } = atomicOperations;

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
      expect(port.read('sender_allocated')).toBe(Number(served === 'sender' && operation === ALLOCATE));
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
      expect(port.read('sender_allocated')).toBe(
        Number(last?.who === 'sender' && last.operation === ALLOCATE && port.read('sender_code') === 0),
      );
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
