// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** The command level of one party in one cycle. */
export interface CommandEvent {
  /** A command is offered; the fields are stale otherwise. */
  offered: boolean;
  ready: boolean;
  accepted: boolean;
  operation: number;
  entry: number;
  pointer: number;
  length: number;
  tag: number;
  kind: number;
  /** Commands are to receive the messages, from the next cycle on. */
  receiveByCommand: boolean;
}

/** The result that a party sees in one cycle. */
export interface ResultEvent {
  valid: boolean;
  /** All of it is zero, as it must be while there is none; then the fields are stale. */
  zero: boolean;
  code: number;
  entry: number;
  pointer: number;
  length: number;
  tag: number;
  kind: number;
}

/** Watches the commands of a party. */
export function monitorCommands(binding: SignalBinding, party: string): Monitor<CommandEvent> {
  const at = (name: string) => binding.port(`${party}_command_${name}`).word;
  const [valid, ready, operation, entry] = [at('valid'), at('ready'), at('operation'), at('entry')];
  const [pointer, length, tag, kind] = [at('pointer'), at('length'), at('tag'), at('kind')];
  const mode = binding.port(`${party}_receive_by_command`).word;
  const event: CommandEvent = {
    offered: false,
    ready: false,
    accepted: false,
    operation: 0,
    entry: 0,
    pointer: 0,
    length: 0,
    tag: 0,
    kind: 0,
    receiveByCommand: false,
  };
  return {
    event,
    sample: (frame) => {
      event.offered = frame[valid] === 1;
      event.ready = frame[ready] === 1;
      event.accepted = event.offered && event.ready;
      event.receiveByCommand = frame[mode] === 1;
      if (event.offered) {
        event.operation = frame[operation]!;
        event.entry = frame[entry]!;
        event.pointer = frame[pointer]!;
        event.length = frame[length]!;
        event.tag = frame[tag]!;
        event.kind = frame[kind]!;
      }
    },
  };
}

/** Watches the results of the commands of a party. */
export function monitorResults(binding: SignalBinding, party: string): Monitor<ResultEvent> {
  const at = (name: string) => binding.port(`${party}_result_${name}`).word;
  const [valid, code, entry, pointer] = [at('valid'), at('code'), at('entry'), at('pointer')];
  const [length, tag, kind] = [at('length'), at('tag'), at('kind')];
  const event: ResultEvent = {
    valid: false,
    zero: true,
    code: 0,
    entry: 0,
    pointer: 0,
    length: 0,
    tag: 0,
    kind: 0,
  };
  return {
    event,
    sample: (frame) => {
      event.valid = frame[valid] === 1;
      event.zero =
        (frame[valid]! |
          frame[code]! |
          frame[entry]! |
          frame[pointer]! |
          frame[length]! |
          frame[tag]! |
          frame[kind]!) ===
        0;
      if (event.zero) return;
      event.code = frame[code]!;
      event.entry = frame[entry]!;
      event.pointer = frame[pointer]!;
      event.length = frame[length]!;
      event.tag = frame[tag]!;
      event.kind = frame[kind]!;
    },
  };
}
