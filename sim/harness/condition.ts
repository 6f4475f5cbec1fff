// SPDX-License-Identifier: Apache-2.0
import { wordsFromBigint } from './bits.ts';
import { ModelUsageError } from './errors.ts';
import type { PortIdentity } from './port-types.ts';

/** What a part of a condition asks; the numbers are those of the native half. */
export const termKinds = {
  equal: 0,
  differs: 1,
  changed: 2,
  rises: 3,
  falls: 4,
  holdsAtLeast: 5,
  holdsAtMost: 6,
} as const;

/** One word of the design's memory under a mask, or the number of beats in the ring of a channel. */
export interface ConditionTerm {
  readonly kind: keyof typeof termKinds;
  /** Byte offset in the design's memory, or number of the channel. */
  readonly place: number;
  readonly mask: number;
  readonly value: number;
}

/**
 * What can hold in a cycle, evaluated without JavaScript on the settled state just before the rising edge. Create one
 * outside of loops and use it again: waiting on the same one costs least.
 */
export interface Condition {
  /** All must hold. */
  readonly terms: readonly ConditionTerm[];
  /** The ports it looks at. */
  readonly ports: readonly PortIdentity[];
  /** For messages: `'ready' = 1`. */
  readonly description: string;
}

function onePort(port: PortIdentity, terms: readonly ConditionTerm[], text: string): Condition {
  return { terms, ports: [port], description: `'${port.name}' ${text}` };
}

function narrowTerm(port: PortIdentity, kind: ConditionTerm['kind'], value = 0): ConditionTerm {
  if (port.width > 32) {
    throw new ModelUsageError(
      `Port '${port.name}' has ${port.width} bits; this condition needs a port of at most 32. Give until() a function instead.`,
    );
  }
  const mask = port.width === 32 ? 0xffff_ffff : 2 ** port.width - 1;
  return { kind, place: port.offset, mask, value };
}

function fitting(port: PortIdentity, value: number | bigint): bigint {
  const wanted = BigInt(value);
  if (wanted < 0n || wanted >> BigInt(port.width) !== 0n) {
    throw new ModelUsageError(
      `Port '${port.name}' has ${port.width} bits and can never be ${wanted}; allowed are whole numbers from 0 to 2^${port.width} - 1.`,
    );
  }
  return wanted;
}

/** Holds while a port has a value. Any width. @throws ModelUsageError for a value the port cannot have */
export function equals(port: PortIdentity, value: number | bigint): Condition {
  const wanted = fitting(port, value);
  const words = new Uint32Array(Math.ceil(port.width / 32));
  wordsFromBigint(wanted, words, 0, port.width);
  const terms = [...words].map((word, index): ConditionTerm => {
    const bits = Math.min(32, port.width - 32 * index);
    return { kind: 'equal', place: port.offset + 4 * index, mask: 2 ** bits - 1, value: word };
  });
  return onePort(port, terms, `= ${wanted}`);
}

/** Holds while a port of at most 32 bits has any other value. @throws ModelUsageError */
export function differs(port: PortIdentity, value: number): Condition {
  const wanted = Number(fitting(port, value));
  return onePort(port, [narrowTerm(port, 'differs', wanted)], `other than ${wanted}`);
}

/**
 * Holds in the cycle in which a port of at most 32 bits goes from zero to anything else: what it is just before a rising edge
 * of the clock is compared with what it was just before the last one. The first wait for this port has nothing
 * before; it compares with what the port reads when the wait begins.
 *
 * @throws ModelUsageError for a wider port
 */
export function rises(port: PortIdentity): Condition {
  return onePort(port, [narrowTerm(port, 'rises')], 'to rise');
}

/** Holds in the cycle in which a port goes to zero; see `rises`. @throws ModelUsageError for a port of more than 32 bits */
export function falls(port: PortIdentity): Condition {
  return onePort(port, [narrowTerm(port, 'falls')], 'to fall');
}

/** Holds in the cycle in which a port changes; see `rises`. @throws ModelUsageError for a port of more than 32 bits */
export function changes(port: PortIdentity): Condition {
  return onePort(port, [narrowTerm(port, 'changed')], 'to change');
}

/** Holds in a cycle in which all of the given conditions do. */
export function all(...conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) {
    throw new ModelUsageError('all() needs at least one condition.');
  }
  return {
    terms: conditions.flatMap(({ terms }) => terms),
    ports: conditions.flatMap(({ ports }) => ports),
    description: conditions.map(({ description }) => description).join(' and '),
  };
}
