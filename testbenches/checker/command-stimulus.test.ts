// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Port } from '../../sim/harness/index.ts';
import { createRandom } from '../../sim/tasks/index.ts';
import { VirtualPort } from './bus/virtual-port.ts';
import { commandUser } from './command-stimulus.ts';

/** A party that tries windows in every cycle, at ports that a test answers. */
function hostileUser() {
  const ports = new Map<string, VirtualPort>();
  const port = (name: string) => {
    const known = ports.get(name) ?? new VirtualPort(name, 4);
    ports.set(name, known);
    return known;
  };
  let stopped = false;
  const user = commandUser(
    (name) => port(name) as unknown as Port,
    'first',
    createRandom(1),
    {
      ...{ rate: 0, accessRate: 1, rush: false, hostility: 1, mostHeld: 1, bufferBytes: 64, threads: 4 },
      ...{ kind: 1, holds: false, reclaims: () => false },
    },
    [],
    () => stopped,
  );
  return {
    user,
    stop: () => {
      stopped = true;
    },
    /** One cycle, in which the window answers so. */
    cycle(ready: number, done: number) {
      user.drive();
      port('first_window_ready').value = ready;
      port('first_window_done').value = done;
      user.observe();
    },
  };
}

test('a window access is over when it is done', () => {
  const { user, stop, cycle } = hostileUser();
  cycle(1, 0);
  stop();
  cycle(0, 0);
  expect(user.idle()).toBe(false);
  cycle(0, 1);
  expect(user.idle()).toBe(true);
});

test('a window access that is refused in the cycle in which it is accepted is over', () => {
  const { user, stop, cycle } = hostileUser();
  cycle(1, 1);
  stop();
  cycle(0, 0);
  expect(user.idle()).toBe(true);
});

test('the next access is not over with the one before', () => {
  const { user, stop, cycle } = hostileUser();
  cycle(1, 0);
  cycle(1, 1);
  stop();
  cycle(0, 0);
  expect(user.idle()).toBe(false);
  cycle(0, 1);
  expect(user.idle()).toBe(true);
});
