// SPDX-License-Identifier: Apache-2.0
import type { PayloadMonitor } from '../../monitors/index.ts';
import { partyName } from '../../reference-model/index.ts';
import type { Run } from '../run.ts';
import { bitCheck } from './bit-check.ts';

/** Words that both parties reach in one cycle: those of the same bank in turns, all others at once. */
export interface BankTurns {
  sample(): void;
  restart(): void;
}

export function createBankTurns(
  run: Run,
  area: string,
  payload: readonly [PayloadMonitor, PayloadMonitor],
): BankTurns {
  const [first, second] = payload.map(({ event }) => event) as [
    PayloadMonitor['event'],
    PayloadMonitor['event'],
  ];
  const ready = (access: string) =>
    ([0, 1] as const).map((party) =>
      bitCheck(run, {
        rule: 'turns',
        where: area,
        signal: `${area}.payload.${partyName(party)}_${access}_ready`,
        high: `the ${partyName(party)} party reaches its word: the bank is free, or it is its turn`,
        low: `the ${partyName(party)} party waits: it is the turn of the other one`,
      }),
    ) as [(expected: boolean) => void, (expected: boolean) => void];
  const checks = { write: ready('write'), read: ready('read') };
  /** Who waits in the next collision. */
  let writes: 0 | 1 = 1;
  let reads: 0 | 1 = 1;
  const isSameBank = (one: number, other: number) => ((one ^ other) & 1) === 0;

  return {
    sample() {
      const writesCollide =
        first.writeValid && second.writeValid && isSameBank(first.writeAddress, second.writeAddress);
      checks.write[0](!(writesCollide && writes === 0));
      checks.write[1](!(writesCollide && writes === 1));
      if (writesCollide) writes = writes === 0 ? 1 : 0;
      const readsCollide =
        first.readValid && second.readValid && isSameBank(first.readAddress, second.readAddress);
      checks.read[0](!(readsCollide && reads === 0));
      checks.read[1](!(readsCollide && reads === 1));
      if (readsCollide) reads = reads === 0 ? 1 : 0;
    },
    restart() {
      writes = 1;
      reads = 1;
    },
  };
}
