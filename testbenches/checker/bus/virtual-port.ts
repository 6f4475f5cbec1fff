// SPDX-License-Identifier: Apache-2.0

/** A port that a stimulus drives or reads, behind which something else stands than a port of the design. */
export class VirtualPort {
  readonly name: string;
  /** Bits. */
  readonly width: number;
  #value = 0n;

  constructor(name: string, width: number) {
    this.name = name;
    this.width = width;
  }

  get value(): number {
    return Number(this.#value);
  }

  set value(value: number) {
    this.write(BigInt(value));
  }

  read(): bigint {
    return this.#value;
  }

  write(value: bigint): void {
    this.#value = BigInt.asUintN(this.width, value);
  }

  setBytes(bytes: Uint8Array): void {
    this.write(bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n));
  }

  getBytes(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index += 1) {
      bytes[index] = Number((this.#value >> BigInt(8 * index)) & 0xffn);
    }
  }
}
