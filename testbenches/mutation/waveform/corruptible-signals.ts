// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../../sim/manifest/index.ts';

/** Outputs that the other side may hold back: what they should be depends on more than one cycle. */
const readiness = /_(?:in|command|window)_ready$/;

/** State that the model has too, and events that it expects in one cycle and no other. */
const followed = [
  /\.(?:flags|count|second_owns|circuits_own|received|pending|waiting|free)$/,
  /\.(?:answered|too_long|head_valid|offer_valid)$/,
  /\.atomic_swap\.(?:first|second)_done$/,
  /\.temporary_pool\.(?:take|release)$/,
];

/** A stream of beats, and where its words come by. */
export interface CorruptibleStream {
  /** Prefix of the ports. */
  readonly ports: string;
  /** Prefix of the payload signals through which the words of the stream are written; for sending streams only. */
  readonly writes: string | undefined;
}

export interface CorruptibleSignals {
  /** What the checker knows the right value of in every cycle. */
  readonly steady: readonly string[];
  readonly sending: readonly CorruptibleStream[];
  readonly receiving: readonly CorruptibleStream[];
}

/** Sorts the signals of a channel by what can be said about a wrong value of them. */
export function corruptibleSignals({ ports, probes }: Manifest): CorruptibleSignals {
  const outputs = ports.filter(({ name, direction }) => direction === 'output' && !readiness.test(name));
  const states = probes.filter(({ name }) => followed.some((pattern) => pattern.test(name)));
  const payload = probes.find(({ name }) => name === 'area.payload.first_write_valid')!.path;
  const parties = ['first', 'second'] as const;
  return {
    steady: [...outputs.map(({ name }) => name), ...new Set(states.map(({ path }) => path))],
    sending: parties.map((party) => ({
      ports: `${party}_in`,
      writes: payload.replace('first_write_valid', `${party}_write`),
    })),
    receiving: parties.map((party) => ({ ports: `${party}_out`, writes: undefined })),
  };
}
