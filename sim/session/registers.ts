// SPDX-License-Identifier: Apache-2.0
import { type BusAnswer, createBusMaster, settingsAddress } from '../bus/index.ts';
import type { Manifest } from '../manifest/index.ts';

/** An access that the design refused or that names nothing; the message says which and what is allowed. */
export class RegisterError extends Error {
  override readonly name = 'RegisterError';
}

/** What runs a design whole cycle by whole cycle: a session or a model. */
export interface SteppedDesign {
  port(name: string): { value: number };
  settle(): void;
  edge(): void;
}

/** The registers of a running design, by the names in its manifest. Each access runs the design for the cycles it takes. */
export interface Registers {
  /** A register; a counter with all its bits. @throws RegisterError */
  read(name: string): number;
  /** Changes settings, each by the name of its field; the other fields of their registers stay. @throws RegisterError */
  write(settings: Readonly<Record<string, number>>): void;
  /** All counters and high-water marks of one moment, by name; empty in a design that counts nothing. */
  statistics(): Readonly<Record<string, number>>;
}

/** Cycles after which an access that does not end is an error; a counter takes as many as there are counters. */
const patience = 256;

export function openRegisters(design: SteppedDesign, { registers, top, configuration }: Manifest): Registers {
  const { bus } = configuration;
  const master = bus === 'native' ? undefined : createBusMaster((name) => design.port(name), bus, 'manager');
  const byName = new Map(registers.map((register) => [register.name, register]));

  function step<Result>(look: () => Result): Result {
    design.settle();
    const seen = look();
    design.edge();
    return seen;
  }

  function stepUntil(port: string): void {
    for (let cycle = 0; cycle < patience; cycle += 1) {
      if (step(() => design.port(port).value === 1)) return;
    }
    throw new RegisterError(`'${port}' of '${top}' was not high in ${patience} cycles.`);
  }

  /** An access through the bus of the manager. */
  function accessBehindBus(address: number, data?: number): BusAnswer {
    master!.begin({
      write: data !== undefined,
      address: settingsAddress + address,
      data: data ?? 0,
      strobe: data === undefined ? 0 : 15,
    });
    for (let cycle = 0; cycle < patience; cycle += 1) {
      master!.drive();
      const answer = step(() => master!.observe());
      if (answer !== undefined) return answer;
    }
    throw new RegisterError(`An access to a register of '${top}' was not done in ${patience} cycles.`);
  }

  function accessPort(address: number, data?: number): BusAnswer {
    const port = (name: string) => design.port(`register_${name}`);
    port('valid').value = 1;
    port('write').value = data === undefined ? 0 : 1;
    port('address').value = address;
    port('write_data').value = data ?? 0;
    stepUntil('register_ready');
    port('valid').value = 0;
    for (let cycle = 0; cycle < patience; cycle += 1) {
      const answer = step(() => ({
        done: port('done').value === 1,
        error: port('error').value === 1,
        data: port('read_data').value,
      }));
      if (answer.done) return answer;
    }
    throw new RegisterError(`An access to a register of '${top}' was not done in ${patience} cycles.`);
  }

  function access(address: number, data?: number): number {
    const answer = master === undefined ? accessPort(address, data) : accessBehindBus(address, data);
    if (!answer.error) return answer.data;
    const name = registers.find((register) => register.address === address)?.name;
    const what = data === undefined ? 'reading' : `writing ${data} to`;
    throw new RegisterError(
      `'${top}' refuses ${what} register '${name}'; its manifest says which values are allowed.`,
    );
  }

  function find(name: string) {
    const register = byName.get(name);
    if (register !== undefined) return register;
    throw new RegisterError(`'${top}' has no register '${name}'; it has ${[...byName.keys()].join(', ')}.`);
  }

  function read(name: string): number {
    const { address, counter } = find(name);
    const low = access(address);
    const high = counter?.half === 'low' ? byName.get(`${name}_high`) : undefined;
    return high === undefined ? low : low + access(high.address) * 2 ** 32;
  }

  function write(settings: Readonly<Record<string, number>>): void {
    for (const name of Object.keys(settings)) {
      const owner = registers.find(({ fields }) => fields.some((field) => field.name === name));
      if (owner === undefined) throw new RegisterError(`'${top}' has no setting '${name}'.`);
    }
    for (const { address, fields } of registers) {
      const given = fields.filter(({ name }) => settings[name] !== undefined);
      if (given.length === 0) continue;
      const isWhole = given.length === fields.length;
      let word = isWhole ? 0 : access(address);
      for (const { name, low, width } of given) {
        const before = Math.floor(word / 2 ** low) % 2 ** width;
        word += (settings[name]! - before) * 2 ** low;
      }
      access(address, word);
    }
  }

  return {
    read,
    write,
    statistics() {
      const shown = registers.filter(
        ({ counter, fields }) =>
          counter?.half === 'low' || (counter === undefined && fields[0]!.access === 'read-only'),
      );
      if (shown.length === 0) return {};
      write({ statistics_run: 0 });
      const values = Object.fromEntries(shown.map(({ name }) => [name, read(name)]));
      write({ statistics_run: 1 });
      return values;
    },
  };
}
