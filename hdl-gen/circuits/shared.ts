// SPDX-License-Identifier: Apache-2.0
import type { Sizes } from './sizes.ts';

/** Describes a module once for each configuration, so that all its instances share one definition. */
export function shared<Definition>(describe: (sizes: Sizes) => Definition): (sizes: Sizes) => Definition {
  const known = new WeakMap<Sizes, Definition>();
  return (sizes) => {
    const earlier = known.get(sizes);
    if (earlier !== undefined) {
      return earlier;
    }
    const definition = describe(sizes);
    known.set(sizes, definition);
    return definition;
  };
}
