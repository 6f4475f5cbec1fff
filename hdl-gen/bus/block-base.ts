// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  concat,
  type Expression,
  literal,
  type ModuleBuilder,
  type PortSignals,
  type Register as RegisterSignal,
  type Signal,
  select,
  set,
  when,
} from '../language/index.ts';
import {
  type AddressBlock,
  blockAddressBits,
  type InterruptSource,
  misuseBits,
  type RegisterField,
  registerBits,
  writesOf,
} from '../registers/index.ts';
import type { accessPorts } from './access.ts';
import { blockLabel, describeBlockDecode, misuse, type NamedAccess, writtenOne } from './block-decode.ts';
import { interrupts } from './interrupts.ts';

/** What every address block has: seen from its registers. */
export type BlockPorts = PortSignals<ReturnType<typeof accessPorts>> & {
  readonly interrupt: Signal<'output'>;
};

/** A part of an address block that is not answered at once. */
export interface AccessPart {
  /** The access goes there. */
  readonly is: Expression;
  /** It is not done in this cycle. */
  readonly waits: Expression;
  /** What was wrong with it, when it is done. */
  readonly misuse: Expression;
  /** What a read finds. */
  readonly data: Expression;
}

/** What the description of an address block begins with. */
export interface OpenBlock {
  readonly named: NamedAccess;
  /** The access is to a register that exists and takes it. */
  readonly isFine: Signal;
  readonly write: Signal;
  /** A register that a write gives its value. */
  setting(name: string): RegisterSignal;
  /** Says what a read finds in a field that no write changes. */
  shows(name: string, content: Expression): void;
  /** Describes the rest, once all that fields show is known. */
  close(
    parts: readonly AccessPart[],
    state: {
      /** What is so now, by name of the interrupt source; errors of the bus come on top. */
      readonly conditions: Readonly<Record<string, Expression>>;
      /** What happens in this cycle, likewise. */
      readonly events: Readonly<Record<string, Expression>>;
    },
  ): ClosedBlock;
}

/** What the rest of a description may use. */
export interface ClosedBlock {
  /** The access is done in this cycle, and refused. */
  readonly refused: Signal;
  /** Errors are forgotten. */
  readonly clears: Signal;
}

/**
 * Describes what all address blocks have in common: their registers, errors and interrupt.
 *
 * @param elsewhere the access goes to another part of the block, which the highest bit of its address says where that is a window
 */
