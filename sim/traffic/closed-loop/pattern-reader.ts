// SPDX-License-Identifier: Apache-2.0
import { type Circuits, partyName } from '../circuits/circuits.ts';
import { KIND_NUMBERS } from '../circuits/sending-port.ts';
import { wordReader } from '../circuits/word-access.ts';
import type { CallTable } from './call-table.ts';
import { type Leg, patternEnd, patternPart } from './pattern.ts';
import { MOVED, NOTHING } from './pattern-writer.ts';

/** What arrived is not what was sent; the message says where. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
}

/** Takes one leg of calls from the stream port of a party and compares every byte. */
export interface PatternReader {
  /** Looks at the outputs of the cycle: the thread whose message ended in it, MOVED for another beat, or NOTHING. @throws PayloadError */
  sample(): number;
}

/** Requests arrive at the second party, returns at the first. Takes whatever is offered at once. */
export function createPatternReader(circuits: Circuits, leg: Leg, calls: CallTable): PatternReader {
  const name = `${partyName(circuits.manifest, leg === 'request' ? 'second' : 'first')}_out`;
  const port = (field: string) => circuits.port(`${name}_${field}`);
  const [valid, data, strobe] = [port('valid'), port('data'), port('strobe')];
  const [last, tag, kind] = [port('last'), port('tag'), port('kind')];
  const readWord = wordReader(data);
  const wordBytes = data.width / 8;
  const wordParts = data.width / 32;
  const kindNumber = KIND_NUMBERS[leg === 'request' ? 'call' : 'return'];
  const parts = new Uint32Array(wordParts);
  port('ready').value = 1;
  let thread = -1;
  let seed = 0;
  let part = 0;
  let bytesLeft = 0;

  function differs(what: string): never {
    const byte = 4 * part;
    throw new PayloadError(`Stream ${name}, ${leg} of thread ${thread}, byte ${byte}: ${what}.`);
  }

  function begin(): void {
    thread = tag.value;
    if (thread >= calls.threads) differs(`there are only ${calls.threads} threads`);
    if (kind.value !== kindNumber) differs(`its kind is ${kind.value} instead of ${kindNumber}`);
    seed = calls.seeds[leg][thread]!;
    bytesLeft = calls.bytes[leg][thread]!;
    part = 0;
  }

  function compareEnd(): void {
    for (let index = 0; index < wordParts; index++) {
      const expected = patternEnd(seed, part + index, bytesLeft - 4 * index);
      if ((parts[index]! ^ expected) !== 0) differs('its end is not what was sent');
    }
    const expected = (1n << BigInt(bytesLeft)) - 1n;
    if (strobe.read() !== expected) differs(`strobe ${strobe.read()} instead of ${expected}`);
  }

  return {
    sample() {
      if (valid.value === 0) return NOTHING;
      if (thread === -1) begin();
      const ends = bytesLeft <= wordBytes;
      if ((last.value === 1) !== ends)
        differs(ends ? 'it goes on beyond its length' : 'it ends before its length');
      readWord(parts, 0);
      if (ends) {
        compareEnd();
        const ended = thread;
        thread = -1;
        return ended;
      }
      for (let index = 0; index < wordParts; index++) {
        if ((parts[index]! ^ patternPart(seed, part + index)) !== 0)
          differs('its bytes are not what was sent');
      }
      part += wordParts;
      bytesLeft -= wordBytes;
      return MOVED;
    },
  };
}
