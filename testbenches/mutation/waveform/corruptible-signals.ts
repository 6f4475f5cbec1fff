// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../../sim/manifest/index.ts';

/** State that the model has too, and events that it expects in one cycle and no other. */
const followed = [
  /\.(?:flags|count|second_owns|circuits_own|received|pending|waiting|free)$/,
  /\.(?:answered|head_valid|offer_valid|circuits_take|too_long|copy_done|temporary_write)$/,
  /_port\.(?:sender|release)_(?:request|accepted)$/,
  /\.atomic_swap\.(?:first|second)_(?:request|ready|done)$/,
  /\.payload\.(?:first|second)_(?:write|read)_(?:valid|ready)$/,
  /\.temporary_pool\.(?:take|release)$/,
];

/** Signals of a word on its way into a memory. */
export interface WrittenWord {
  /** 1 in all of them in a cycle in which the word is written. */
  readonly when: readonly string[];
  readonly data: string;
  /** Which bytes are written; all of them where there is none. */
  readonly strobe?: string;
}

/** The stream on which a party sends. */
export interface SendingStream {
  /** Prefix of its ports. */
  readonly ports: string;
  /** Where its words come by when they are written into the shared buffer. */
  readonly written: WrittenWord;
}

/** The signals of a channel, sorted by when a wrong value of them can be known. */
export interface CorruptibleSignals {
  /** In every cycle the model has the right value. */
  readonly steady: readonly string[];
  readonly words: readonly WrittenWord[];
  readonly sending: readonly SendingStream[];
  /** Prefixes of the ports of the streams on which the parties receive. */
  readonly receiving: readonly string[];
}

export function corruptibleSignals({ ports, probes }: Manifest): CorruptibleSignals {
  const path = (probe: string) => probes.find(({ name }) => name === probe)!.path;
  const outputs = ports.filter(({ direction }) => direction === 'output');
  const states = probes.filter(({ name }) => followed.some((pattern) => pattern.test(name)));
  const sending = ['first', 'second'].map((party) => {
    const access = (signal: string) => path(`area.payload.${party}_write_${signal}`);
    return {
      ports: `${party}_in`,
      written: { when: [access('valid'), access('ready')], data: access('data'), strobe: access('strobe') },
    };
  });
  const copied = { when: [path('second.temporary_write')], data: path('second.temporary_write_data') };
  return {
    steady: [...outputs.map(({ name }) => name), ...new Set(states.map((state) => state.path))],
    words: [...sending.map(({ written }) => written), copied],
    sending,
    receiving: ['first_out', 'second_out'],
  };
}
