// SPDX-License-Identifier: Apache-2.0
import { cycles } from '../../../sim/tasks/index.ts';
import type { GeneratedModel } from '../../support/generated-model.ts';
import { type Bench, command, openBench } from './bench.ts';
import { atMost, type CycleRow, exactly } from './row.ts';

const ALLOCATE = 0;
const INDICATE = 1;
const DEALLOCATE = 3;

/** What the parties of a block are called. */
export interface Parties {
  readonly preset: string;
  /** Sends requests. */
  readonly first: string;
  /** Shares the area of the first party; undefined where that is the kernel. */
  readonly second: string | undefined;
}

/** Commands at the ports of a block with the `lookup` allocator: allocation and deallocation. */
export function measureOperations(generated: GeneratedModel, { preset, first, second }: Parties): CycleRow[] {
  const { buffers } = generated.manifest.configuration;
  const available = buffers - generated.manifest.configuration.reserveForReturn;
  const single = openBench(generated);
  const once = single.testbench.run(() => command(single, first, ALLOCATE));
  const rows = [
    exactly(preset, 'allocation by lookup, accepted to result', 1, once.answered - once.accepted),
    exactly(
      preset,
      `allocation by lookup, cycles for ${available} in a row`,
      available,
      span(allocationsInARow(openBench(generated), [first], available)),
    ),
  ];
  if (second !== undefined) {
    const both = allocationsInARow(openBench(generated), [first, second], available);
    rows.push(
      exactly(preset, `allocation by both parties at once, cycles for ${available}`, available, span(both)),
    );
  }
  const freed = deallocationsInARow(openBench(generated), first, 16);
  rows.push(exactly(preset, 'deallocation, cycles for 16 in a row', 16, span(freed)));
  return rows;
}

/** Flags that a search examines in one cycle, from the cycles it takes when the first ones are allocated already. */
export function measureScan(generated: GeneratedModel, { preset, first }: Parties): CycleRow[] {
  const bench = openBench(generated);
  const found = bench.testbench.run(function* () {
    const results = [];
    for (let round = 0; round < 9; round += 1) {
      results.push(yield* command(bench, first, ALLOCATE));
    }
    return results;
  });
  return found
    .filter(({ entry }) => entry === 0 || entry === 8)
    .map(({ entry, accepted, answered }) =>
      exactly(
        preset,
        `allocation by scan, cycles to examine ${entry + 1} flags`,
        entry + 1,
        answered - accepted,
      ),
    );
}

/** From an indication by command to the interrupt of the other party. */
export function measureIndication(generated: GeneratedModel, { preset, first, second }: Parties): CycleRow[] {
  if (second === undefined) {
    return [];
  }
  const bench = openBench(generated);
  let interrupt = Number.POSITIVE_INFINITY;
  const indicated = bench.testbench.run(function* () {
    const { entry } = yield* command(bench, first, ALLOCATE);
    bench.watch([`${second}_interrupt`], (cycle, [level]) => {
      interrupt = level === 1 ? Math.min(interrupt, cycle) : interrupt;
    });
    const result = yield* command(bench, first, INDICATE, { entry, length: 8 });
    yield cycles(4);
    return result;
  });
  return [
    atMost(preset, 'indication accepted to interrupt at the other party', 2, interrupt - indicated.accepted),
  ];
}

/** The cycles in which allocations are accepted while the parties ask in every cycle. */
function allocationsInARow(bench: Bench, parties: readonly string[], count: number): number[] {
  const accepted: number[] = [];
  for (const party of parties) {
    bench.model.port(`${party}_command_operation`).value = ALLOCATE;
    bench.model.port(`${party}_command_valid`).value = 1;
    bench.watch([`${party}_command_ready`], (cycle, [ready]) => {
      if (ready === 1 && accepted.length < count) {
        accepted.push(cycle);
      }
    });
  }
  bench.testbench.run(function* () {
    yield cycles(2 * count);
  });
  return accepted;
}

/** The cycles in which deallocations are accepted that are given one after the other. */
function deallocationsInARow(bench: Bench, party: string, count: number): number[] {
  const { model, testbench } = bench;
  const accepted: number[] = [];
  testbench.run(function* () {
    const held = [];
    for (let taken = 0; taken < count; taken += 1) {
      held.push(yield* command(bench, party, ALLOCATE));
    }
    bench.watch([`${party}_command_valid`, `${party}_command_ready`], (cycle, [valid, ready]) => {
      if (valid === 1 && ready === 1) {
        accepted.push(cycle);
      }
    });
    model.port(`${party}_command_operation`).value = DEALLOCATE;
    model.port(`${party}_command_valid`).value = 1;
    for (const { entry, pointer } of held) {
      model.port(`${party}_command_entry`).value = entry;
      model.port(`${party}_command_pointer`).value = pointer;
      yield cycles(1);
    }
    model.port(`${party}_command_valid`).value = 0;
    yield cycles(4);
  });
  if (accepted.length !== count) {
    throw new Error(`${accepted.length} of ${count} deallocations were accepted one after the other`);
  }
  return accepted;
}

/** Cycles from the first to the last, both included. */
function span(when: readonly number[]): number {
  return when.at(-1)! - when[0]! + 1;
}
