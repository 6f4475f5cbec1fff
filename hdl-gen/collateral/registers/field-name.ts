// SPDX-License-Identifier: Apache-2.0
import type { Register, RegisterField } from '../../registers/index.ts';

/**
 * The name of a field beside that of its register, where its name in the whole map would say the same twice: `enable` in
 * `control`, `pointer` in `allocate`, `message` in `interrupt_status`; `value` for one that is all the register holds.
 */
export function fieldNameIn(register: Pick<Register, 'name'>, { name }: Pick<RegisterField, 'name'>): string {
  if (name === register.name) return 'value';
  if (name.startsWith(`${register.name}_`)) return name.slice(register.name.length + 1);
  const ending = `_${register.name.split('_').at(-1)}`;
  return name.endsWith(ending) ? name.slice(0, -ending.length) : name;
}
