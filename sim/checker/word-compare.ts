// SPDX-License-Identifier: Apache-2.0
import { lengthMask, strobeMask, type WordMemory } from '../reference-model/index.ts';
import type { Run } from './run.ts';

/** A word of a memory whose bits the model knows, or does not. */
interface KnownWords {
  readonly data: Uint32Array;
  readonly known: Uint32Array;
}

/**
 * Whether the first `bytes` bytes of the word at `at` in the frame are those of the model; bits that the model does not know,
 * because nobody wrote them, may have any value.
 */
export function sameWord(
  run: Run,
  at: number,
  expected: KnownWords,
  expectedAt: number,
  lanes: number,
  bytes: number,
): boolean {
  const { frame, unknown } = run;
  for (let lane = 0; lane < lanes; lane += 1) {
    const mask = lengthMask(bytes, lane) & expected.known[expectedAt + lane]!;
    const wrong = (frame[at + lane]! ^ expected.data[expectedAt + lane]!) | unknown[at + lane]!;
    if ((wrong & mask) !== 0) return false;
  }
  return true;
}

/**
 * Whether the first `bytes` bytes of the word at `at` in the frame are those that were given. A bit given without a value
 * arrives without one: no circuit can invent it.
 */
export function isGivenWord(
  run: Run,
  at: number,
  given: KnownWords,
  givenAt: number,
  lanes: number,
  bytes: number,
): boolean {
  const { frame, unknown } = run;
  for (let lane = 0; lane < lanes; lane += 1) {
    const known = given.known[givenAt + lane]!;
    const wrong =
      ((frame[at + lane]! ^ given.data[givenAt + lane]!) & known) | (unknown[at + lane]! ^ ~known);
    if ((wrong & lengthMask(bytes, lane)) !== 0) return false;
  }
  return true;
}

/** Whether the strobe at `strobeAt` in the frame selects the first `bytes` bytes of a word. */
export function strobeSelects(run: Run, strobeAt: number, lanes: number, bytes: number): boolean {
  for (let lane = 0; lane < lanes; lane += 1) {
    if ((lengthMask(bytes, lane) & ~strobeMask(run.frame, strobeAt, lane)) !== 0) return false;
  }
  return true;
}

/** Whether all bits of the word beyond its first `bytes` bytes are zero and known. */
export function zeroBeyond(run: Run, at: number, lanes: number, bytes: number): boolean {
  const { frame, unknown } = run;
  for (let lane = 0; lane < lanes; lane += 1) {
    if (((frame[at + lane]! | unknown[at + lane]!) & ~lengthMask(bytes, lane)) !== 0) return false;
  }
  return true;
}

const hexadecimal = (word: number) => word.toString(16).padStart(8, '0');

/** Bytes of a word from the frame, the highest first; `..` beyond the message. */
export function frameWord(run: Run, at: number, lanes: number, bytes: number): string {
  return wordText(run.frame.subarray(at, at + lanes), run.unknown.subarray(at, at + lanes), bytes);
}

/** The same from a memory of the model; `??` for bytes that nobody wrote. */
export function memoryWord(memory: KnownWords, at: number, lanes: number, bytes: number): string {
  const unknown = memory.known.subarray(at, at + lanes).map((word) => ~word);
  return wordText(memory.data.subarray(at, at + lanes), unknown, bytes);
}

function wordText(data: Uint32Array, unknown: Uint32Array, bytes: number): string {
  const digits = [...data].map(hexadecimal).reverse().join('');
  const hidden = [...unknown].map(hexadecimal).reverse().join('');
  const shown = digits.match(/../g)!.map((pair, index) => {
    const byte = digits.length / 2 - 1 - index;
    if (byte >= bytes) return '..';
    return hidden.slice(2 * index, 2 * index + 2) === '00' ? pair : '??';
  });
  return shown.join(' ');
}

/** Takes a word of the frame over into a memory of the model; unknown bits of it stay unknown. */
export function keepWord(run: Run, at: number, memory: WordMemory, memoryAt: number): void {
  for (let lane = 0; lane < memory.lanes; lane += 1) {
    memory.data[memoryAt + lane] = run.frame[at + lane]!;
    memory.known[memoryAt + lane] = ~run.unknown[at + lane]!;
  }
}
