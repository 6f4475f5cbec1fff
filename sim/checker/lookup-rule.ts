// SPDX-License-Identifier: Apache-2.0

import type { AtomicEvent, Monitor } from '../monitors/index.ts';
import {
  accesses,
  type BitVector,
  countOnes,
  createBitVector,
  loadFlag,
  lowestOne,
  mayAllocate,
  parties,
  setBit,
} from '../reference-model/index.ts';
import type { AllocationRule } from './allocation-rule.ts';
import type { Area } from './area.ts';
import { createAllocationTurns } from './pace/allocation-turns.ts';
import type { Run } from './run.ts';

/** The allocator that keeps the lowest free entry on offer: Fig. 6 with its search done ahead. */
export function createLookupRule(
  run: Run,
  area: Area,
  atomics: readonly Monitor<AtomicEvent>[],
): AllocationRule {
  const { model } = area;
  const { control, options } = model;
  const probe = (name: string) => run.binding.probe(`${area.name}.allocation.${name}`).word;
  const flagsAt = run.binding.probe(`${area.name}.control_ram.flags`).word;
  const [offerValid, offerEntry] = [probe('offer_valid'), probe('entry')];
  const signals = ['allocation.offer_valid', 'allocation.entry', 'control_ram.flags'].map((name) =>
    run.binding.pathOf(`${area.name}.${name}`),
  );
  /** Entries that were free one cycle ago, without those whose allocation took effect then. */
  const wereFree: BitVector = createBitVector(control.entries);
  const candidates: BitVector = createBitVector(control.entries);
  const outcome = { takes: false, concludes: true, written: true };
  /** Entry on offer one cycle ago, or -1. */
  let offered = -1;
  const turns = createAllocationTurns(model);
  const mayBegin = [false, false];
  const getsNone = [false, false];
  /** Who was served and who wanted an entry in the cycle before. */
  const served = [false, false];
  const wanted = [false, false];

  function removeAllocated(from: BitVector): void {
    for (let party = 0; party < atomics.length; party += 1) {
      const { event } = atomics[party]!;
      if (event.happened && event.access === accesses.SWAP) setBit(from, event.entry, 0);
    }
  }

  /** Entries free besides the one on offer. */
  const others = () => countOnes(wereFree) - (offered < 0 ? 0 : 1);

  return {
    outcome,
    sample() {
      for (let word = 0; word < wereFree.length; word += 1) candidates[word] = wereFree[word]!;
      removeAllocated(candidates);
      const lowest = lowestOne(candidates);
      const onOffer = run.frame[offerValid] === 1 ? run.frame[offerEntry]! : -1;
      if (onOffer !== lowest) {
        const name = (entry: number) => (entry < 0 ? 'no entry' : `entry ${entry}`);
        run.fail({
          rule: 'lowest free entry',
          where: area.name,
          step: '608 to 616 of Fig. 6, done ahead',
          expected: `${name(lowest)} on offer: the lowest that was free in the cycle before`,
          actual: `${name(onOffer)} on offer`,
          signals,
        });
      }
    },
    decideSwap(side) {
      const { entry } = side.atomic.event;
      if (entry !== offered || loadFlag(control, entry) !== 1) {
        run.fail({
          rule: entry === offered ? 'one holder' : 'lowest free entry',
          where: side.name,
          step: '613 of Fig. 6',
          expected:
            offered < 0 ? 'no allocation: no entry was on offer' : `the swap is on the free entry ${offered}`,
          actual: `the swap is on entry ${entry}, whose flag is ${loadFlag(control, entry)}`,
          signals: [...side.signals, ...signals],
        });
      }
      if (!mayAllocate(model, side.party)) {
        run.fail({
          rule: 'reserve',
          where: side.name,
          step: '613 of Fig. 6',
          expected: `a request leaves ${options.reserveForReturn} other free entry`,
          actual: `it takes entry ${entry} of ${countOnes(control.flags)} free`,
          signals: [...side.signals, ...signals],
        });
      }
      outcome.takes = true;
    },
    searchLevel: () => -1,
    begin(firstWaits, secondWaits) {
      turns.step(served, wanted);
      turns.begin(firstWaits, secondWaits);
    },
    mayAnswerNone: (party) => getsNone[party]!,
    remember() {
      for (let word = 0; word < wereFree.length; word += 1) wereFree[word] = run.frame[flagsAt + word]!;
      removeAllocated(wereFree);
      offered = run.frame[offerValid] === 1 ? run.frame[offerEntry]! : -1;
    },
    concludes: () => true,
    continues: () => false,
    offer(firstWants, secondWants) {
      wanted[parties.FIRST] = firstWants;
      wanted[parties.SECOND] = secondWants;
      const requests = offered < 0 ? 0 : Math.max(0, others() + 1 - options.reserveForReturn);
      const bothWant = firstWants && secondWants && requests > 0;
      for (let party = 0; party < 2; party += 1) {
        const could = party === parties.FIRST ? requests > 0 : offered >= 0;
        const isSecondToGo = bothWant && turns.firstGoesFirst() === (party === parties.SECOND);
        const mustWait = turns.mustWait(party, requests);
        mayBegin[party] = could && !isSecondToGo && !mustWait;
        getsNone[party] =
          party === parties.FIRST && options.reserveForReturn > 0
            ? others() === 0
            : countOnes(wereFree) === 0 || (offered >= 0 && mustWait);
      }
    },
    offered: (party) => mayBegin[party]!,
    exhausted: (party) => getsNone[party]!,
    accepted(party, begins) {
      served[party] = begins;
    },
    restart() {
      wereFree.fill(0);
      offered = -1;
      turns.restart();
      served.fill(false);
    },
  };
}
