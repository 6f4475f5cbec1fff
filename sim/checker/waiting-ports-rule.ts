// SPDX-License-Identifier: Apache-2.0
import { parties } from '../reference-model/index.ts';
import type { Side } from './area.ts';
import type { Run } from './run.ts';

/** The interrupt and the pending bits that a party sees. */
export function createWaitingPortsRule(run: Run, side: Side, user: string): { sample(): void } {
  const interrupt = run.binding.port(`${user}_interrupt`).word;
  const pending = run.binding.port(`${user}_pending`);
  const { holders } = side.area.model;
  return {
    sample() {
      const { frame } = run;
      let same = frame[interrupt] === (side.detection.event.waiting ? 1 : 0);
      for (let word = 0; word < pending.words; word += 1) {
        const second = holders.second[word] ?? 0;
        const mine = (holders.pending[word] ?? 0) & (side.party === parties.SECOND ? second : ~second);
        same &&= frame[pending.word + word] === mine >>> 0;
      }
      if (!same) {
        run.fail({
          rule: 'waiting messages',
          where: user,
          expected: 'interrupt and pending bits show the messages that wait for this party, and no others',
          actual: 'they show something else',
          signals: [`${user}_interrupt`, `${user}_pending`],
        });
      }
    },
  };
}
