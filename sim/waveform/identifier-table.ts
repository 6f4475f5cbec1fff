// SPDX-License-Identifier: Apache-2.0
import { addToCode, nextScale } from './vcd-bytes.ts';

/** What the table says of an identifier when it is not the number of a net. */
export const undeclared = -2;
export const unsubscribed = -1;

/**
 * Finds the net of an identifier. Simulators count their identifiers up, so nearly all have up to three characters:
 * 840,000 codes, which index an array.
 */
export interface IdentifierTable {
  /** Net numbers by code for the short identifiers, stored so that zero says `undeclared`: see `netOfCode`. */
  readonly short: Int32Array;
  /** Net numbers of the longer identifiers. */
  readonly long: ReadonlyMap<string, number>;
}

/** Whether identifiers of this length are found by code. */
export function isShortIdentifier(length: number): boolean {
  return length <= 3;
}

/** The net of a short identifier. */
export function netOfCode(short: Int32Array, code: number): number {
  return short[code]! - 2;
}

function codeOf(identifier: string): number {
  let code = 0;
  let scale = 1;
  for (let index = 0; index < identifier.length; index++) {
    code = addToCode(code, identifier.charCodeAt(index), scale);
    scale = nextScale(scale);
  }
  return code;
}

/** Tabulates the declared identifiers. `netNumbers` has those whose changes are wanted. */
export function createIdentifierTable(
  declared: ReadonlySet<string>,
  netNumbers: ReadonlyMap<string, number>,
): IdentifierTable {
  const short = new Int32Array(codeOf('~~~') + 1);
  const long = new Map<string, number>();
  for (const identifier of declared) {
    const net = netNumbers.get(identifier) ?? unsubscribed;
    if (isShortIdentifier(identifier.length)) {
      short[codeOf(identifier)] = net - undeclared;
    } else {
      long.set(identifier, net);
    }
  }
  return { short, long };
}
