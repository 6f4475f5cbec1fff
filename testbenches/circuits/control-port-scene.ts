// SPDX-License-Identifier: Apache-2.0
import { resultCodes } from '../../hdl-gen/circuits/codes.ts';
import type { Circuit } from '../support/circuit.ts';

/** An initialized area in which every operation succeeds at once. */
export const willing = {
  ready: 1,
  count_in_range: 1,
  detect_found: 1,
  allocation_offered: 1,
  allocation_exhausted: 0,
  allocation_entry: 3,
  swap_ready: 1,
  swap_old_flag: 1,
  effect_indicate_code: resultCodes.OK,
  effect_deallocate_code: resultCodes.OK,
  effect_deallocate_permit: 1,
  effect_entry_pointer: 128,
};

/** The same where the allocation circuit searches, in the middle of a search. */
export const searching = { ...willing, allocation_permit: 1, allocation_concludes: 0 };

/** Who asks the control port for operations. */
export type Name = 'sender' | 'release' | 'command';

/** Who is accepted in the cycle as it is driven now. */
export function accepted(port: Circuit): Name[] {
  const ports: Record<Name, string> = {
    sender: 'sender_accepted',
    release: 'release_accepted',
    command: 'command_ready',
  };
  return (Object.keys(ports) as Name[]).filter((name) => port.read(ports[name]) === 1);
}
