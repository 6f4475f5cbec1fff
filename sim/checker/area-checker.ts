// SPDX-License-Identifier: Apache-2.0
import { awaitsReturn, bitAt, partyName, type Reference, resetAreaModel } from '../reference-model/index.ts';
import type { Area, Side } from './area.ts';
import { createAreaCounts } from './area-counts.ts';
import type { AreaParts } from './assemble-area.ts';
import { createDetectionRule } from './detection-rule.ts';
import { createInitializationRule } from './initialization-rule.ts';
import { createInlineRule } from './inline-rule.ts';
import type { Decision } from './operation-comparison.ts';
import { createOperationRule } from './operation-rule.ts';
import { createBankTurns } from './pace/bank-turns.ts';
import { createServiceOrder } from './pace/service-order.ts';
import { createPayloadRule } from './payload-rule.ts';
import type { Run } from './run.ts';
import { createSameFlagRule } from './same-flag-rule.ts';
import { createStateRule } from './state-rule.ts';
import { type AreaSummary, type CallStatistics, type Counters, createAreaStatistics } from './statistics.ts';

/** All rules about one area. The functions are called once a cycle, in this order. */
export interface AreaChecker {
  readonly area: Area;
  /** Reads the signals of the area. */
  observe(): void;
  /** Compares registers, offers and waiting messages with the model. */
  compareState(): void;
  /** Decides the operations that take effect, compares them, and does them in the model. */
  operate(): void;
  /** Follows the words that are read and written. */
  reachBytes(): void;
  /** Keeps what the next cycle needs. */
  remember(): void;
  /** What the model decided for a party in this cycle. */
  decision(party: number): Decision;
  /** The receiving circuits of a party asked for a release one cycle ago. */
  releaseWasRequested(party: number): boolean;
  /** One cycle ago an allocation of the party could have begun. */
  allocationWasAvailable(party: number): boolean;
  ready(): boolean;
  /** The allocator is busy with a search of a party. */
  searches(party: number): boolean;
  /** In a cycle in which the design is reset: only the bytes are followed. */
  reset(): void;
  summary(): AreaSummary;
  unfinished(): string | undefined;
}

/** A message that a detect command takes in a cycle, remembered for its result. */
type Taken = Reference | undefined;

