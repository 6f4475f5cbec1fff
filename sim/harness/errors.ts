// SPDX-License-Identifier: Apache-2.0

/** A program the harness needs is absent or too old. The message ends with the command that cures it. */
export class ToolMissingError extends Error {
  override readonly name = 'ToolMissingError';
}

/** The description of a design is wrong: a file that is not there, a name that cannot be, a bad parameter. */
export class DesignError extends Error {
  override readonly name = 'DesignError';
}

/** Verilator or the compiler refused the design. */
export class ModelBuildError extends Error {
  override readonly name = 'ModelBuildError';
  // Hidden from printing, because the message holds its beginning already.
  readonly #toolOutput: string;

  constructor(message: string, toolOutput = '') {
    super(message);
    this.#toolOutput = toolOutput;
  }

  /** All that the tool printed; empty when the harness itself found the fault. */
  get toolOutput(): string {
    return this.#toolOutput;
  }
}

/** A model was used in a way it does not allow: unknown signal, wrong order of steps, use after disposal. */
export class ModelUsageError extends Error {
  override readonly name = 'ModelUsageError';
}

/**
 * How a simulation ended:
 * `stop` `$stop`; `error` `$error` or a failed assertion; `fatal` `$fatal` (Verilator before 5.048 may not tell it from
 * `$error`); `finish` `$finish`; `convergence` combinational logic that never settles; `overflow` a beat was lost because
 * nobody emptied a native monitor; `runtime` anything else that Verilator's runtime gave up on.
 */
export const simulationEnds = [
  'stop',
  'error',
  'fatal',
  'finish',
  'convergence',
  'overflow',
  'runtime',
] as const;
export type SimulationEnd = (typeof simulationEnds)[number];

/** The design ended the simulation. The model takes no further step; everything else in the process goes on. */
export class SimulationError extends Error {
  override readonly name = 'SimulationError';
  readonly kind: SimulationEnd;
  /** The cycle in which it happened: the number of rising edges completed before. */
  readonly cycle: number;
  /** The design's own words, with file and line where Verilator knows them; of logic that never settles, also what finds the loop. */
  readonly reason: string;
  /** All that the model printed up to then. */
  readonly output: string;

  constructor(kind: SimulationEnd, cycle: number, reason: string, output: string) {
    super(`The simulation ended in cycle ${cycle} (${kind}): ${reason}`);
    this.kind = kind;
    this.cycle = cycle;
    this.reason = reason;
    this.output = output;
  }
}
