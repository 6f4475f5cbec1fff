// SPDX-License-Identifier: Apache-2.0
import type { Run } from '../run.ts';

/** The streams of a party as AXI4-Stream. */
export interface StreamPins {
  /** Compares the pins with the streams of the block; `enabled` is whether it takes beats. */
  sample(enabled: boolean): void;
}

/** Bits of the kind of a message in `tuser`; the bit above withdraws it. */
const kindBits = 2;

/** What one signal is called on both sides. */
const names = { data: 'tdata', strobe: 'tkeep', last: 'tlast', tag: 'tid' } as const;

/**
 * @param canAbort beats of the party can withdraw a message
 */
export function createStreamPins(run: Run, party: string, canAbort: boolean): StreamPins {
  const { binding } = run;
  const both = ['in', 'out'].map((direction) => {
    const stream = `${party}_${direction}`;
    const slot = (name: string) => binding.port(`${stream}_${name}`);
    return {
      stream,
      isIn: direction === 'in',
      pin: { valid: slot('tvalid').word, ready: slot('tready').word, user: slot('tuser').word },
      inner: { valid: slot('valid').word, ready: slot('ready').word, kind: slot('kind').word },
      abort: direction === 'in' && canAbort ? slot('abort').word : undefined,
      same: Object.entries(names).map(([inside, outside]) => ({
        name: outside,
        inside: slot(inside).word,
        outside: slot(outside).word,
        words: slot(outside).words,
      })),
    };
  });

  function fail(stream: string, pin: string, expected: string, actual: string): never {
    return run.fail({
      rule: 'bus streams',
      where: stream,
      expected: `${pin} ${expected}`,
      actual,
      signals: [
        `${stream}_${pin}`,
        ...['valid', 'ready', 'last'].flatMap((name) => [`${stream}_t${name}`, `${stream}_${name}`]),
      ],
    });
  }

  return {
    sample(enabled) {
      const { frame } = run;
      for (const { stream, isIn, pin, inner, abort, same } of both) {
        const open = enabled || !isIn ? 1 : 0;
        // The ready of whoever is asked for beats, and the valid of whoever gives them, pass where beats are taken.
        const [valid, shownValid] = isIn
          ? [frame[inner.valid], frame[pin.valid]! & open]
          : [frame[pin.valid], frame[inner.valid]];
        const [ready, shownReady] = isIn
          ? [frame[pin.ready], frame[inner.ready]! & open]
          : [frame[inner.ready], frame[pin.ready]];
        if (valid !== shownValid)
          fail(stream, 'tvalid', open ? 'passes' : 'is held back: the party is not enabled', 'it does not');
        if (ready !== shownReady)
          fail(stream, 'tready', open ? 'passes' : 'is held back: the party is not enabled', 'it does not');
        if (isIn && valid === 0) continue;
        for (const { name, inside, outside, words } of same) {
          for (let word = 0; word < words; word += 1) {
            if (frame[inside + word] !== frame[outside + word]) {
              fail(
                stream,
                name,
                `0x${frame[outside + word]!.toString(16)}, as in the block`,
                `0x${frame[inside + word]!.toString(16)}`,
              );
            }
          }
        }
        const withdrawn = abort === undefined ? 0 : frame[abort]!;
        const user = frame[inner.kind]! + withdrawn * 2 ** kindBits;
        if (frame[pin.user] !== user)
          fail(
            stream,
            'tuser',
            'is the kind of the message, and whether it is withdrawn',
            `it is ${frame[pin.user]}, in the block ${user}`,
          );
      }
    },
  };
}
