// SPDX-License-Identifier: Apache-2.0
import type { BuiltModel } from './build-model.ts';
import { ModelBuildError, ModelUsageError } from './errors.ts';
import { createModel, type Model } from './model.ts';
import { type NativeLibrary, type NativePort, openLibrary } from './native-library.ts';

export interface ModelOptions {
  /** Decides what uninitialised state starts as, 1 to 2147483647; 1 if not given. */
  readonly seed?: number;
}

/** A design loaded into this process. */
export interface ModelLibrary {
  readonly top: string;
  readonly ports: readonly Pick<NativePort, 'name' | 'direction' | 'width'>[];
  /** A new model in its initial state. Several may run at once, all on the thread that created them. */
  create(options?: ModelOptions): Model;
}

const largestSeed = 2 ** 31 - 1;

/** Loads a built design. @throws ModelBuildError when the library cannot be loaded. */
export function loadModel(built: BuiltModel): ModelLibrary {
  const { top } = built.design;
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
      return createModel(top, library, described, seed);
    },
  };
}
