// SPDX-License-Identifier: Apache-2.0
import {
  type BusAnswer,
  type BusMaster,
  createBusMaster,
  nativePorts,
  settingsAddress,
} from '../../../sim/bus/index.ts';
import type { Model, Port } from '../../../sim/harness/index.ts';
import type { Manifest } from '../../../sim/manifest/index.ts';
import type { Random } from '../../../sim/tasks/index.ts';
import type { Stimulus } from '../stream-stimulus.ts';
import { blockRegisters } from './block-registers.ts';
import { createManagerSoftware } from './manager-software.ts';
import { type Accesses, createPartySoftware, type PartySoftware } from './party-software.ts';
import { createRegisterProbing } from './register-probing.ts';

/** Software at every bus port of a design, and what it gives to stimuli that know native ports only. */
export interface BusUsers extends Stimulus {
  /** A port by its native name, wherever it is. */
  port(name: string): Port;
}

/**
 * Puts software behind the buses of a design: what a stimulus does at native ports it does with registers, and now and then it
 * tries registers of its own. `drive` comes after the stimuli, `observe` before them.
 *
 * @param stall how likely a master holds something back in a cycle
 * @param stopped no register is tried any more
 */
export function createBusUsers(
  model: Model,
  manifest: Manifest,
  random: Random,
  stall: number,
  stopped: () => boolean,
): BusUsers {
  const { bus } = manifest.configuration;
  if (bus === 'native') throw new Error('A design without a bus has no users of it.');
  const shown = manifest.probes.filter(({ path }) => !path.includes('.'));
  const widths = new Map(shown.map(({ path, width }) => [path, width]));
  const widthOf = (name: string) => widths.get(name)!;
  const plain = nativePorts((name) => model.port(name), manifest);
  const isTrusted = manifest.configuration.hardening === 'off';
  const users = manifest.addressBlocks.map(({ name }) => {
    const registers = blockRegisters(manifest, name);
    const isManager = name === 'manager';
    return {
      name: isManager ? 'register' : name,
      software: isManager
        ? createManagerSoftware(widthOf)
        : createPartySoftware(manifest, name, registers, widthOf),
      probing: createRegisterProbing(
        registers,
        random.fork(),
        isManager ? settingsAddress : 0x1000,
        isTrusted,
      ),
      master: createBusMaster(
        (signal) => model.port(signal),
        bus,
        name,
        () => random.chance(stall),
      ),
      accesses: undefined as Accesses | undefined,
    };
  });
  const outputs = shown.filter(({ width }) => width <= 32).map(({ path }) => path);
  const { frame } = model.sampler(outputs);
  const places = new Map(outputs.map((name, index) => [name, index]));

  function advance(user: (typeof users)[number], answer: BusAnswer | undefined): void {
    if (user.accesses === undefined) return;
    const next = answer === undefined ? user.accesses.next() : user.accesses.next(answer);
    if (next.done === true) user.accesses = undefined;
    else user.master.begin(next.value);
  }

  function begin(user: {
    software: PartySoftware;
    accesses: Accesses | undefined;
    probing: { next(): Accesses };
    master: BusMaster;
  }): void {
    user.accesses =
      user.software.next() ?? (!stopped() && random.chance(0.05) ? user.probing.next() : undefined);
  }

  return {
    port(name) {
      for (const user of users) {
        if (!name.startsWith(`${user.name}_`)) continue;
        const port = user.software.port(name.slice(user.name.length + 1));
        if (port !== undefined) return port as unknown as Port;
      }
      const place = places.get(name);
      if (place === undefined || /_(?:in|out)_/.test(name)) return plain(name);
      return {
        name,
        get value() {
          return frame[place]!;
        },
      } as Port;
    },
    drive() {
      for (const user of users) {
        user.software.endCycle();
        if (user.accesses === undefined) {
          begin(user);
          advance(user, undefined);
        }
        user.master.drive();
      }
    },
    observe() {
      for (const user of users) {
        const answer = user.master.observe();
        if (answer !== undefined) advance(user, answer);
      }
    },
    idle: () => users.every(({ software }) => software.idle()),
    reset() {
      for (const user of users) {
        user.software.reset();
        user.probing.reset();
        user.master.reset();
        user.accesses = random.chance(0.5) ? user.probing.tryDisabled() : undefined;
        advance(user, undefined);
      }
    },
  };
}
