// SPDX-License-Identifier: Apache-2.0
import type { PortDirection } from './generated-ports.ts';

/** What a port is, whoever may read or write it. */
export interface PortIdentity {
  readonly name: string;
  /** Width in bits. */
  readonly width: number;
  readonly direction: PortDirection;
  /** Position among the ports of the model. */
  readonly index: number;
  /** Where the value lies in the memory of the design, in bytes. */
  readonly offset: number;
}

/** `array[index]` is the value of a port. The array covers the whole memory of the design. */
export interface PortView {
  readonly array: Uint8Array | Uint16Array | Uint32Array;
  readonly index: number;
}

/**
 * One port of a running model. Reading and writing touch the model's memory directly; what is written takes effect with the
 * next `settle`. A value must fit the port's width, unsigned or in two's complement: -1 sets all bits, and reads back unsigned.
 */
export interface Port extends PortIdentity {
  /**
   * The model's own memory of a port of at most 32 bits, and the index of the value in it: the fastest access, for loops
   * that run in every cycle. Whoever writes keeps the bits beyond the width zero.
   *
   * @throws ModelUsageError for a wider port; that has words().
   */
  view(): PortView;
  /**
   * The value as a number, for ports of at most 53 bits.
   *
   * Setting throws ModelUsageError for an output, for the clock and for a value that does not fit. Reading a wider port, or one
   * of a disposed model, throws it too.
   */
  value: number;
  /** The value as a bigint, any width. */
  read(): bigint;
  /** Writes a bigint, any width. @throws ModelUsageError for an output, the clock, or a value that does not fit */
  write(value: bigint): void;
  /**
   * The model's own words of a port of more than 32 bits, least significant first; what is read there is always current.
   * Whoever writes keeps the bits beyond the width zero.
   *
   * @throws ModelUsageError for a narrower port.
   */
  words(): Uint32Array;
  /** Writes bytes, the first one into bits 7..0; bits beyond the last byte become zero. @throws ModelUsageError if they do not fit */
  setBytes(bytes: Uint8Array): void;
  /** Copies the value into bytes, bits 7..0 first, as many as fit. */
  getBytes(bytes: Uint8Array): void;
}

// What `baton ports` writes for each port of a design: an editor then offers what the port allows.

type Reading = PortIdentity & Pick<Port, 'read' | 'getBytes'>;
type Writing = Pick<Port, 'write' | 'setBytes'>;

/** An input of at most 32 bits; also an inout. */
export type InputPort = Reading & Writing & Pick<Port, 'view' | 'value'>;
/** An output of at most 32 bits. */
export type OutputPort = Reading & Pick<Port, 'view'> & { readonly value: number };
/** An input of more than 32 bits; also an inout. */
export type WideInputPort = Reading & Writing & Pick<Port, 'words'>;
/** An output of more than 32 bits. */
export type WideOutputPort = Reading & Pick<Port, 'words'>;
