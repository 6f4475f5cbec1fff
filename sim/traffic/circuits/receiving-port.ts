// SPDX-License-Identifier: Apache-2.0
import { createRandom } from '../../tasks/index.ts';
import { type Message, type MessageKind, oppositeSide, type Side } from '../carrier.ts';
import { type Circuits, partyName } from './circuits.ts';
import { StreamRuleError } from './errors.ts';
import { wordReader } from './word-access.ts';

const KINDS: readonly (MessageKind | undefined)[] = ['notice', 'call', 'return'];

/** How a reader takes beats: always, not at all, or each cycle again not with the given probability (0 to 1). */
export type ReaderBehaviour = 'ready' | 'held' | { readonly stallProbability: number };

/** Takes messages from the stream port of a party. */
export interface ReceivingPort {
  behaviour: ReaderBehaviour;
  /** Writes the inputs of the coming cycle. */
  drive(): void;
  /** Looks at the outputs of the cycle; true when a beat was taken in it. */
  sample(): boolean;
}

/** Creates the reading side of a party. The seed decides the stalls. @throws StreamRuleError from `sample` */
export function createReceivingPort(
  circuits: Circuits,
  side: Side,
  seed: number,
  deliver: (message: Message) => void,
): ReceivingPort {
  const { manifest } = circuits;
  const name = `${partyName(manifest, side)}_out`;
  const port = (field: string) => circuits.port(`${name}_${field}`);
  const [valid, ready, data, strobe] = [port('valid'), port('ready'), port('data'), port('strobe')];
  const [last, tag, kind] = [port('last'), port('tag'), port('kind')];
  const readWord = wordReader(data);
  const wordBytes = data.width / 8;
  const partsPerWord = data.width / 32;
  const { bufferWords } = manifest.sizes;
  const bytes = new Uint8Array(bufferWords * wordBytes);
  const parts = new Uint32Array(bytes.buffer);
  const random = createRandom(seed);
  const from = oppositeSide(side);
  let words = 0;
  let firstTag = 0;
  let firstKind = 0;

  function breaksRule(what: string): never {
    throw new StreamRuleError(`Stream ${name}: ${what}, in word ${words} of a message with tag ${firstTag}.`);
  }

  function bytesInLastWord(): number {
    const strobes = strobe.read();
    const count = strobes.toString(2).length - Number(strobes === 0n);
    if (strobes !== (1n << BigInt(count)) - 1n) {
      breaksRule(`strobe 0x${strobes.toString(16)} is not contiguous from byte 0`);
    }
    return count;
  }

  function finishMessage(): void {
    const length = (words - 1) * wordBytes + bytesInLastWord();
    const messageKind = KINDS[firstKind] ?? breaksRule(`kind ${firstKind} does not exist`);
    words = 0;
    deliver({ from, kind: messageKind, tag: firstTag, bytes: bytes.slice(0, length) });
  }

  const receiving: ReceivingPort = {
    behaviour: 'ready',
    drive() {
      const { behaviour } = receiving;
      if (behaviour === 'ready') ready.value = 1;
      else if (behaviour === 'held') ready.value = 0;
      else ready.value = Number(!random.chance(behaviour.stallProbability));
    },
    sample() {
      if (valid.value === 0 || ready.value === 0) return false;
      if (words === 0) {
        firstTag = tag.value;
        firstKind = kind.value;
      }
      if (words === bufferWords) breaksRule(`a message is longer than the ${bufferWords} words of a buffer`);
      readWord(parts, words * partsPerWord);
      words++;
      if (last.value === 1) finishMessage();
      return true;
    },
  };
  return receiving;
}
