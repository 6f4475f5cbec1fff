// SPDX-License-Identifier: Apache-2.0
import type { Circuits } from '../circuits/circuits.ts';

/** Says which calls the statistics of a design count, without holding the traffic up. */
export interface StatisticsWindow {
  /** From the next cycles on everything counts anew. */
  open(): void;
  /** From the next cycles on nothing counts any more. */
  close(): void;
  /** An access is asked for or under way: `drive` and `sample` are to be called in every cycle. */
  readonly busy: boolean;
  /** Writes the inputs of the coming cycle. */
  drive(): void;
  /** Looks at the outputs of the cycle. */
  sample(): void;
}

type State = 'idle' | 'asked' | 'offered' | 'accepted';

/** The window of a design that has statistics; an access counts three cycles after it was asked for. */
export function createStatisticsWindow(circuits: Circuits): StatisticsWindow {
  const port = (name: string) => circuits.port(`register_${name}`);
  const [valid, ready, write, address] = [port('valid'), port('ready'), port('write'), port('address')];
  const data = port('write_data');
  const register = circuits.manifest.registers.find(({ name }) => name === 'statistics')!;
  const bits = Object.fromEntries(register.fields.map(({ name, low }) => [name, 2 ** low]));
  let state: State = 'idle';
  let value = 0;

  function access(written: number): void {
    state = 'asked';
    value = written;
  }

  return {
    open: () => access(bits.statistics_clear! + bits.statistics_run!),
    close: () => access(0),
    get busy() {
      return state !== 'idle';
    },
    drive() {
      const offers = state === 'asked';
      valid.value = Number(offers);
      if (!offers) {
        state = 'idle';
        return;
      }
      write.value = 1;
      address.value = register.address;
      data.value = value;
      state = 'offered';
    },
    sample() {
      if (state === 'offered') state = ready.value === 1 ? 'accepted' : 'asked';
    },
  };
}
