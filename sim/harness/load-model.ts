// SPDX-License-Identifier: Apache-2.0
import type { BuiltModel } from './build-model.ts';
import { clockOf } from './design.ts';
import { ModelBuildError, ModelUsageError } from './errors.ts';
import type { Model } from './model.ts';
import { type NativeLibrary, type NativePort, openLibrary } from './native-library.ts';
import type { Port } from './port-types.ts';
import { createModel } from './running-model.ts';

export interface ModelOptions {
  /** Decides what uninitialised state starts as, 1 to 2147483647; 1 if not given. */
  readonly seed?: number;
}

/** The ports of a model by name, as long as nobody says which there are. */
export type AnyPorts = Readonly<Record<string, Port>>;

/** A design loaded into this process. */
export interface ModelLibrary<Ports = AnyPorts> {
  readonly top: string;
  readonly ports: readonly Pick<NativePort, 'name' | 'direction' | 'width'>[];
  /** A new model in its initial state. Several may run at once, all on the thread that created them. */
  create(options?: ModelOptions): Model<Ports>;
}

const largestSeed = 2 ** 31 - 1;

/**
 * Loads a built design. `Ports` may be what `baton ports` wrote for it.
 *
 * @throws ModelBuildError when the library cannot be loaded
 */
export function loadModel<Ports = AnyPorts>(built: BuiltModel): ModelLibrary<Ports> {
  const { top } = built.design;
  const clock = clockOf(built.design);
  let library: NativeLibrary;
  try {
    library = openLibrary(built.library);
  } catch (error) {
    throw new ModelBuildError(
      `The library of '${top}' cannot be loaded: ${(error as Error).message}. Delete it and build again.`,
    );
  }
  const described = library.describe();
  return {
    top,
    ports: described.ports.map(({ name, direction, width }) => ({ name, direction, width })),
    create({ seed = 1 } = {}) {
      if (!Number.isInteger(seed) || seed < 1 || seed > largestSeed) {
        throw new ModelUsageError(`Seed ${seed} is not a whole number from 1 to ${largestSeed}.`);
      }
      return createModel({ top, clock, sources: built.sources, library, described }, seed) as Model<Ports>;
    },
  };
}
