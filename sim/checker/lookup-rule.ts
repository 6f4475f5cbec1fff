// SPDX-License-Identifier: Apache-2.0

import type { AtomicEvent, Monitor } from '../monitors/index.ts';
import {
  accesses,
  type BitVector,
  bitAt,
  bitsBelow,
  countOnes,
  createBitVector,
  loadFlag,
  lowestOne,
  parties,
  setBit,
  usableBits,
} from '../reference-model/index.ts';
import type { AllocationRule } from './allocation-rule.ts';
import type { Area, Side } from './area.ts';
import { createAllocationTurns } from './pace/allocation-turns.ts';
import type { Run } from './run.ts';
import type { SupplyRule } from './supply-rule.ts';

/** The allocator that keeps the lowest free entry on offer: Fig. 6 with its search done ahead. */
export function createLookupRule(
  run: Run,
  area: Area,
  atomics: readonly Monitor<AtomicEvent>[],
  supply: SupplyRule,
): AllocationRule {
  const { model } = area;
  const { control, options, settings } = model;
  const probe = (name: string) => run.binding.probe(`${area.name}.allocation.${name}`).word;
  const flagsAt = run.binding.probe(`${area.name}.control_ram.flags`).word;
  const [offerValid, offerEntry] = [probe('offer_valid'), probe('entry')];
  const signals = ['allocation.offer_valid', 'allocation.entry', 'control_ram.flags'].map((name) =>
    run.binding.pathOf(`${area.name}.${name}`),
  );
  /** Usable entries that were free one cycle ago, without those whose allocation took effect then. */
  const wereFree: BitVector = createBitVector(model.entries);
  const candidates: BitVector = createBitVector(model.entries);
  const outcome = { takes: false, concludes: true, written: true };
  /** Entry on offer one cycle ago, or -1. */
  let offered = -1;
  /** One cycle ago a new entry was on offer. */
  let fresh = false;
  let needs = false;
  const turns = createAllocationTurns(model);
  const mayBegin = [false, false];
  const getsNone = [false, false];
  /** Who was served and who wanted an entry in the cycle before. */
  const served = [false, false];
  const wanted = [false, false];
  /** Free entries that a request left to others one cycle ago. */
  let reserve = options.reserveForReturn;
  /** Entries that could be added one cycle ago. */
  let addable = 0;

  function removeAllocated(from: BitVector): void {
    for (let party = 0; party < atomics.length; party += 1) {
      const { event } = atomics[party]!;
      if (event.happened && event.access === accesses.SWAP) setBit(from, event.entry, 0);
    }
  }

  /** Entries free besides the one on offer. */
  const others = () => countOnes(wereFree) - (offered < 0 ? 0 : bitAt(wereFree, offered));
  /** Whether memory is added for a request: one entry more stays for a return, a second area has enough of them. */
  const firstMayGrow = () => addable > (options.onDemand ? reserve : 0);

  function checkGrowth({ name, atomic, signals: own }: Side, added: number): void {
    const { entry } = atomic.event;
    if (entry === added && fresh) return;
    run.fail({
      rule: 'growth',
      where: name,
      expected: fresh ? `the new entry ${added} is taken` : 'no new entry: none is on offer',
      actual: `entry ${entry} is taken as a new one`,
      signals: [...own, ...signals],
    });
  }

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
      outcome.takes = true;
      const added = supply.grownBy(side.party);
      if (added >= 0) {
        checkGrowth(side, added);
        return;
      }
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
      if (side.party === parties.FIRST && others() < reserve && addable === 0) {
        run.fail({
          rule: 'reserve',
          where: side.name,
          step: '613 of Fig. 6',
          expected: `a request leaves ${reserve} other free entry`,
          actual: `it takes entry ${entry} and leaves ${others()}`,
          signals: [...side.signals, ...signals],
        });
      }
    },
    searchLevel: () => -1,
    searches: () => false,
    begin(firstWaits, secondWaits) {
      turns.step(served, wanted);
      turns.begin(firstWaits, secondWaits);
    },
    mayAnswerNone: (party) => getsNone[party]!,
    servable(party) {
      if (party === parties.SECOND) return offered >= 0 || addable > 0;
      return firstMayGrow() || (offered >= 0 && (others() >= reserve || addable > 0));
    },
    remember() {
      const usable = usableBits(model);
      for (let word = 0; word < wereFree.length; word += 1) {
        wereFree[word] = run.frame[flagsAt + word]! & bitsBelow(usable, word);
      }
      removeAllocated(wereFree);
      offered = run.frame[offerValid] === 1 ? run.frame[offerEntry]! : -1;
      reserve = settings.reserve;
      addable = model.addable;
    },
    concludes: () => true,
    continues: () => false,
    offer(firstWants, secondWants) {
      wanted[parties.FIRST] = firstWants;
      wanted[parties.SECOND] = secondWants;
      const none = offered < 0 && others() === 0;
      fresh = none && supply.prepared();
      const requests = offered < 0 ? 0 : Math.max(0, others() + 1 - reserve);
      const firstCould = requests > 0 || (offered >= 0 && addable > 0) || (fresh && firstMayGrow());
      const bothWant = firstWants && secondWants && firstCould;
      needs = none && addable > 0 && (secondWants || (firstWants && firstMayGrow()));
      for (let party = 0; party < 2; party += 1) {
        const could = party === parties.FIRST ? firstCould : offered >= 0 || fresh;
        const isSecondToGo = bothWant && turns.firstGoesFirst() === (party === parties.SECOND);
        const mustWait = addable === 0 && turns.mustWait(party, requests);
        mayBegin[party] = could && !isSecondToGo && !mustWait;
        getsNone[party] =
          party === parties.FIRST && reserve > 0
            ? others() === 0 && (offered < 0 ? !firstMayGrow() : addable === 0)
            : (none && addable === 0) || (offered >= 0 && mustWait);
      }
    },
    offered: (party) => mayBegin[party]!,
    exhausted: (party) => getsNone[party]!,
    needs: () => needs,
    accepted(party, begins) {
      served[party] = begins;
    },
    restart() {
      wereFree.fill(0);
      offered = -1;
      turns.restart();
      served.fill(false);
      fresh = false;
      needs = false;
      addable = 0;
    },
  };
}
