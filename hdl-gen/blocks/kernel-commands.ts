// SPDX-License-Identifier: Apache-2.0
import { hasCommands } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { isHardened } from '../circuits/provisioned.ts';
import type { Sizes } from '../circuits/sizes.ts';
import type { ModuleBuilder, PortDefinitions } from '../language/index.ts';

/** The kernel uses its areas through its lanes only. */
export function withoutCommands(sizes: Sizes) {
  return onlyIf(hasCommands(sizes), () => ({
    command_valid: 0,
    command_operation: 0,
    command_entry: 0,
    command_pointer: 0,
    command_length: 0,
    command_tag: 0,
    command_kind: 0,
    receive_by_command: 0,
  }));
}

/** Nor has it a window that its area would have to know of. */
export function withoutWindow(sizes: Sizes) {
  return onlyIf(hasCommands(sizes), () => ({
    command_hold: 0,
    ...onlyIf(isHardened(sizes), () => ({ window_entry: 0 })),
  }));
}

/** Names what an area would tell a party that has commands: of these ports, the outputs that the kernel has no use for. */
export function leaveUnused(
  m: ModuleBuilder,
  name: string,
  outputs: Readonly<Record<string, Parameters<ModuleBuilder['wire']>[1]>>,
  side: 'first' | 'second',
  ports: PortDefinitions,
): void {
  const mine = Object.entries(ports).filter(
    ([port, { role }]) =>
      role === 'output' && /^(command|result|interrupt|pending|window|refused|owned|searching)/.test(port),
  );
  for (const [port] of mine) {
    m.wire(`unused_${name}_${port}`, outputs[`${side}_${port}`]!);
  }
}
