// SPDX-License-Identifier: Apache-2.0
import { bufferAddressesOf, bufferCountOf, type Configuration } from '../configuration/index.ts';
import { bitsFor, bitsToHold } from '../language/index.ts';
import { inlineSlotsOf } from './bypass.ts';

/** Every width and depth that follows from a configuration; computed once, used by all circuits. */
export interface Sizes {
  readonly configuration: Configuration;
  /** Bytes and bits of one data word. */
  readonly wordBytes: number;
  readonly wordBits: number;
  /** Bits of a byte position within a word. */
  readonly byteBits: number;
  /** Words of one buffer. */
  readonly bufferWords: number;
  /** Buffers of one area, those of a second control area included. */
  readonly bufferCount: number;
  /** Byte address of each buffer of an area. */
  readonly bufferAddresses: readonly number[];
  /** Words and address bits of the payload memory of one area. */
  readonly payloadWords: number;
  readonly payloadAddressBits: number;
  /** Words and address bits of the temporary buffers; no words where none are built. */
  readonly temporaryWords: number;
  readonly temporaryAddressBits: number;
  /** Entries and call tags that registers are made for: at least two, so that they can be indexed. */
  readonly entries: number;
  readonly tags: number;
  /** Bits of an entry number (buffer index), of a buffer pointer (byte address) and of A[0]. */
  readonly entryBits: number;
  readonly pointerBits: number;
  readonly countBits: number;
  /** Bits of a temporary buffer number. */
  readonly temporaryBits: number;
  /** Bits of a message length in bytes; commands can name lengths above bufferBytes, which are refused. */
  readonly lengthBits: number;
  /** Bits of a word position within a buffer. */
  readonly offsetBits: number;
  /** Bits of a call tag. */
  readonly tagBits: number;
}

export function sizesOf(configuration: Configuration): Sizes {
  const { bufferBytes, dataWidth, temporaryBuffers, threads } = configuration;
  const wordBytes = dataWidth / 8;
  const bufferWords = bufferBytes / wordBytes;
  const bufferCount = bufferCountOf(configuration);
  const bufferAddresses = bufferAddressesOf(configuration);
  const payloadBytes = Math.max(...bufferAddresses) + bufferBytes;
  // A pointer also names an inline slot.
  const pointedBytes = Math.max(payloadBytes, inlineSlotsOf(configuration) * configuration.bypassBytes);
  return {
    configuration,
    wordBytes,
    wordBits: dataWidth,
    byteBits: bitsFor(wordBytes),
    bufferWords,
    bufferCount,
    bufferAddresses,
    payloadWords: payloadBytes / wordBytes,
    payloadAddressBits: Math.max(2, bitsFor(pointedBytes / wordBytes)),
    temporaryWords: temporaryBuffers * bufferWords,
    temporaryAddressBits: bitsFor(Math.max(1, temporaryBuffers * bufferWords)),
    entries: Math.max(2, bufferCount),
    tags: Math.max(2, threads),
    entryBits: bitsFor(bufferCount),
    pointerBits: bitsFor(pointedBytes),
    countBits: 8,
    temporaryBits: bitsFor(Math.max(1, temporaryBuffers)),
    lengthBits: bitsToHold(bufferBytes),
    offsetBits: bitsFor(bufferWords),
    tagBits: bitsFor(threads),
  };
}
