// SPDX-License-Identifier: Apache-2.0
import { markdownTable } from '../../scripts/markdown-table.ts';
import type { CheckSummary } from '../../sim/checker/index.ts';
import { type CallCycles, measuredLengths, measuredSystems } from './measure.ts';

/** How many times fewer cycles the transport of calls and returns is to take, by their bytes. */
export const aims: ReadonlyMap<number, number> = new Map([
  [64, 5],
  [5120, 15],
]);

/** Everything that was measured. */
export function callTable(rows: readonly CallCycles[]): string {
  return markdownTable(
    [
      'bytes each way',
      'between the cores',
      'call to detection',
      'return to detection',
      'whole call',
      'kernel core busy',
    ],
    rows
      .toSorted((left, right) => left.bytes - right.bytes)
      .map(({ bytes, system, there, back, whole, kernelBusy }) => [
        bytes,
        system,
        there,
        back,
        whole,
        kernelBusy,
      ]),
  );
}

/** Transport, call and return together: how many times fewer cycles each gateway takes than the two shared memories. */
export function ratioTable(rows: readonly CallCycles[]): string {
  const transport = (system: string, bytes: number) => {
    const { there, back } = rows.find((row) => row.system === system && row.bytes === bytes)!;
    return there + back;
  };
  const blocks = measuredSystems.filter(({ isBlock }) => isBlock);
  const memories = measuredSystems.filter(({ isBlock }) => !isBlock);
  return markdownTable(
    [
      'bytes each way',
      ...measuredSystems.map(({ name }) => name),
      ...blocks.map(({ name }) => `${name}: times fewer`),
      'aim',
    ],
    measuredLengths.map((bytes) => {
      const ratios = blocks.map((block) =>
        memories
          .map((memory) => (transport(memory.name, bytes) / transport(block.name, bytes)).toFixed(1))
          .join(' and '),
      );
      const aim = aims.get(bytes);
      return [
        bytes,
        ...measuredSystems.map(({ name }) => transport(name, bytes)),
        ...ratios,
        aim === undefined ? '' : `>= ${aim}`,
      ];
    }),
  );
}

/** What became of many calls at once, in a sentence. */
export function callsSentence(
  calls: number,
  cycles: number,
  { operationsCompared, accesses, returnsOutOfOrder, mostCallsInFlight, directions }: CheckSummary,
): string {
  const count = (value: number) => value.toLocaleString('en-US');
  const bytes = directions.reduce((sum, direction) => sum + direction.bytes, 0);
  return [
    `${count(calls)} calls in ${count(cycles)} cycles, up to ${mostCallsInFlight} open at once, ${count(returnsOutOfOrder)} returns out of order:`,
    `every one of ${count(bytes)} bytes right as the firmware sees it, and no difference from the model in ${count(operationsCompared)} operations`,
    `and ${count(accesses.window)} accesses of buffers.`,
  ].join('\n');
}
