// SPDX-License-Identifier: Apache-2.0
import type { InputPort } from '../harness/port-types.ts';
import { cycles, type Task } from './waits.ts';

export interface ResetOptions {
  /** The level at which the design is in reset; 1 if not given. */
  readonly active?: 0 | 1;
  /** How long, 2 if not given. */
  readonly cycles?: number;
}

/** Holds a design in reset for some cycles. The first cycle after it is the one in which the task goes on. */
export function* reset(port: Pick<InputPort, 'value'>, options: ResetOptions = {}): Task {
  const { active = 1, cycles: count = 2 } = options;
  port.value = active;
  yield cycles(count);
  port.value = 1 - active;
}
