// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../manifest/index.ts';
import { type BlockRegisters, createInterruptModel, misuses } from '../../reference-model/index.ts';
import type { AccessOutcome, BusAccess } from './access.ts';
import type { AccessPart } from './access-part.ts';
import type { Watch } from './watch.ts';

type Block = Manifest['addressBlocks'][number];

/** Bytes of the addresses of registers; what lies above is a window or nothing. */
const registerSpan = 2 ** 12;

/** What a bus port has besides the registers that all of them have. */
export interface PortKind {
  /** Where an access goes that names no register of the port; undefined where it must name one. */
  elsewhere(address: number): AccessPart | undefined;
  /** Where an access goes that names this register and is right so far; undefined where the register itself answers. */
  partOf(address: number): AccessPart | undefined;
  readonly parts: readonly AccessPart[];
  /** What fields show that keep nothing, by name. */
  readonly shows: Readonly<Record<string, () => number>>;
  /** What holds now, by name of the source of the interrupt; misuse comes on top. */
  readonly conditions: Readonly<Record<string, () => boolean>>;
  /** What happens in this cycle, likewise. */
  readonly events: Readonly<Record<string, () => boolean>>;
}

/** The registers of one bus port: what accesses come to, what is recorded of them, and the interrupt line. */
export interface PortRegisters {
  /** Decides what becomes of the access of this cycle, and compares what goes to the block and the processor. */
  decide(access: BusAccess): AccessOutcome;
  /** Errors are forgotten in this cycle. */
  clearsErrors(): boolean;
  /** Goes on to the next cycle. */
  step(): void;
  restart(): void;
}

/**
 * @param instance of the registers, as their probes begin
 */
export function createPortRegisters(
  watch: Watch,
  block: Block,
  instance: string,
  registers: BlockRegisters,
  kind: PortKind,
): PortRegisters {
  const { name } = block;
  const fieldOf = new Map(
    block.registers.flatMap(({ fields }) => fields.map((field) => [field.name, field])),
  );
  const addressOf = (register: string) => block.registers.find((one) => one.name === register)!.address;
  const [statusAt, testAt, clearAt] = ['interrupt_status', 'interrupt_test', 'error_clear'].map(addressOf);
  const sources = block.registers
    .find(({ address }) => address === statusAt)!
    .fields.map(({ name: field, low }) => {
      const source = field.replace(/_status$/, '');
      return {
        bit: 2 ** low,
        enable: registers.keeps(`${source}_enable`),
        holds: kind.conditions[source] ?? (() => false),
        happens: kind.events[source] ?? (() => false),
      };
    });
  const errorBit = 2 ** fieldOf.get('error_status')!.low;
  const probes = registers.kept.map((field) => ({
    field,
    expect: watch.expect('bus registers', `${instance}.${field.name}`),
  }));
  const record = { misuse_cause: 0, misuse_write: 0, misuse_address: 0 };
  const recorded = (Object.keys(record) as (keyof typeof record)[]).map((field) => ({
    field,
    expect: watch.expect('bus errors', `${instance}.${field}`),
  }));
  const expectLine = watch.expect('interrupt', `${name}_irq`);
  const interrupts = createInterruptModel();
  const outcome: AccessOutcome = { done: false, misuse: 0, data: 0 };
  const named = { write: false, address: 0, data: 0, strobe: 0 };
  let status = 0;
  let isRegister = false;
  let made: BusAccess | undefined;

  function shown(field: string): number {
    if (field in record) return record[field as keyof typeof record];
    if (field.endsWith('_status')) return status & (2 ** fieldOf.get(field)!.low) ? 1 : 0;
    return kind.shows[field]!();
  }

  /** Finds who answers an access; answers it where that is a register. */
  function target(access: BusAccess): AccessPart | undefined {
    isRegister = false;
    const elsewhere = kind.elsewhere(access.address);
    if (elsewhere !== undefined) return elsewhere;
    named.write = access.write;
    named.address = access.address - (access.address % 4);
    named.data = access.data;
    named.strobe = access.strobe;
    const misuse = access.address < registerSpan ? registers.misuse(named) : misuses.NO_REGISTER;
    isRegister = misuse === misuses.NONE;
    const part = isRegister ? kind.partOf(named.address) : undefined;
    if (part !== undefined) return part;
    outcome.done = true;
    outcome.misuse = misuse;
    if (isRegister && !access.write) outcome.data = registers.word(registers.at(named.address)!, shown);
    return undefined;
  }

  /** The bits that a write to the register at `address` gives a 1 in this cycle. */
  function ones(address: number | undefined): number {
    const writes = isRegister && outcome.done && outcome.misuse === misuses.NONE;
    return writes && named.address === address ? registers.ones(named) : 0;
  }

  function compareKept(): void {
    for (let index = 0; index < probes.length; index += 1) {
      const { field, expect } = probes[index]!;
      expect(field.now);
    }
    for (let index = 0; index < recorded.length; index += 1) {
      const { field, expect } = recorded[index]!;
      expect(record[field]);
    }
  }

  function compareInterrupt(): void {
    let conditions = record.misuse_cause === misuses.NONE ? 0 : errorBit;
    let enabled = 0;
    for (let index = 0; index < sources.length; index += 1) {
      const { bit, enable, holds } = sources[index]!;
      if (holds()) conditions |= bit;
      if (enable.now === 1) enabled |= bit;
    }
    status = interrupts.status(conditions);
    expectLine((status & enabled) === 0 ? 0 : 1);
  }

  return {
    decide(access) {
      outcome.done = false;
      outcome.misuse = misuses.NONE;
      outcome.data = 0;
      made = access.valid ? access : undefined;
      compareKept();
      compareInterrupt();
      isRegister = false;
      const goesTo = made && target(made);
      for (const part of kind.parts) part.sample(part === goesTo ? made : undefined, outcome);
      return outcome;
    },
    clearsErrors: () => (ones(clearAt) & 1) === 1,
    step() {
      const tests = ones(testAt);
      const forgotten = ones(statusAt);
      let events = 0;
      for (let index = 0; index < sources.length; index += 1) {
        const { bit, happens } = sources[index]!;
        if ((tests & bit) !== 0 || happens()) events |= bit;
      }
      interrupts.step(events, forgotten);
      if (made !== undefined && outcome.done && outcome.misuse !== misuses.NONE) {
        record.misuse_cause = outcome.misuse;
        record.misuse_write = made.write ? 1 : 0;
        record.misuse_address = made.address;
      } else if ((ones(clearAt) & 1) === 1) {
        Object.assign(record, { misuse_cause: 0, misuse_write: 0, misuse_address: 0 });
      }
      if (isRegister && outcome.done && named.write) {
        registers.write(registers.at(named.address)!, named);
      }
    },
    restart() {
      registers.reset();
      interrupts.reset();
      Object.assign(record, { misuse_cause: 0, misuse_write: 0, misuse_address: 0 });
    },
  };
}
