// SPDX-License-Identifier: Apache-2.0

/** What a bus asks of registers in a cycle; one access at a time. The other fields are stale without `valid`. */
export interface BusAccess {
  valid: boolean;
  write: boolean;
  /** In bytes. */
  address: number;
  data: number;
  /** Which bytes of it a write gives. */
  strobe: number;
}

/** What becomes of it in this cycle. */
export interface AccessOutcome {
  done: boolean;
  /** One of `misuses`. */
  misuse: number;
  /** What a read finds. */
  data: number;
}

/** A bus in front of registers: which access is made in a cycle, and what the pins answer. */
export interface BusFrontEnd {
  /** The access that is made in this cycle. */
  readonly access: BusAccess;
  /** Reads the pins of this cycle. */
  sample(): void;
  /** Compares what the pins answer, and goes on to the next cycle. `refused` and `data` are those of an access that is done. */
  finish(done: boolean, refused: boolean, data: number): void;
  restart(): void;
}

export function noAccess(): BusAccess {
  return { valid: false, write: false, address: 0, data: 0, strobe: 0 };
}
