// DEVELOPMENT ONLY: replaced by sim/checker.
export interface CheckSummary {
  readonly cycles: number;
  readonly areas: readonly { mostBuffersInUse: number }[];
  operationsCompared: number;
  distinctTags: number;
  mostCallsInFlight: number;
  returnsOutOfOrder: number;
}
export interface Checker {
  readonly signals: readonly { name: string; width: number }[];
  sample(f: Uint32Array, c: number, u?: Uint32Array): void;
  finish(): void;
  summary(): CheckSummary;
}
export function createChecker(_m: unknown): Checker {
  let n = 0;
  return {
    signals: [{ name: 'ready', width: 1 }],
    sample() {
      n++;
    },
    finish() {},
    summary: () => ({
      cycles: n,
      areas: [{ mostBuffersInUse: 32 }],
      operationsCompared: 1,
      distinctTags: 32,
      mostCallsInFlight: 32,
      returnsOutOfOrder: 9,
    }),
  };
}