export function openBlock(
  m: ModuleBuilder,
  io: BlockPorts,
  { registers: map, addressBits }: AddressBlock,
  sources: readonly InterruptSource[],
  elsewhere: Signal | undefined,
): OpenBlock {
  m.wire('unused_address_bits', io.access_address.slice(1, 0));
  const write = io.access_write;
  const named = {
    address: m.wire('place', concat(io.access_address.slice(blockAddressBits - 1, 2), literal(0, 2))),
    data: io.access_data,
    strobe: io.access_strobe,
  };
  const highest = elsewhere === undefined ? addressBits - 1 : addressBits - 2;
  const beyond =
    highest < blockAddressBits
      ? undefined
      : m.wire('beyond_registers', io.access_address.slice(highest, blockAddressBits).any());

  m.comment('What is kept.');
  const fields = map.flatMap((register) => register.fields);
  const kept = new Map<string, RegisterSignal>();
  for (const { name, width, reset, meaning, access } of fields) {
    if (access === 'read-write') kept.set(name, m.register(`${name}_q`, width, { reset, doc: meaning }));
  }
  const cause = m.register('misuse_cause_q', misuseBits, {
    reset: 0,
    doc: 'of the last access that was refused',
  });
  const wasWrite = m.register('misuse_write_q', 1, { reset: 0 });
  const where = m.register('misuse_address_q', addressBits, { reset: 0 });
  for (const [name, signal] of kept) m.probe(name, signal, 'the setting of this name');
  m.probe('misuse_cause', cause, 'what was wrong with the last access that was refused');
  m.probe('misuse_write', wasWrite, 'it was a write');
  m.probe('misuse_address', where, 'where it went');
  const status = m.declare('interrupt_status', sources.length);
  const contents = new Map<string, Expression>([
    ['misuse_cause', cause],
    ['misuse_write', wasWrite],
    ['misuse_address', where],
    ...sources.map(({ name }, index): [string, Expression] => [`${name}_status`, status.bit(index)]),
  ]);

  m.comment('What is wrong with the access, if it goes to a register.');
  const readMisuse = m.declare('read_misuse', misuseBits);
  const writeMisuse = m.declare('write_misuse', misuseBits);
  const plain = choose(write, writeMisuse, readMisuse);
  const wrongPlain = m.wire(
    'register_misuse',
    beyond === undefined ? plain : choose(beyond, misuse(m, 'NO_REGISTER'), plain),
  );
  const inRegisters = elsewhere === undefined ? io.access_valid : io.access_valid.and(elsewhere.not());
  const isFine = m.wire('names_register', inRegisters.and(wrongPlain.eq(misuse(m, 'NONE'))));

  function content({ name, access, width, reset, constant }: RegisterField): Expression {
    if (constant === true) return literal(reset, width);
    if (access === 'write-one' || access === 'write-only') return literal(0, width);
    const signal = kept.get(name) ?? contents.get(name);
    if (signal === undefined) throw new Error(`Nobody says what the field ${name} shows.`);
    return signal;
  }

  return {
    named,
    isFine,
    write,
    setting: (name) => kept.get(name)!,
    shows: (name, value) => contents.set(name, value),
    close(parts, { conditions, events }) {
      m.comment('The register that it names.');
      const decoded = describeBlockDecode(m, map, named, content);
      m.assign(readMisuse, decoded.readMisuse);
      m.assign(writeMisuse, decoded.writeMisuse);

      m.comment('The answer.');
      const done = m.wire('done', io.access_valid.and(...parts.map(({ waits }) => waits.not())));
      const pick = (of: (part: AccessPart) => Expression, plainly: Expression) =>
        parts.reduceRight<Expression>((other, part) => choose(part.is, of(part), other), plainly);
      const wrong = m.wire(
        'misuse',
        pick((part) => part.misuse, wrongPlain),
      );
      const refused = m.wire('refused', done.and(wrong.ne(misuse(m, 'NONE'))));
      const shown = m.wire('shown', done.and(write.not(), refused.not()));
      m.assign(io.access_ready, done);
      m.assign(io.access_error, refused);
      m.assign(
        io.access_read_data,
        choose(
          shown,
          pick((part) => part.data, decoded.value),
          literal(0, registerBits),
        ),
      );

      m.comment('What a write changes.');
      const writes = m.wire('writes', isFine.and(write, done));
      const arms = map.flatMap((register) => {
        const body = writesOf(register, kept, named.data, named.strobe);
        return body.length === 0 ? [] : [{ label: blockLabel(register), body }];
      });
      m.clocked('settings', [when(writes, [select(named.address, arms, [])])]);
      const one = (name: string): Expression => {
        const register = map.find((candidate) => candidate.fields.some((field) => field.name === name))!;
        const field = register.fields.find((candidate) => candidate.name === name)!;
        return writtenOne(register, field, named, writes);
      };
      const clears = m.wire('clears_errors', one('error_clear'));
      m.clocked('last_misuse', [
        when(refused, [set(cause, wrong), set(wasWrite, write), set(where, io.access_address)]).elseWhen(
          clears,
          [set(cause, 0), set(wasWrite, 0), set(where, 0)],
        ),
      ]);

      m.comment('The interrupt.');
      const gather = (name: string, of: (source: InterruptSource) => Expression) =>
        m.wire(name, sources.length === 1 ? of(sources[0]!) : concat(...sources.map(of).reverse()));
      m.instance(
        'u_interrupts',
        interrupts,
        {
          conditions: gather('interrupt_conditions', ({ name }) => {
            const condition = conditions[name] ?? literal(0, 1);
            return name === 'error' ? cause.any().or(condition) : condition;
          }),
          events: gather('interrupt_events', ({ name }) =>
            one(`${name}_test`).or(...(name in events ? [events[name]!] : [])),
          ),
          enable: gather('interrupt_enable', ({ name }) => kept.get(`${name}_enable`)!),
          clear: gather('interrupt_clear', ({ name }) => one(`${name}_status`)),
          status,
          interrupt: io.interrupt,
        },
        { SOURCES: sources.length },
      );
      return { refused, clears };
    },
  };
}
