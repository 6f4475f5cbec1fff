// SPDX-License-Identifier: Apache-2.0
import type { PayloadMonitor } from '../../monitors/index.ts';
import { partyName } from '../../reference-model/index.ts';
import type { Run } from '../run.ts';
import { bitCheck } from './bit-check.ts';

/** What shares the payload port of a party with its circuits. */
export interface SharingWindow {
  /** The window is to write, or to read, a word in this cycle. */
  asks(write: boolean): boolean;
  /** It reached its word in this cycle. */
  served(): boolean;
}

/** One payload port of a party, for writing or for reading. */
export interface PortShare {
  /**
   * Compares the port with what is wanted of it, and goes on to the next cycle.
   *
   * @param inline what they want to reach is an inline slot, which nobody shares with them
   * @returns whether the circuits, which want to reach a word or do not, are served in this cycle
   */
  step(circuitsWant: boolean, inline?: boolean): boolean;
  /** A word would be reached in this cycle if the circuits wanted one and the window did not. */
  isFree(): boolean;
  restart(): void;
}

/** The circuits go first, but not twice while the window waits. */
export function createPortShare(
  run: Run,
  area: string,
  party: 0 | 1,
  access: 'write' | 'read',
  payload: PayloadMonitor,
  window: SharingWindow | undefined,
  hasSlots = false,
): PortShare {
  const { event } = payload;
  const isWrite = access === 'write';
  const where = `${area}, ${partyName(party)} party`;
  const signal = `${area}.payload.${partyName(party)}_${access}_valid`;
  const word = isWrite ? 'written' : 'read';
  const checkValid = bitCheck(run, {
    rule: 'pace',
    where,
    signal,
    high: `a word is to be ${word}: nothing is in its way`,
    low: `no word is to be ${word}`,
  });
  // A party writes to the slots of its own messages, and reads those of the other.
  const slotsOf = partyName(isWrite ? party : 1 - party);
  const checkSlot = hasSlots
    ? bitCheck(run, {
        rule: 'pace',
        where,
        signal: `${area}.${slotsOf}_inline.${access}`,
        high: `a word of an inline slot is ${word}`,
        low: `no word of an inline slot is ${word}`,
      })
    : undefined;
  let windowTurn = false;

  return {
    isFree: () => (isWrite ? event.writeReady : event.readReady),
    step(circuitsWant, inline = false) {
      checkSlot?.(circuitsWant && inline);
      if (inline) {
        checkValid(false);
        return circuitsWant;
      }
      const asks = window?.asks(isWrite) ?? false;
      const ready = isWrite ? event.writeReady : event.readReady;
      checkValid(circuitsWant || asks);
      const windowNext = asks && (!circuitsWant || windowTurn);
      if (asks && ready && window!.served() !== windowNext) {
        run.fail({
          rule: 'turns',
          where,
          expected: windowNext
            ? `the window reaches its word: ${circuitsWant ? 'the circuits were served in the cycle before' : 'the circuits want none'}`
            : 'the circuits reach their word before the window',
          actual: windowNext ? 'the circuits do' : 'the window does',
          signals: [run.binding.pathOf(signal)],
        });
      }
      if (ready) windowTurn = asks && !windowNext;
      return circuitsWant && !windowNext && ready;
    },
    restart() {
      windowTurn = false;
    },
  };
}
