// SPDX-License-Identifier: Apache-2.0
import { hasCommands } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import type { Sizes } from '../circuits/sizes.ts';
import type { ModuleBuilder, PortSignals, Signal } from '../language/index.ts';
import type { userPorts } from './user-ports.ts';

/** Everything by which a user of a block uses it, a bit each. */
export function usesOf<const Name extends string>(
  sizes: Sizes,
  io: PortSignals<ReturnType<typeof userPorts<Name>>>,
  name: Name,
): Signal[] {
  const signals = io as unknown as Readonly<Record<string, Signal>>;
  return ['in', ...(hasCommands(sizes) ? ['command', 'window'] : [])].map(
    (part) => signals[`${name}_${part}_valid`]!,
  );
}

/** Connects the trigger of process 800, where there is one: anything that is given to the block. */
export function firstUse(m: ModuleBuilder, { configuration }: Sizes, uses: readonly Signal[]) {
  return onlyIf(configuration.initialize === 'on-first-use', () => {
    const [first, ...others] = uses;
    return { first_use: m.wire('first_use', first!.or(...others), 'somebody would use the block') };
  });
}