export function createAreaChecker(
  run: Run,
  sides: readonly [Side, Side],
  { allocation, supply }: Pick<AreaParts, 'allocation' | 'supply'>,
  counters: Counters,
  calls: CallStatistics | undefined,
): AreaChecker {
  const [first] = sides;
  const { area } = first;
  const { model } = area;
  const limit = run.registers.setting(`${area.name}_limit`, model.entries);
  const hold = run.registers.setting('hold', 0);
  const reserve = run.registers.setting('reserve', model.options.reserveForReturn);
  /** Where memory can come, asking for it makes it come: nobody waits until an entry is on offer. */
  const addsMemory = model.options.onDemand || model.second !== undefined;
  const state = createStateRule(run, area);
  const initialization = createInitializationRule(run, area);
  const sameFlag = createSameFlagRule(run, sides);
  const statistics = createAreaStatistics(area.name, model.entries);
  const detection = sides.map((side) => createDetectionRule(run, side));
  const payload = sides.map((side) => createPayloadRule(run, side));
  const banks = createBankTurns(run, area.name, [sides[0].payload, sides[1].payload]);
  const order = sides.map((side) => createServiceOrder(run, side, allocation));
  const operation = sides.map((side) =>
    createOperationRule(run, side, allocation, {
      counters,
      statistics,
      calls,
      indicated: () => detection[1 - side.party]!.indicated(),
    }),
  );
  const inline = model.inline && createInlineRule(run, area, model.inline, sides);
  const waiting = [false, false];
  const counts = createAreaCounts(
    run,
    sides,
    allocation,
    operation.map(({ decision }) => decision),
    waiting,
    calls !== undefined,
  );
  const taken: Taken[] = [undefined, undefined];
  const releaseRequested = [false, false];
  const available = [false, false];

  function checkReady(side: Side): void {
    const { port, atomic, detection: waiting, commands } = side;
    const granted =
      port.event.answered ||
      port.event.senderAccepted ||
      port.event.releaseAccepted ||
      atomic.event.requested ||
      waiting.event.circuitsTake ||
      commands?.monitor.event.accepted === true;
    if (granted) {
      run.fail({
        rule: 'ready',
        where: side.name,
        step: '806 of Fig. 8',
        expected: 'nothing is accepted before step 806',
        actual: 'an operation is accepted or takes effect',
        signals: side.signals,
      });
    }
  }

  return {
    area,
    observe() {
      for (let party = 0; party < 2; party += 1) {
        const side = sides[party]!;
        side.atomic.sample(run.frame);
        side.port.sample(run.frame);
        side.detection.sample(run.frame);
        side.payload.sample(run.frame);
      }
    },
    compareState() {
      // A limit counts one cycle after its register has changed.
      model.settings.limit = limit.before;
      model.settings.examined = limit.now;
      model.settings.reserve = reserve.now;
      model.settings.hold = hold.now === 1;
      state.sample();
      supply.sample();
      allocation.sample();
      for (let party = 0; party < 2; party += 1) detection[party]!.sample();
      area.reuse?.sample();
      inline?.sample();
      initialization.sample();
      sameFlag.sample();
      if (!initialization.ready()) for (let party = 0; party < 2; party += 1) checkReady(sides[party]!);
    },
    operate() {
      for (let party = 0; party < 2; party += 1) {
        waiting[party] = sides[party]!.sender.waitsForBuffer();
      }
      allocation.begin(waiting[0]!, waiting[1]!);
      // All decisions are made on the state before the cycle: neither party sees what the other does in it.
      for (let party = 0; party < 2; party += 1) operation[party]!.decide();
      for (let party = 0; party < 2; party += 1) {
        detection[party]!.apply();
        taken[party] = detection[party]!.takenByCommand();
      }
      for (let party = 0; party < 2; party += 1) operation[party]!.apply();
      inline?.apply();
      const reused = area.reuse?.grant() ?? -1;
      if (reused >= 0) {
        sides[1].sender.allocated(reused);
        run.log.add('reused', run.cycle, sides[1].place, reused);
      }
    },
    reachBytes() {
      banks.sample();
      for (let party = 0; party < 2; party += 1) payload[party]!.sample();
      for (let party = 0; party < 2; party += 1) payload[party]!.store();
      inline?.reachBytes();
    },
    remember() {
      inline?.remember();
      const ready = initialization.ready();
      allocation.remember();
      counts.count();
      for (let party = 0; party < 2; party += 1) order[party]!.decide(ready);
      allocation.offer(order[0]!.wantsEntry(), order[1]!.wantsEntry());
      const needed = ready && allocation.needs();
      for (let party = 0; party < 2; party += 1) {
        available[party] = ready && (addsMemory ? !allocation.exhausted(party) : allocation.offered(party));
        order[party]!.check(sameFlag.lost(party));
        operation[party]!.remember(taken[party]);
        releaseRequested[party] = sides[party]!.port.event.releaseRequested;
      }
      supply.remember(needed);
    },
    decision: (party) => operation[party]!.decision,
    releaseWasRequested: (party) => releaseRequested[party]!,
    allocationWasAvailable: (party) => available[party]!,
    ready: () => initialization.ready(),
    searches: allocation.searches,
    reset() {
      resetAreaModel(model);
      for (let party = 0; party < 2; party += 1) {
        sides[party]!.payload.sample(run.frame);
        payload[party]!.store();
        const { writes, reads } = sides[party]!;
        const rules = [detection[party]!, order[party]!, operation[party]!, writes, reads];
        for (const rule of rules) rule.restart();
        releaseRequested[party] = false;
        available[party] = false;
      }
      for (const rule of [initialization, sameFlag, supply, allocation, banks, counts]) rule.restart();
      area.reuse?.restart();
      inline?.restart();
    },
    summary: statistics.summary,
    unfinished() {
      for (const { party, commands, name } of sides) {
        const { size } = model.queues[party];
        if (size > 0 && commands?.receives() !== true) return `${size} messages wait for ${name}`;
      }
      const slots = inline?.unfinished();
      if (slots !== undefined) return slots;
      const held = Array.from({ length: model.entries }, (_, entry) => entry).filter((entry) =>
        heldByCircuits(area, entry),
      );
      return held.length === 0 ? undefined : `the circuits hold entries ${held.join(', ')} of ${area.name}`;
    },
  };
}

function heldByCircuits({ model }: Area, entry: number): boolean {
  const { control, holders, calls } = model;
  if (calls !== undefined && awaitsReturn(calls, entry)) return false;
  return (
    bitAt(control.flags, entry) === 0 &&
    bitAt(holders.circuits, entry) === 1 &&
    bitAt(holders.pending, entry) === 0
  );
}

/** Sampled names of the signals that reports about the operations of a party draw. */
export function operationSignals(run: Run, area: string, party: number): string[] {
  const name = partyName(party);
  const level = run.binding.hasCommands ? ['by_circuits'] : [];
  return [
    ...['answered', 'operation', ...level, 'by_receiver', 'code', 'entry'].map(
      (signal) => `${name}_port.${signal}`,
    ),
    ...['done', 'operation', 'entry', 'value', 'store', 'old_flag'].map(
      (signal) => `atomic_swap.${name}_${signal}`,
    ),
    'control_ram.flags',
  ].map((signal) => run.binding.pathOf(`${area}.${signal}`));
}
