// SPDX-License-Identifier: Apache-2.0
import { ModelUsageError } from './errors.ts';
import type { PortIdentity } from './port-types.ts';

type Told = Pick<PortIdentity, 'name' | 'width'>;

/** Whether a number is a value of so many bits, unsigned or in two's complement. */
export function fitsNumber(value: number, width: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** (width - 1)) && value < 2 ** width;
}

/** Whether a bigint is a value of so many bits, unsigned or in two's complement. */
export function fitsBigint(value: bigint, width: number): boolean {
  return BigInt.asUintN(width, value) === value || BigInt.asIntN(width, value) === value;
}

export function refuseValue({ name, width }: Told, value: unknown): never {
  const allowed =
    width === 1
      ? '0 and 1'
      : `whole numbers from 0 to 2^${width} - 1, or from -2^${width - 1} in two's complement`;
  throw new ModelUsageError(
    `Value ${String(value)} does not fit '${name}' of ${width === 1 ? '1 bit' : `${width} bits`}; allowed are ${allowed}.`,
  );
}

/** @throws ModelUsageError for bytes of which a one would be lost */
export function requireFittingBytes({ name, width }: Told, bytes: Uint8Array): void {
  const room = Math.ceil(width / 8);
  if (bytes.length > room) {
    throw new ModelUsageError(
      `Port '${name}' has ${width} bits; ${bytes.length} bytes are too many, at most ${room} fit.`,
    );
  }
  const beyond = width % 8;
  if (beyond !== 0 && bytes.length === room && (bytes[room - 1] ?? 0) >> beyond !== 0) {
    throw new ModelUsageError(
      `Port '${name}' has ${width} bits; the last of ${room} bytes has ones beyond them, keep those bits zero.`,
    );
  }
}

export function refuseDisposed(name: string): never {
  throw new ModelUsageError(`Port '${name}' belongs to a model that was disposed of; create a new model.`);
}

/** Why nobody may write a port; undefined if everybody may. */
export type WriteRefusal = 'output' | 'clock' | undefined;

/** @throws ModelUsageError when there is a reason; zero is what the clock is between the cycles, so that may be written */
export function requireWritable(name: string, refusal: WriteRefusal, value: number): void {
  if (refusal === undefined || (refusal === 'clock' && value === 0)) return;
  throw new ModelUsageError(
    refusal === 'output'
      ? `Port '${name}' is an output of the design and cannot be written.`
      : `Port '${name}' is the clock, which every cycle drives itself; name another clock in the design, or null for none, to write it.`,
  );
}
