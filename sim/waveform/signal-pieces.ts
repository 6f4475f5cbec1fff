// SPDX-License-Identifier: Apache-2.0
import type { WaveformVariable } from './definitions.ts';
import type { BitRange } from './vcd-reference.ts';

/** A recorded variable that carries some bits of a signal. */
export interface SignalPiece {
  readonly identifier: string;
  /** Width of the variable in bits. */
  readonly width: number;
  /** Bit of the signal that is the variable's bit 0. */
  readonly offset: number;
  /** Its range as declared. */
  readonly range: BitRange | undefined;
}

/** The pieces of one signal, or why its variables do not make up a signal. */
export type SignalPieces =
  | { readonly kind: 'signal'; readonly width: number; readonly pieces: readonly SignalPiece[] }
  | { readonly kind: 'conflict'; readonly reason: string };

function distinct(variables: readonly WaveformVariable[]): WaveformVariable[] {
  const seen = new Map<string, WaveformVariable>();
  for (const variable of variables) {
    const { identifier, width, range } = variable;
    seen.set(`${identifier} ${width} ${range?.msb} ${range?.lsb}`, variable);
  }
  return [...seen.values()];
}

/**
 * Puts the variables recorded under one name together. One variable is the signal; several are slices of it, as some
 * simulators split vectors, and must cover it without gap or overlap. Single bits say nothing of the direction of the
 * range, so the highest index is taken as the most significant bit unless a slice runs the other way.
 */
export function assembleSignal(variables: readonly WaveformVariable[]): SignalPieces {
  const parts = distinct(variables);
  const [only] = parts;
  if (only !== undefined && parts.length === 1) {
    const { identifier, width, range } = only;
    return { kind: 'signal', width, pieces: [{ identifier, width, range, offset: 0 }] };
  }
  const ascending = parts.some(({ range }) => range !== undefined && range.msb < range.lsb);
  const slices: SignalPiece[] = [];
  for (const { identifier, width, range } of parts) {
    if (range === undefined) {
      return { kind: 'conflict', reason: `is recorded ${parts.length} times, as different variables` };
    }
    slices.push({ identifier, width, range, offset: ascending ? -range.lsb : range.lsb });
  }
  slices.sort((a, b) => a.offset - b.offset);
  const lowest = slices[0]?.offset ?? 0;
  const pieces: SignalPiece[] = [];
  let width = 0;
  for (const slice of slices) {
    const offset = slice.offset - lowest;
    if (offset !== width) {
      const what = offset > width ? 'has a gap' : 'is recorded twice';
      const index = ascending ? -(lowest + Math.min(offset, width)) : lowest + Math.min(offset, width);
      return { kind: 'conflict', reason: `is split into pieces and ${what} at bit [${index}]` };
    }
    pieces.push({ ...slice, offset });
    width += slice.width;
  }
  return { kind: 'signal', width, pieces };
}

/** Path and range of each piece as viewers write them, the most significant first. */
export function recordedPieces(path: string, pieces: readonly SignalPiece[]): string[] {
  return pieces.toReversed().map(({ width, range }) => {
    const { msb, lsb } = range ?? { msb: width - 1, lsb: 0 };
    if (width > 1) return `${path}[${msb}:${lsb}]`;
    return range === undefined ? path : `${path}[${msb}]`;
  });
}
