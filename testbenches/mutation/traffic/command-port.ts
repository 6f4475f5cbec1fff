// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../../sim/harness/index.ts';
import type { Random } from '../../../sim/tasks/index.ts';
import { createPatience } from './actor.ts';

/** What a command was answered; `done` says when. */
export interface CommandResult {
  readonly code: number;
  readonly entry: number;
  readonly pointer: number;
  readonly length: number;
  readonly tag: number;
  readonly kind: number;
}

/** Cycles within which a command must be accepted, and answered. */
const COMMAND_LIMIT = 500;

const fields = ['entry', 'pointer', 'length', 'tag', 'kind'] as const;

/** The command port of a party, one command at a time. */
export function createCommandPort(model: Model, party: string, random: Random) {
  const port = (name: string) => model.port(`${party}_command_${name}`);
  const [valid, ready, operation] = [port('valid'), port('ready'), port('operation')];
  const inputs = fields.map((name) => [name, port(name)] as const);
  const resultValid = model.port(`${party}_result_valid`);
  const resultCode = model.port(`${party}_result_code`);
  const outputs = fields.map((name) => [name, model.port(`${party}_result_${name}`)] as const);
  const patience = createPatience(`a command is given at ${party}_command or not answered`, COMMAND_LIMIT);
  let state: 'idle' | 'given' | 'accepted' = 'idle';
  /** Cycles that the command has waited to be accepted. */
  let waited = 0;
  let answer = { code: 0, entry: 0, pointer: 0, length: 0, tag: 0, kind: 0, done: false };

  const noise = (): void => {
    operation.value = random.below(4);
    for (const [, input] of inputs) input.value = random.next32() & (2 ** input.width - 1);
  };

  return {
    /** Bits of the fields. */
    widths: Object.fromEntries(inputs.map(([name, { width }]) => [name, width])) as Record<
      (typeof fields)[number],
      number
    >,
    /** Gives a command from the next drive on; fields left out have any value. */
    give(code: number, values: Readonly<Partial<Record<(typeof fields)[number], number>>>) {
      noise();
      operation.value = code;
      for (const [name, input] of inputs) {
        const value = values[name];
        if (value !== undefined) input.value = value;
      }
      state = 'given';
      answer = { code: 0, entry: 0, pointer: 0, length: 0, tag: 0, kind: 0, done: false };
      return answer;
    },
    drive() {
      valid.value = state === 'given' ? 1 : 0;
      if (state !== 'given') noise();
    },
    /** @throws StuckError */
    sample() {
      patience(state !== 'idle');
      waited = state === 'given' && ready.value === 0 ? waited + 1 : 0;
      // The answer belongs to a command of an earlier cycle.
      if (state === 'accepted' && resultValid.value === 1) {
        answer.code = resultCode.value;
        for (const [name, output] of outputs) answer[name] = output.value;
        answer.done = true;
        state = 'idle';
      } else if (state === 'given' && ready.value === 1) {
        state = 'accepted';
      }
    },
    reset() {
      state = 'idle';
      waited = 0;
    },
    /** Cycles that a command has waited to be accepted. */
    get waited() {
      return waited;
    },
  };
}
