// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:os';
import type { PortDirection } from './generated-ports.ts';

export interface NativePort {
  readonly name: string;
  readonly direction: PortDirection;
  /** Width in bits. */
  readonly width: number;
  /** Where the value lies in the memory of the design, in bytes. */
  readonly offset: number;
  /** 1, 2, 4, 8, or a multiple of 4. */
  readonly bytes: number;
}

export interface NativeVisible {
  readonly path: string;
  /** Width in bits. */
  readonly width: number;
  /** Zero if the design has no such signal, or none of a kind that can be sampled. */
  readonly bytes: number;
  readonly writable: boolean;
}

export interface NativeDescription {
  readonly ports: readonly NativePort[];
  readonly visible: readonly NativeVisible[];
  readonly traceable: boolean;
  readonly coverable: boolean;
}

/** The native half of one model. All functions throw what `makeError` returned when the simulation ended. */
export interface NativeModel {
  readonly settle: () => void;
  readonly edge: () => void;
  readonly step: () => void;
  readonly run: () => void;
  readonly memory: ArrayBuffer;
  /** One 64-bit float: the number of rising edges. */
  readonly cycles: ArrayBuffer;
  /** 32-bit words: budget of `run`, attention, cycles of the last `run`; then the state of each watch. */
  readonly control: ArrayBuffer;
  readonly watch: (slot: number, terms: Uint32Array, count: number) => void;
  readonly openChannel: (plan: Uint32Array) => ArrayBuffer;
  readonly addSampler: (totalWords: number, entries: Uint32Array, count: number) => ArrayBuffer;
  readonly poke: (index: number, words: Uint32Array) => void;
  readonly openTrace: (file: string) => boolean;
  readonly closeTrace: () => void;
  readonly writeCoverage: (file: string) => boolean;
  readonly output: () => string;
  readonly dispose: () => void;
}

/** Turns a reason not to go on into an error. It must hold no reference to a model, or no model would ever be freed. */
export type MakeError = (kind: string, message: string, cycle: number, output: string) => Error;

export interface NativeLibrary {
  readonly describe: () => NativeDescription;
  readonly create: (seed: number, makeError: MakeError) => NativeModel;
}

/** Loads a built library into this process, where it stays until the process ends. */
export function openLibrary(path: string): NativeLibrary {
  const holder = { exports: {} };
  process.dlopen(holder, path, constants.dlopen.RTLD_NOW | constants.dlopen.RTLD_LOCAL);
  return holder.exports as NativeLibrary;
}

/** What a built library says of itself. */
export function describeLibrary(path: string): NativeDescription {
  return openLibrary(path).describe();
}
