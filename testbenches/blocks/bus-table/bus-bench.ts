// SPDX-License-Identifier: Apache-2.0
import type { Bus } from '../../../hdl-gen/bus/buses.ts';

import type { Manifest } from '../../../hdl-gen/collateral/index.ts';
import { type BusAccess, type BusAnswer, createBusMaster } from '../../../sim/bus/index.ts';
import { type GeneratedModel, resetUntilReady } from '../../support/generated-model.ts';
import { busPorts } from './bus-port.ts';

/** What became of an access, in cycles of the bench. */
export interface AccessTimes {
  /** Its last handshake. */
  readonly accepted: number;
  /** Its answer is on offer. */
  readonly answered: number;
  readonly answer: BusAnswer;
}

/** A block behind a bus, out of reset, with nobody on its buses but who is asked to be. */
export interface BusBench {
  /** Makes one access at the port of a party and waits for its answer. */
  access(party: string, access: Partial<BusAccess> & { readonly register: string }): AccessTimes;
  /** The first cycle in which the interrupt line of a party is high. @throws Error when none comes within 64 */
  interrupted(party: string): number;
  /** Answers in so many cycles, while a party asks for accesses of each of the kinds without a pause. */
  answersWithin(
    party: string,
    cycles: number,
    register: string,
    kinds: readonly ('read' | 'write')[],
  ): number;
}

const LONGEST = 64;
/** Cycles until accesses follow each other evenly. */
const BEGINNING = 8;

export function openBusBench({ manifest, create }: GeneratedModel, bus: Bus): BusBench {
  const model = create(1);
  resetUntilReady(model);
  const { prefix, requests, counts, asking, operands, answers } = busPorts[bus];
  const signalOf = (party: string) => (signal: string) => model.port(`${party}_${prefix}_${signal}`);
  const readOf = (party: string) => (signal: string) => signalOf(party)(signal).value;
  const { addressBlocks: blocks = [] } = manifest;
  const interrupts = blocks.map(({ name }) => model.port(`${name}_irq`));
  const risen = new Map<string, number>();

  function settle(): void {
    model.settle();
    for (const { name, value } of interrupts) {
      if (value === 1 && !risen.has(name)) risen.set(name, model.cycles);
    }
  }

  return {
    access(party, { register, ...given }) {
      const master = createBusMaster((port) => model.port(port), bus, party);
      const address = addressOf(blocks, party, register);
      master.begin({ write: false, address, data: 0, strobe: 15, ...given });
      let accepted: number | undefined;
      for (let waited = 0; waited < LONGEST; waited += 1) {
        master.drive();
        settle();
        const cycle = model.cycles;
        if (requests(readOf(party)) && (accepted === undefined || counts === 'last')) accepted = cycle;
        const answer = master.observe();
        if (answer !== undefined) {
          // What the master shows next is that it has nothing more to ask.
          model.edge();
          master.drive();
          settle();
          if (accepted === undefined) throw new Error(`${register} is answered before it is accepted`);
          return { accepted, answered: cycle, answer };
        }
        model.edge();
      }
      throw new Error(`no answer from ${register} within ${LONGEST} cycles`);
    },
    interrupted(party) {
      for (let waited = 0; waited < LONGEST; waited += 1) {
        settle();
        const cycle = risen.get(`${party}_irq`);
        if (cycle !== undefined) return cycle;
        model.edge();
      }
      throw new Error(`the ${party} is not interrupted within ${LONGEST} cycles`);
    },
    answersWithin(party, cycles, register, kinds) {
      const signal = signalOf(party);
      let seen = 0;
      for (let cycle = 0; cycle < BEGINNING + cycles; cycle += 1) {
        for (const kind of kinds) {
          const write = kind === 'write';
          const { address, data, lanes } = operands(write);
          signal(address).value = addressOf(blocks, party, register);
          signal(data).value = 0;
          signal(lanes).value = write ? 15 : 0;
          for (const [name, value] of Object.entries(asking(write, cycle))) signal(name).value = value;
        }
        settle();
        if (cycle >= BEGINNING) seen += answers(readOf(party));
        model.edge();
      }
      return seen;
    },
  };
}

function addressOf(blocks: NonNullable<Manifest['addressBlocks']>, party: string, name: string): number {
  const { registers, window } = blocks.find((block) => block.name === party)!;
  const found = [...registers, window].find((one) => one?.name === name);
  if (found === undefined) throw new Error(`the ${party} has no register ${name}`);
  return found.address;
}
