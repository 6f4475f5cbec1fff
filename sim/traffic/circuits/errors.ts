// SPDX-License-Identifier: Apache-2.0

/** A message that no circuit of this design could carry. */
export class UnfitMessageError extends Error {
  override readonly name = 'UnfitMessageError';
}

/** Messages are inside the circuits, every reader takes them, and yet nothing moves any more. */
export class StandstillError extends Error {
  override readonly name = 'StandstillError';
}

/** What came out of a stream port does not keep the rules of the stream. */
export class StreamRuleError extends Error {
  override readonly name = 'StreamRuleError';
}

/** A design that this traffic cannot use. */
export class UnfitDesignError extends Error {
  override readonly name = 'UnfitDesignError';
}
