// SPDX-License-Identifier: Apache-2.0
import type { Expression } from '../expression.ts';
import type { Signal } from '../signal.ts';

/** A bit position, or all bits where the part is a whole signal or a computed bit of it. */
export type Bit = number | 'all';

/** The bits of its signal that a name, slice or computed bit stands for. */
export function bitsOf(part: Expression): Bit[] {
  if (part.node.kind !== 'slice') {
    return ['all'];
  }
  const { high, low } = part.node;
  return Array.from({ length: high - low + 1 }, (_, offset) => low + offset);
}

/** True when the bits are all that the signal has. */
export function coversAll(signal: Signal, bits: Pick<ReadonlySet<Bit>, 'has' | 'size'> | undefined): boolean {
  return bits !== undefined && (bits.has('all') || bits.size === signal.width);
}

/** True where two parts of one signal share a bit for sure; two computed bits may well be different ones. */
export function overlap(first: Expression, second: Expression): boolean {
  if (first.node.kind === 'index' || second.node.kind === 'index') {
    return first.node.kind === 'name' || second.node.kind === 'name';
  }
  const bits = new Set(bitsOf(first));
  return bits.has('all') || bitsOf(second).some((bit) => bit === 'all' || bits.has(bit));
}
