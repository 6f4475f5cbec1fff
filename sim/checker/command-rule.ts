// SPDX-License-Identifier: Apache-2.0
import { monitorCommands, monitorResults, type ResultEvent } from '../monitors/index.ts';
import { kindName, levels, operations, pointerOf, resultName, results } from '../reference-model/index.ts';
import type { Area, CommandSide } from './area.ts';
import type { Decision } from './operation-comparison.ts';
import type { ReclaimRule } from './reclaim-rule.ts';
import type { Run } from './run.ts';
import type { DirectionCounter } from './statistics.ts';
import type { WindowRule } from './window-rule.ts';

/** The command level of a party: how long commands wait, and what their results say. */
export interface CommandRule extends CommandSide {
  /** Reads the ports of this cycle. */
  sample(): void;
  /** Compares the result with the decision of the model. */
  checkResult(decision: Decision): void;
  /** Sees whether a window access is in the way of a command. */
  pace(): void;
  /** Commands receive from the next cycle on. */
  isToReceive(): boolean;
  /** Keeps the receive mode for the next cycle. */
  remember(): void;
  /** The last cycles left no command waiting. */
  unfinished(): string | undefined;
  restart(): void;
}

/**
 * @param received counts the messages that commands take
 */
export function createCommandRule(
  run: Run,
  area: Area,
  user: string,
  window: WindowRule,
  received: DirectionCounter,
  reclaim: ReclaimRule | undefined,
): CommandRule {
  const monitor = monitorCommands(run.binding, user);
  const result = monitorResults(run.binding, user);
  const where = `${user}, commands`;
  const resultSignals = ['valid', 'code', 'entry', 'pointer', 'length', 'tag', 'kind'].map(
    (name) => `${user}_result_${name}`,
  );
  const expected = { valid: false, code: 0, entry: 0, pointer: 0, length: 0, tag: 0, kind: 0 };
  let receives = false;
  let held = false;
  const isClosed = () => reclaim?.isClosed() ?? false;

  const text = ({ valid, code, entry, pointer, length, tag, kind }: Omit<ResultEvent, 'zero'>) =>
    valid
      ? `${resultName(code)}, entry ${entry}, pointer ${pointer}, ${length} bytes, tag ${tag}, ${kindName(kind)}`
      : code + entry + pointer + length + tag + kind === 0
        ? 'no result'
        : `no result, but code ${code}, entry ${entry}, pointer ${pointer}, length ${length}, tag ${tag}, kind ${kind}`;

  return {
    monitor,
    receives: () => receives,
    isToReceive: () => monitor.event.receiveByCommand,
    waits: () => monitor.event.offered && !held && !isClosed(),
    asks: window.asks,
    served: window.served,
    allocated: (entry) => window.holds(entry, 0),
    detected(entry, length) {
      window.holds(entry, length);
      received.messages += 1;
      received.bytes += length;
    },
    wordWritten: window.wordWritten,
    wordRead: window.wordRead,
    sample() {
      monitor.sample(run.frame);
      result.sample(run.frame);
    },
    checkResult({ answered, level, operation, code, entry, found }) {
      const { event } = result;
      expected.valid = answered && level === levels.COMMAND;
      if (!expected.valid && event.zero) return;
      expected.code = expected.valid ? code : 0;
      const ok = expected.valid && code === results.OK;
      const detected = ok && operation === operations.DETECT;
      const named = detected || (ok && operation === operations.ALLOCATE);
      expected.entry = detected ? found.entry : named ? entry : 0;
      expected.pointer = named ? pointerOf(area.model, expected.entry) : 0;
      expected.length = detected ? found.length : 0;
      expected.tag = detected ? found.tag : 0;
      expected.kind = detected ? found.kind : 0;
      if (
        event.zero ||
        event.valid !== expected.valid ||
        event.code !== expected.code ||
        event.entry !== expected.entry ||
        event.pointer !== expected.pointer ||
        event.length !== expected.length ||
        event.tag !== expected.tag ||
        event.kind !== expected.kind
      ) {
        run.fail({
          rule: expected.valid ? 'answer' : 'zero when not valid',
          where,
          expected: text(expected),
          actual: event.zero ? 'no result' : text(event),
          signals: resultSignals,
        });
      }
    },
    pace() {
      held = window.holdsCommands();
    },
    remember() {
      receives = monitor.event.receiveByCommand && !isClosed();
    },
    unfinished: () => (monitor.event.offered && !monitor.event.accepted ? 'a command waits' : undefined),
    restart() {
      receives = false;
    },
  };
}
