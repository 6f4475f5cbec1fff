// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../harness/index.ts';
import type { Manifest } from '../manifest/index.ts';

/** Probes that tell where messages are: flags, owners, open calls, temporaries, and what the circuits are doing. */
const TELLING_PROBES = /(?:^|\.)(?:flags|count|waiting|pending|second_owns|circuits_own|free|state)$/;

/** Output ports that tell the same. */
const TELLING_PORTS = /(?:^|_)(?:ready|valid|interrupt|pending|error_code|error_entry|error_tag)$/;

/** The state of a settled model in lines of `name value`, values in hexadecimal. */
export function describeState(model: Model, manifest: Manifest): string {
  const probes = manifest.probes.filter(({ name }) => TELLING_PROBES.test(name));
  const ports = manifest.ports.filter(({ name }) => TELLING_PORTS.test(name));
  // The sampler is made only now: one that is always there would cost every cycle.
  const { frame, layout } = model.sampler([...new Set(probes.map(({ path }) => path))]);
  model.settle();
  const probeLines = probes.map(({ name, path }) => {
    const { word, words } = layout.slots.get(path)!;
    const digits = [...frame.subarray(word, word + words)].reverse().map(hexadecimalWord).join('');
    return stateLine(name, BigInt(`0x${digits}`));
  });
  const portLines = ports.map(({ name }) => stateLine(name, model.port(name).read()));
  return [`State in cycle ${model.cycles}:`, ...probeLines, ...portLines].join('\n');
}

function hexadecimalWord(word: number): string {
  return word.toString(16).padStart(8, '0');
}

function stateLine(name: string, value: bigint): string {
  return `  ${name} ${value.toString(16)}`;
}
