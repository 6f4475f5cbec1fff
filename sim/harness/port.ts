// SPDX-License-Identifier: Apache-2.0
import { bigintFromWords, wordsFromBigint } from './bits.ts';
import { ModelUsageError } from './errors.ts';
import type { PortDirection } from './generated-ports.ts';
import type { NativePort } from './native-library.ts';
import {
  fitsBigint,
  fitsNumber,
  refuseDisposed,
  refuseValue,
  requireFittingBytes,
  requireWritable,
  type WriteRefusal,
} from './port-errors.ts';
import type { Port, PortView } from './port-types.ts';

// Classes rather than closures: all ports of a kind share one hidden class and one set of accessors, so that code which
// takes any port stays as fast as code written for one.

/** Up to 32 bits: one element of 1, 2 or 4 bytes. */
class NarrowPort implements Port {
  readonly name: string;
  readonly width: number;
  readonly direction: PortDirection;
  readonly index: number;
  readonly offset: number;
  readonly #view: Uint8Array | Uint16Array | Uint32Array;
  readonly #index: number;
  readonly #mask: number;
  readonly #refusal: WriteRefusal;

  constructor(memory: ArrayBuffer, index: number, native: NativePort, refusal: WriteRefusal) {
    const { name, width, direction, offset, bytes } = native;
    this.name = name;
    this.width = width;
    this.direction = direction;
    this.index = index;
    this.offset = offset;
    const View = bytes === 1 ? Uint8Array : bytes === 2 ? Uint16Array : Uint32Array;
    this.#view = new View(memory);
    this.#index = offset / bytes;
    this.#mask = width === 32 ? -1 : (1 << width) - 1;
    this.#refusal = refusal;
  }

  view(): PortView {
    return { array: this.#view, index: this.#index };
  }

  get value(): number {
    return this.#view[this.#index] ?? refuseDisposed(this.name);
  }

  set value(value: number) {
    if (this.#refusal !== undefined) requireWritable(this.name, this.#refusal, value);
    const kept = value & this.#mask;
    // Negative numbers that fit differ too.
    if (kept >>> 0 !== value && !fitsNumber(value, this.width)) refuseValue(this, value);
    this.#view[this.#index] = kept;
  }

  read(): bigint {
    return BigInt(this.value);
  }

  write(value: bigint): void {
    if (!fitsBigint(value, this.width)) refuseValue(this, value);
    this.value = Number(value);
  }

  words(): Uint32Array {
    throw new ModelUsageError(
      `Port '${this.name}' has ${this.width} bits; only ports of more than 32 bits are made of words. Use its value.`,
    );
  }

  setBytes(bytes: Uint8Array): void {
    requireFittingBytes(this, bytes);
    let value = 0;
    for (let index = bytes.length - 1; index >= 0; index -= 1) value = (value << 8) | (bytes[index] ?? 0);
    this.value = value >>> 0;
  }

  getBytes(bytes: Uint8Array): void {
    const value = this.value;
    const count = Math.min(bytes.length, Math.ceil(this.width / 8));
    for (let index = 0; index < count; index += 1) bytes[index] = value >>> (8 * index);
  }
}

/** More than 32 bits: consecutive 32-bit words. */
class WidePort implements Port {
  readonly name: string;
  readonly width: number;
  readonly direction: PortDirection;
  readonly index: number;
  readonly offset: number;
  readonly #words: Uint32Array;
  readonly #bytes: Uint8Array;
  readonly #largest: number;
  readonly #refusal: WriteRefusal;

  constructor(memory: ArrayBuffer, index: number, native: NativePort, refusal: WriteRefusal) {
    const { name, width, direction, offset, bytes } = native;
    this.name = name;
    this.width = width;
    this.direction = direction;
    this.index = index;
    this.offset = offset;
    this.#words = new Uint32Array(memory, offset, bytes / 4);
    this.#bytes = new Uint8Array(memory, offset, bytes);
    this.#largest = Math.min(2 ** width - 1, Number.MAX_SAFE_INTEGER);
    this.#refusal = refusal;
  }

  view(): PortView {
    throw new ModelUsageError(
      `Port '${this.name}' has ${this.width} bits; only ports of at most 32 bits have a view. Use words().`,
    );
  }

  get value(): number {
    if (this.width > 53) {
      throw new ModelUsageError(
        `Port '${this.name}' has ${this.width} bits, more than a number holds exactly; use read().`,
      );
    }
    const words = this.#words;
    return (words[1] ?? refuseDisposed(this.name)) * 2 ** 32 + (words[0] ?? 0);
  }

  set value(value: number) {
    if (!Number.isSafeInteger(value)) {
      throw new ModelUsageError(
        `Value ${value} for port '${this.name}' of ${this.width} bits is not a whole number of at most 53 bits; use write().`,
      );
    }
    if (value < 0 || value > this.#largest) {
      this.write(BigInt(value));
      return;
    }
    this.#clear();
    this.#words[0] = value;
    this.#words[1] = Math.floor(value / 2 ** 32);
  }

  read(): bigint {
    if (this.#words.length === 0) refuseDisposed(this.name);
    return bigintFromWords(this.#words, 0, this.width);
  }

  write(value: bigint): void {
    requireWritable(this.name, this.#refusal, 0);
    if (!fitsBigint(value, this.width)) refuseValue(this, value);
    wordsFromBigint(value, this.#words, 0, this.width);
  }

  words(): Uint32Array {
    return this.#words;
  }

  setBytes(bytes: Uint8Array): void {
    requireFittingBytes(this, bytes);
    this.#clear();
    // The views of a disposed model are empty; the next settle says so.
    if (this.#bytes.length > 0) this.#bytes.set(bytes);
  }

  getBytes(bytes: Uint8Array): void {
    if (this.#bytes.length === 0) refuseDisposed(this.name);
    const count = Math.min(bytes.length, Math.ceil(this.width / 8));
    bytes.set(this.#bytes.subarray(0, count));
  }

  #clear(): void {
    requireWritable(this.name, this.#refusal, 0);
    this.#words.fill(0);
  }
}

/**
 * The port at its place in the model's memory.
 *
 * @param clock the name of the port that only the harness drives
 * @throws ModelUsageError when it does not lie there as the C++ rules promise.
 */
export function createPort(memory: ArrayBuffer, index: number, native: NativePort, clock?: string): Port {
  const element = Math.min(native.bytes, 4);
  if (
    native.offset % element !== 0 ||
    native.offset < 0 ||
    native.offset + native.bytes > memory.byteLength
  ) {
    throw new ModelUsageError(
      `Port '${native.name}' lies at byte ${native.offset} of ${memory.byteLength}, where ${native.bytes} bytes cannot be viewed; ` +
        'the compiler lays memory out in a way the harness does not know.',
    );
  }
  const refusal =
    native.direction === 'output'
      ? 'output'
      : native.name === clock && clock !== undefined
        ? 'clock'
        : undefined;
  const Kind = native.bytes > 4 ? WidePort : NarrowPort;
  return new Kind(memory, index, native, refusal);
}
