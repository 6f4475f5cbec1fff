// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../harness/index.ts';
import type { Manifest } from '../manifest/index.ts';

/** The values of probes in the settled state of a model. Its samplers stay, so this is for the end of a run. */
export function readProbes(model: Model, probes: Manifest['probes']): readonly bigint[] {
  // The sampler is made only now: one that is always there would cost every cycle.
  const { frame, layout } = model.sampler([...new Set(probes.map(({ path }) => path))]);
  model.settle();
  return probes.map(({ path }) => {
    const { word, words } = layout.slots.get(path)!;
    const digits = [...frame.subarray(word, word + words)].reverse().map(hexadecimalWord).join('');
    return BigInt(`0x${digits}`);
  });
}

function hexadecimalWord(word: number): string {
  return word.toString(16).padStart(8, '0');
}
