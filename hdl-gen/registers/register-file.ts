// SPDX-License-Identifier: Apache-2.0

import type { Configuration } from '../configuration/index.ts';
import {
  choose,
  clockAndReset,
  defineModule,
  type Expression,
  group,
  input,
  literal,
  type ModuleDefinition,
  output,
  type PortDefinitions,
  type Register as RegisterSignal,
  type Signal,
  select,
  set,
  when,
} from '../language/index.ts';
import { writesOf } from './byte-writes.ts';
import { addressLabel, describeRegisterDecode } from './register-decode.ts';
import {
  type CounterSet,
  counterIndexBits,
  type RegisterField,
  type RegisterMap,
  registerAddressBits,
  registerBits,
} from './register-model.ts';

/** The port through which registers are reached; seen from the block. Only behind a bus may a write give single bytes. */
export function registerPort({ bus }: Pick<Configuration, 'bus'>) {
  const strobe = { register_write_strobe: input(registerBits / 8, 'which bytes of it') };
  return {
    register_valid: input(1, 'an access is asked for; held until register_ready'),
    register_ready: output(1, 'it is accepted in this cycle'),
    register_write: input(1, '1 write, 0 read'),
    register_address: input(registerAddressBits, 'byte address, a multiple of 4'),
    register_write_data: input(registerBits, 'what a write gives'),
    // Where it is missing nobody asks for it.
    ...(bus === 'native' ? ({} as typeof strobe) : strobe),
    register_done: output(1, 'the access is done; what follows is zero while this is low'),
    register_read_data: output(registerBits, 'what a read found'),
    register_error: output(
      1,
      'refused, nothing is changed: no such register, one that is only read, or a value that is not allowed',
    ),
  };
}

/** How the register file asks for the value of a counter; seen from the register file. */
export function counterPort({ count, bits }: CounterSet) {
  return {
    counter_wanted: output(1, 'the value of a counter is wanted'),
    counter_index: output(counterIndexBits(count), 'of this one'),
    counter_captured: input(1, 'it is captured'),
    counter_value: input(bits, 'the value captured last'),
  };
}

/** The registers of a design. Beside the register port, its ports are named after the fields. */
export function registerFile(
  map: RegisterMap,
  counters: CounterSet | undefined,
  bus: Configuration['bus'] = 'native',
): ModuleDefinition<PortDefinitions> {
  const fields = map.filter(({ counter }) => counter === undefined).flatMap((register) => register.fields);
  const ports = (chosen: readonly RegisterField[], direction: typeof input | typeof output) =>
    Object.fromEntries(chosen.map(({ name, width, meaning }) => [name, direction(width, meaning)]));
  const settings = fields.filter(({ access }) => access !== 'read-only');
  return defineModule<PortDefinitions>({
    name: 'baton_registers',
    summary: 'settings that can be changed while the block runs, and what it counts.',
    timing: [
      'An access accepted in cycle t is done in cycle t + 1 and what it writes counts from cycle t + 2 on; the next access is accepted in cycle t + 2.',
      ...(counters === undefined
        ? []
        : [
            `The low word of a counter comes at most ${counters.count + 1} cycles after its access was accepted.`,
          ]),
    ],
    notes:
      counters === undefined || counters.bits <= registerBits
        ? []
        : ['Reading the low word of a counter latches its high word, so that the two belong together.'],
    ports: {
      ...clockAndReset(),
      ...group('registers', registerPort({ bus })),
      ...group('settings', ports(settings, output)),
      ...group('values', {
        ...ports(
          fields.filter(({ access }) => access === 'read-only'),
          input,
        ),
        ...Object.fromEntries(
          fields
            .filter(({ access }) => access === 'start')
            .map(({ name, width }) => [`${name}_runs`, input(width, 'it runs')]),
        ),
      }),
      ...(counters === undefined ? {} : group('counters', counterPort(counters))),
    },
    build(m, io) {
      const given = (name: string) => io[name] as Signal<'input'>;
      const drive = (name: string, value: Expression) => m.assign(io[name] as Signal<'output'>, value);

      m.comment('The access.');
      const active = m.register('active_q', 1, { reset: 0, doc: 'an access is under way' });
      const write = m.register('write_q', 1, { reset: 0 });
      const address = m.register('address_q', registerAddressBits, { reset: 0 });
      const data = m.register('data_q', registerBits, { reset: 0, doc: 'what a write gives' });
      const strobe =
        bus === 'native'
          ? undefined
          : m.register('strobe_q', registerBits / 8, { reset: 0, doc: 'which bytes of it' });
      const ready = m.register('ready_q', 1, { reset: 0, doc: 'the next one is accepted' });
      const done = m.declare('done', 1);
      const accepts = m.wire('accepts', ready.and(given('register_valid')));
      m.clocked('named_access', [
        when(accepts, [
          set(ready, 0),
          set(active, 1),
          set(write, given('register_write')),
          set(address, given('register_address')),
          set(data, given('register_write_data')),
          ...(strobe === undefined ? [] : [set(strobe, given('register_write_strobe'))]),
        ]).elseWhen(active.not().or(done), [set(ready, 1), set(active, 0)]),
      ]);

      m.comment('The register that it names.');
      const kept = new Map<string, RegisterSignal>();
      for (const { name, width, reset, meaning, access } of settings) {
        if (access === 'read-write') kept.set(name, m.register(`${name}_q`, width, { reset, doc: meaning }));
      }
      const named = describeRegisterDecode(
        m,
        map,
        { address, data, strobe },
        ({ name, access, width }) => {
          if (access === 'write-one') return literal(0, width);
          return access === 'start' ? given(`${name}_runs`) : (kept.get(name) ?? given(name));
        },
        counters === undefined ? undefined : { ...counters, value: given('counter_value') },
      );
      const writes = m.wire('writes', active.and(write, named.takes));
      m.clocked('settings', [
        when(writes, [
          select(
            address,
            map.flatMap((register) => {
              const body = writesOf(register, kept, data, strobe);
              return body.length === 0 ? [] : [{ label: addressLabel(register), body }];
            }),
            [],
          ),
        ]),
      ]);
      for (const register of map) {
        for (const { name, low, access } of register.fields) {
          if (access === 'write-one' || access === 'start') {
            const given = strobe === undefined ? [] : [strobe.bit(Math.floor(low / 8))];
            drive(name, writes.and(address.eq(addressLabel(register)), ...given, data.bit(low)));
          }
        }
      }
      for (const [name, signal] of kept) {
        drive(name, signal);
        m.probe(name, signal, 'the setting of this name');
      }

      m.comment('The answer; everything is zero while there is none.');
      const reads = m.wire('reads', active.and(write.not()));
      if (named.counter === undefined) {
        m.assign(done, active);
      } else {
        const { isLow, index } = named.counter;
        const wanted = m.wire('wants_counter', reads.and(isLow));
        drive('counter_wanted', wanted);
        drive('counter_index', index);
        m.assign(done, active.and(wanted.not().or(given('counter_captured'))));
      }
      drive('register_ready', ready);
      drive('register_done', done);
      drive('register_read_data', choose(done.and(reads), named.value, 0));
      drive('register_error', done.and(choose(write, named.takes, named.exists).not()));
    },
  });
}
