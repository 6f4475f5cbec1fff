// SPDX-License-Identifier: Apache-2.0
import { bigintFromWords } from '../../sim/harness/bits.ts';
import type { Model, VisibleSignal } from '../../sim/harness/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';

const memory = 'u_statistics.u_totals';

/** Where the totals of a design lie; a model whose counters are to start late is built with them. */
export function totalsOf({ registers }: Manifest): readonly VisibleSignal[] {
  const count = registers.filter(({ counter }) => counter?.half === 'low').length;
  const common = { module: 'baton_memory_1w1r', writable: true } as const;
  return [
    { ...common, path: `${memory}.read_data_q`, signal: 'read_data_q' },
    ...Array.from({ length: count }, (_, counter) => ({
      ...common,
      path: `${memory}.words[${counter}]`,
      signal: 'words',
    })),
  ];
}

/**
 * Adds an amount to all counters of a design, as years of traffic would have done. Nobody has cleared its counters for as
 * many cycles as there are of them, and the design has to settle again before its next edge.
 */
export function addToTotals(model: Model, manifest: Manifest, amount: number): void {
  const names = totalsOf(manifest).map(({ path }) => path);
  const { frame, layout } = model.sampler(names);
  model.settle();
  const width = manifest.configuration.statisticsBits;
  for (const name of names) {
    const before = bigintFromWords(frame, layout.slots.get(name)!.word, width);
    model.poke(name, BigInt.asUintN(width, before + BigInt(amount)));
  }
}
