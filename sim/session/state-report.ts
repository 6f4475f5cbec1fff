// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../harness/index.ts';
import type { Manifest } from '../manifest/index.ts';
import { readProbes } from './read-probes.ts';

/** Probes that tell where messages are: flags, owners, open calls, temporaries, and what the circuits are doing. */
const TELLING_PROBES = /(?:^|\.)(?:flags|count|waiting|pending|second_owns|circuits_own|free|state)$/;

/** Output ports that tell the same. */
const TELLING_PORTS = /(?:^|_)(?:ready|valid|interrupt|pending|error_code|error_entry|error_tag)$/;

/** The state of a settled model in lines of `name value`, values in hexadecimal. */
export function describeState(model: Model, manifest: Manifest): string {
  const probes = manifest.probes.filter(({ name }) => TELLING_PROBES.test(name));
  const ports = manifest.ports.filter(({ name }) => TELLING_PORTS.test(name));
  const values = readProbes(model, probes);
  const probeLines = probes.map(({ name }, place) => stateLine(name, values[place]!));
  const portLines = ports.map(({ name }) => stateLine(name, model.port(name).read()));
  return [`State in cycle ${model.cycles}:`, ...probeLines, ...portLines].join('\n');
}

function stateLine(name: string, value: bigint): string {
  return `  ${name} ${value.toString(16)}`;
}
