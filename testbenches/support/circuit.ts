// SPDX-License-Identifier: Apache-2.0
import { onTestFinished } from 'vitest';
import type { Model, ModelLibrary } from '../../sim/harness/index.ts';

/** One circuit of a running model, seen through its ports. */
export interface Circuit {
  /** Writes inputs and lets the logic settle. Inputs that are not named keep their values. */
  drive(inputs: Readonly<Record<string, number | bigint>>): void;
  /** An output as it is before the next edge; at most 53 bits. */
  read(port: string): number;
  /** An output of any width. */
  readWide(port: string): bigint;
  /** Drives, and goes over the rising edge. */
  clock(inputs?: Readonly<Record<string, number | bigint>>): void;
}

/** The circuit whose ports begin with a prefix. */
export function circuit(model: Model, prefix: string): Circuit {
  const port = (name: string) => model.port(`${prefix}_${name}`);
  const drive = (inputs: Readonly<Record<string, number | bigint>>) => {
    for (const [name, value] of Object.entries(inputs)) port(name).write(BigInt(value));
    model.settle();
  };
  return {
    drive,
    read: (name) => port(name).value,
    readWide: (name) => port(name).read(),
    clock(inputs = {}) {
      drive(inputs);
      model.edge();
    },
  };
}

/** A new model with all inputs zero, out of its reset; freed when the running test ends. */
export function startModel(library: ModelLibrary, seed = 1): Model {
  const model = library.create({ seed });
  onTestFinished(() => model.dispose());
  for (const { name, direction } of library.ports) {
    if (direction === 'input' && name !== 'clk') model.port(name).write(0n);
  }
  resetModel(model);
  return model;
}

/** Two cycles of reset; the other inputs keep their values. */
export function resetModel(model: Model): void {
  model.port('rst').value = 1;
  for (let cycle = 0; cycle < 2; cycle += 1) {
    model.settle();
    model.edge();
  }
  model.port('rst').value = 0;
  model.settle();
}

/** One circuit of a new model, with inputs that are not zero from the start; see `startModel`. */
export function startCircuit(
  library: ModelLibrary,
  prefix: string,
  inputs: Readonly<Record<string, number | bigint>> = {},
): Circuit {
  const started = circuit(startModel(library), prefix);
  started.drive(inputs);
  return started;
}
