// SPDX-License-Identifier: Apache-2.0
import { monitorLastError } from '../monitors/index.ts';
import { resultName, results } from '../reference-model/index.ts';
import type { Decision } from './operation-comparison.ts';
import type { Run } from './run.ts';
import type { StreamSender } from './stream-sender.ts';
import type { WindowRule } from './window-rule.ts';

/** The record of the last refusal of a party. */
export interface LastErrorRule {
  /** Compares the record, then follows what is refused in this cycle; `window` is that of the party, if it has one. */
  sample(decision: Decision, window: Pick<WindowRule, 'refusal'> | undefined, sender: StreamSender): void;
  restart(): void;
}

export function createLastErrorRule(run: Run, user: string): LastErrorRule {
  const monitor = monitorLastError(run.binding, user);
  const { event } = monitor;
  const record = { code: 0, entry: 0, tag: 0 };
  const signals = ['code', 'entry', 'tag', 'clear'].map((name) => `${user}_error_${name}`);

  function keep(code: number, entry: number, tag: number): void {
    record.code = code;
    record.entry = entry;
    record.tag = tag;
  }
  const text = ({ code, entry, tag }: typeof record) =>
    code === 0 && entry === 0 && tag === 0
      ? 'nothing recorded'
      : `${resultName(code)}, entry ${entry}, tag ${tag}`;

  return {
    sample({ answered, code, entry, tag }, window, sender) {
      monitor.sample(run.frame);
      if (event.code !== record.code || event.entry !== record.entry || event.tag !== record.tag) {
        run.fail({ rule: 'last error', where: user, expected: text(record), actual: text(event), signals });
      }
      const tooLong = event.tooLong ? sender.reportTooLong() : undefined;
      if (answered && code > results.NONE) keep(code, entry, tag);
      else if (window !== undefined && window.refusal.code !== 0)
        keep(window.refusal.code, window.refusal.entry, 0);
      else if (tooLong !== undefined) keep(results.ERR_LENGTH, tooLong.entry, tooLong.tag);
      else if (sender.givenUp() >= 0) keep(results.NONE, 0, sender.givenUp());
      else if (event.clears) keep(0, 0, 0);
    },
    restart: () => keep(0, 0, 0),
  };
}
