// SPDX-License-Identifier: Apache-2.0

/** One access to registers or to the window behind a bus. */
export interface BusAccess {
  readonly write: boolean;
  /** In bytes. */
  readonly address: number;
  /** What a write gives, 32 bits. */
  readonly data: number;
  /** Which of its four bytes. */
  readonly strobe: number;
}

/** What came of it. */
export interface BusAnswer {
  /** What a read found; 0 for a write. */
  readonly data: number;
  readonly error: boolean;
}

/** Whoever makes accesses on a bus, one at a time: `drive` before the model settles, `observe` after. */
export interface BusMaster {
  /** No access is under way. */
  idle(): boolean;
  /** Begins an access with the next `drive`. */
  begin(access: BusAccess): void;
  drive(): void;
  /** The answer, in the cycle that ends the access. */
  observe(): BusAnswer | undefined;
  /** The design is reset: whatever was under way is forgotten. */
  reset(): void;
}

/** How a port of a bus is reached: by the name that the specification of the bus has for it. */
export type BusPorts = (name: string) => { value: number };

/** Whether the master holds something back in this cycle. */
export type Stall = () => boolean;
