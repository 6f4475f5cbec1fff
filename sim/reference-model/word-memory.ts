// SPDX-License-Identifier: Apache-2.0

/**
 * Contents of the buffers of an area, or of temporary buffers: words of `lanes` times 32 bits. Bits that nobody wrote since the
 * memory began are not known, and nothing is claimed of them.
 */
export interface WordMemory {
  readonly lanes: number;
  readonly data: Uint32Array;
  /** 1 for each bit that is known. */
  readonly known: Uint32Array;
}

/** A memory of which nothing is known. */
export function createWordMemory(words: number, lanes: number): WordMemory {
  return { lanes, data: new Uint32Array(words * lanes), known: new Uint32Array(words * lanes) };
}

export function forgetAll(memory: WordMemory): void {
  memory.known.fill(0);
}

/** The 32-bit mask for four byte strobes. */
const byteMasks = Uint32Array.from({ length: 16 }, (_, strobe) =>
  [0, 1, 2, 3].reduce((mask, byte) => mask | (((strobe >> byte) & 1) * (0xff << (8 * byte))), 0),
);

/** The bits of lane `lane` that a byte strobe of any width selects; the strobe begins at `at`. */
export function strobeMask(strobe: Uint32Array, at: number, lane: number): number {
  return byteMasks[(strobe[at + (lane >>> 3)]! >>> (4 * (lane & 7))) & 15]!;
}

/** The bits of lane `lane` that belong to the first `bytes` bytes of a word. */
export function lengthMask(bytes: number, lane: number): number {
  const inLane = bytes - 4 * lane;
  return inLane >= 4 ? 0xffffffff : inLane <= 0 ? 0 : byteMasks[(1 << inLane) - 1]!;
}

/** Writes the bytes of a word that the strobe selects; data and strobe begin at their indices, `unknown` where the data does. */
export function writeWord(
  memory: WordMemory,
  word: number,
  data: Uint32Array,
  dataAt: number,
  strobe: Uint32Array,
  strobeAt: number,
  unknown: Uint32Array,
): void {
  for (let lane = 0; lane < memory.lanes; lane += 1) {
    const at = word * memory.lanes + lane;
    const mask = strobeMask(strobe, strobeAt, lane);
    memory.data[at] = (memory.data[at]! & ~mask) | (data[dataAt + lane]! & mask);
    memory.known[at] = (memory.known[at]! & ~mask) | (mask & ~unknown[dataAt + lane]!);
  }
}
