// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../manifest/index.ts';
import { misuses } from '../../reference-model/index.ts';
import type { Run } from '../run.ts';
import type { BusAccess, BusFrontEnd } from './access.ts';
import { createFrontEnd } from './create-front-end.ts';
import { createManagerPort } from './manager-port.ts';
import { createPartyPort } from './party-port.ts';

import { createStreamPins } from './streams.ts';
import { createWatch } from './watch.ts';

/** All that stands between the buses of a design and its block. */
export interface BusRule {
  /** Compares one cycle, after the rules about the block. */
  sample(): void;
  restart(): void;
}

/** Pins of a bus that a report draws. */
const drawnPins =
  /_(?:aw|w|b|ar|r)(?:valid|ready)$|_(?:awaddr|wdata|bresp|araddr|rdata|rresp)$|_(?:cyc|stb|we|adr|ack|err|stall)_[io]$|_(?:psel|penable|pwrite|paddr|pready|pslverr)$/;

/** The rules about the buses of a design; undefined for one whose ports are native. */
export function createBusRule(run: Run, manifest: Manifest): BusRule | undefined {
  const { bus, parties, server } = manifest.configuration;
  if (bus === 'native') return undefined;
  const areaOf = (party: string) => (parties === 'two' ? 'area' : `${party}_area`);
  const ports = manifest.addressBlocks.map((block) => {
    const { name } = block;
    const drawn = manifest.ports.flatMap(({ name: pin }) =>
      pin.startsWith(`${name}_`) && drawnPins.test(pin) ? [pin] : [],
    );
    const watch = createWatch(run, `${name}, bus`, drawn, () => describe(front));
    const front: BusFrontEnd = createFrontEnd(bus, watch, name);
    if (name === 'manager') {
      const registers = createManagerPort(watch, block);
      return { name, front, watch, registers, mostCycles: longestCounterRead(manifest), goOn() {} };
    }
    const registers = createPartyPort(run, watch, manifest, block, areaOf(name));
    const streams = createStreamPins(run, name, true);
    const goOn = () => streams.sample(registers.enabled());
    return { name, front, watch, registers, mostCycles: longestCommand(manifest), goOn };
  });
  const link = server === 'remote' ? createStreamPins(run, 'link', false) : undefined;
  const places = ports.map(({ name }) => run.log.place(`${name}, bus`));
  /** Cycles that the access of each port has taken. */
  const taken = ports.map(() => 0);

  function samplePort(index: number): void {
    const { front, registers, watch, mostCycles, goOn } = ports[index]!;
    front.sample();
    const { access } = front;
    const { done, misuse, data } = registers.decide(access);
    const refused = done && misuse !== misuses.NONE;
    goOn();
    if (done) {
      const { write, address, data: given } = access;
      run.log.add('access', run.cycle, places[index]!, +write, address, write ? given : data, misuse);
      run.accesses.bus += 1;
    }
    taken[index] = access.valid && !done ? taken[index]! + 1 : 0;
    if (taken[index]! > mostCycles) {
      watch.fail('bus answers', `${describe(front)} is done in ${mostCycles} cycles`, 'it is not');
    }
    registers.step();
    front.finish(done, refused, done && !refused && !access.write ? data : 0);
  }

  return {
    sample() {
      for (let index = 0; index < ports.length; index += 1) samplePort(index);
      link?.sample(true);
    },
    restart() {
      taken.fill(0);
      for (const { front, registers } of ports) {
        front.restart();
        registers.restart();
      }
    },
  };
}

function describe({ access }: { readonly access: BusAccess }): string {
  const { valid, write, address, data, strobe } = access;
  if (!valid) return 'no access';
  const where = `0x${address.toString(16)}`;
  return write
    ? `write of 0x${data.toString(16)}, bytes ${strobe.toString(2).padStart(4, '0')}, to ${where}`
    : `read of ${where}`;
}

/** Cycles that an access to settings and counters may take: a round of all counters, asked for and answered. */
function longestCounterRead({ registers }: Manifest): number {
  return registers.filter(({ counter }) => counter?.half === 'low').length + 4;
}

/**
 * Cycles that a command or a window access may take, besides its own: those of a reclaim that it waits for, of flags that are filled
 * first, and of flags that are searched, by its party's circuits before it too, each in turns with the other party.
 */
function longestCommand({ configuration: { buffers, noBuffer } }: Manifest): number {
  return 32 + 8 * buffers * (noBuffer === 'second-area' ? 2 : 1);
}
