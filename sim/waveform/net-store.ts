// SPDX-License-Identifier: Apache-2.0
import type { FrameLayout } from '../samples/frame.ts';
import type { Binding, WaveformSignal } from './binding.ts';
import { createVectorDigits, type DigitBytes, goodDigits } from './vector-digits.ts';
import { WaveformError } from './waveform-error.ts';

/**
 * The latest values of the subscribed variables (nets), and frames with the values at the end of the last completed
 * time stamp. A bit that is X or Z is 1 in the `unknown` frame and 0 in the value.
 */
export interface NetStore {
  /** Net number by identifier. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Width in bits by net number. */
  readonly widths: Int32Array;
  readonly frame: Uint32Array;
  readonly unknown: Uint32Array;
  /** The latest level of the clock, 0 or 1, or -1 when it is X or Z. */
  clockLevel(): number;
  /** Sets a net of one bit. */
  writeBit(net: number, value: number, unknown: number): void;
  /**
   * Sets a net from the digits `bytes[from]` to `bytes[to - 1]`, most significant first; a short text is extended to the
   * left with 0, or with its first digit when that is x or z.
   *
   * @returns `goodDigits`, or the index of a byte that is no digit; the net keeps its value then.
   */
  writeVector(net: number, source: DigitBytes, from: number, to: number): number;
  /** Sets a net from bits without X or Z, eight a byte from `bytes[from]` on, the most significant bit in bit 7 of the first. */
  writePacked(net: number, bytes: Uint8Array, from: number): void;
  /** Copies the latest values into the frames. */
  commit(): void;
}

const bitsPerWord = 32;

interface Net {
  readonly width: number;
  /** Where its bit 0 lies, counted from bit 0 of the frame's first word; several for wires with several names. */
  readonly frameBits: number[];
}

/** Replaces `count` bits (1 to 32) by the lowest of `value`; they begin at `bit` and may continue in the next word. */
function insertBits(words: Uint32Array, bit: number, value: number, count: number): void {
  const word = bit >>> 5;
  const shift = bit & 31;
  const mask = -1 >>> (32 - count);
  const bits = value & mask;
  words[word] = (words[word]! & ~(mask << shift)) | (bits << shift);
  if (shift + count > 32) {
    const moved = 32 - shift;
    words[word + 1] = (words[word + 1]! & ~(mask >>> moved)) | (bits >>> moved);
  }
}

function collectNets(
  binding: Binding,
  signals: readonly WaveformSignal[],
  layout: FrameLayout,
): Map<string, Net> {
  const nets = new Map<string, Net>();
  const place = (identifier: string, width: number, frameBit: number) => {
    const net = nets.get(identifier) ?? { width, frameBits: [] };
    if (net.width !== width) {
      throw new WaveformError(
        'malformed',
        `Identifier '${identifier}' is declared with ${net.width} and with ${width} bits.`,
      );
    }
    net.frameBits.push(frameBit);
    nets.set(identifier, net);
  };
  place(binding.clockIdentifier, 1, layout.totalWords * bitsPerWord);
  for (const [index, { name }] of signals.entries()) {
    const { word } = layout.slots.get(name)!;
    for (const { identifier, width, offset } of binding.signalPieces[index]!) {
      place(identifier, width, word * bitsPerWord + offset);
    }
  }
  return nets;
}

/**
 * Makes room for the bound variables, all X.
 *
 * @throws WaveformError `malformed` when one identifier stands for variables of different widths.
 */
export function createNetStore(
  binding: Binding,
  signals: readonly WaveformSignal[],
  layout: FrameLayout,
): NetStore {
  const nets = collectNets(binding, signals, layout);
  const numbers = new Map([...nets.keys()].map((identifier, number) => [identifier, number]));
  const widths = Int32Array.from(nets.values(), ({ width }) => width);
  // The places of net n are frameBits[firstPlace[n]] to frameBits[firstPlace[n + 1] - 1].
  const frameBits = Int32Array.from([...nets.values()].flatMap((net) => net.frameBits));
  const firstPlace = new Int32Array(nets.size + 1);
  for (const [net, places] of [...nets.values()].map((net) => net.frameBits.length).entries()) {
    firstPlace[net + 1] = firstPlace[net]! + places;
  }

  // The latest and the committed words lie in one array each, values before unknown bits, so that one copy commits.
  // The word after the frame is the clock's.
  const { totalWords } = layout;
  const clockWord = totalWords;
  const half = totalWords + 1;
  const latest = new Uint32Array(2 * half);
  const committed = new Uint32Array(2 * half);
  const latestValues = latest.subarray(0, half);
  const latestUnknown = latest.subarray(half);
  const digits = createVectorDigits(Math.max(...widths));
  let uncommitted = true;

  const place = (net: number) => {
    const width = widths[net]!;
    for (let index = firstPlace[net]!; index < firstPlace[net + 1]!; index++) {
      let bit = frameBits[index]!;
      let word = 0;
      for (let left = width; left > 0; left -= 32) {
        const count = left < 32 ? left : 32;
        insertBits(latestValues, bit, digits.values[word]!, count);
        insertBits(latestUnknown, bit, digits.unknown[word]!, count);
        bit += 32;
        word++;
      }
    }
    uncommitted = true;
  };

  digits.unknown.fill(0xffffffff);
  for (let net = 0; net < nets.size; net++) {
    place(net);
  }

  const commit = () => {
    if (uncommitted) {
      committed.set(latest);
      uncommitted = false;
    }
  };
  commit();

  return {
    numbers,
    widths,
    frame: committed.subarray(0, totalWords),
    unknown: committed.subarray(half, half + totalWords),
    commit,
    clockLevel: () => (latestUnknown[clockWord] === 0 ? latestValues[clockWord]! : -1),
    writeBit: (net, value, unknown) => {
      for (let index = firstPlace[net]!; index < firstPlace[net + 1]!; index++) {
        const bit = frameBits[index]!;
        insertBits(latestValues, bit, value, 1);
        insertBits(latestUnknown, bit, unknown, 1);
      }
      uncommitted = true;
    },
    writePacked: (net, bytes, from) => {
      digits.readPacked(bytes, from, widths[net]!);
      place(net);
    },
    writeVector: (net, source, from, to) => {
      const bad = digits.read(source, from, to, widths[net]!);
      if (bad === goodDigits) {
        place(net);
      }
      return bad;
    },
  };
}
