// SPDX-License-Identifier: Apache-2.0

/** One signal whose value is sampled once per clock cycle. */
export interface SampledSignal {
  readonly name: string;
  /** Width in bits, at least 1. */
  readonly width: number;
}

/** Where one signal lies inside a frame. */
export interface FrameSlot {
  /** Index of the first 32-bit word. */
  readonly word: number;
  /** Number of 32-bit words. */
  readonly words: number;
  /** Width in bits. */
  readonly width: number;
}

/** The shape of a frame: a `Uint32Array` of `totalWords` that holds the values of all signals in one cycle. */
export interface FrameLayout {
  readonly totalWords: number;
  readonly slots: ReadonlyMap<string, FrameSlot>;
}

/** The list of signals does not describe a frame. */
export class FrameLayoutError extends Error {
  override readonly name = 'FrameLayoutError';
}

/**
 * Lays signals out in a frame: consecutive words in the order of the list, `ceil(width / 32)` words each, least
 * significant word first. Whoever fills a frame keeps the unused upper bits of a slot zero.
 *
 * @throws FrameLayoutError when a name occurs twice or a width is not a whole number of at least 1.
 */
export function layoutFrame(signals: readonly SampledSignal[]): FrameLayout {
  const slots = new Map<string, FrameSlot>();
  let totalWords = 0;
  for (const { name, width } of signals) {
    if (!Number.isSafeInteger(width) || width < 1) {
      throw new FrameLayoutError(
        `Signal '${name}' has width ${width}; a sampled signal needs a whole number of bits, at least 1.`,
      );
    }
    if (slots.has(name)) {
      throw new FrameLayoutError(`Signal '${name}' is listed twice; list each sampled signal once.`);
    }
    const words = Math.ceil(width / 32);
    slots.set(name, { word: totalWords, words, width });
    totalWords += words;
  }
  return { totalWords, slots };
}
