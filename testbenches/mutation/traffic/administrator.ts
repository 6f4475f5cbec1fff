// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../../sim/harness/index.ts';
import type { Manifest } from '../../../sim/manifest/index.ts';
import type { Random } from '../../../sim/tasks/index.ts';
import { registerUser } from '../../checker/register-stimulus.ts';
import type { Actor } from './actor.ts';
import { draining, type Phase } from './phase.ts';

/** Accesses the registers. Settings that it has not put back yet count as something under way. */
export function createAdministrator(model: Model, manifest: Manifest, random: Random): Actor {
  let phase: Phase = draining;
  const user = registerUser(
    (name) => model.port(name),
    manifest,
    random,
    { rate: () => phase.registers, holds: false, unreserved: false, onlyReads: false },
    () => phase.registers === 0,
  );
  return {
    drive(now) {
      phase = now;
      user.drive();
    },
    sample() {
      user.observe();
      return false;
    },
    reset: user.reset,
    get atRest() {
      return user.idle();
    },
  };
}
