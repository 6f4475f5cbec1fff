// SPDX-License-Identifier: Apache-2.0
import type { Configuration } from '../configuration/index.ts';
import type { ModuleBuilder, PortSignals, Signal } from '../language/index.ts';
import { registerFile, registerMap, registerPort, statistics, statisticsOf } from '../registers/index.ts';
import { signalsOf } from './connect.ts';

type Signals = Readonly<Record<string, Signal>>;

/** The registers of a block. */
export interface PlacedRegisters {
  /** The wire of a setting. */
  setting(name: string): Signal<'wire'>;
  /** The wire of something that a register shows. */
  status(name: string): Signal<'wire'>;
  /** Settings of everything that keeps a buffer for returns; nothing in a block that keeps none. */
  readonly reserve: { readonly reserve?: Signal };
  /** Places what counts the events; where nothing is counted it does nothing. Called once, when their wires are there. */
  count(events: Signals): void;
}

/** Places the registers of a block behind its register port. */
export function placeRegisters(
  m: ModuleBuilder,
  io: PortSignals<ReturnType<typeof registerPort>>,
  configuration: Configuration,
): PlacedRegisters {
  const counted = statisticsOf(configuration);
  const map = registerMap(configuration);
  const counters = counted && { count: counted.counters.length, bits: counted.bits };
  const file = registerFile(map, counters, configuration.bus);
  const port = registerPort(configuration);
  const shown = Object.entries(file.ports)
    .filter(([name, { role }]) => role === 'input' && !(name in port))
    .map(([name, { width, doc }]) => [name, m.declare(name, width, doc)] as const);
  const given = Object.fromEntries(shown);
  const outputs = m.instance('u_registers', file, {
    ...signalsOf(io, port),
    ...given,
  } as never) as unknown as Readonly<Record<string, Signal<'wire'>>>;
  return {
    setting: (name) => outputs[name]!,
    status: (name) => given[name]!,
    reserve: configuration.reserveForReturn > 0 ? { reserve: outputs.reserve! } : {},
    count(events) {
      if (counted === undefined) return;
      const { statistics_clear, statistics_run, counter_wanted, counter_index } = outputs;
      const counting = statistics(counted);
      m.instance('u_statistics', counting, {
        statistics_clear,
        statistics_run,
        counter_wanted,
        counter_index,
        ...Object.fromEntries(shown.filter(([name]) => name in counting.ports)),
        ...Object.fromEntries(counted.events.map(({ name }) => [name, events[name]])),
      } as never);
    },
  };
}

/** The events of an area under the names that the statistics have for them. */
export function areaEvents(area: string, outputs: Signals): Signals {
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, signal]) => {
      const [, party, event] = /^(first|second)_event_(?!bytes)(\w+)$/.exec(name) ?? [];
      return event === undefined ? [] : [[`${area}_${party}_${event}`, signal]];
    }),
  );
}

/** What the area at which calls begin says about calls and bytes. */
export function callEvents(outputs: Signals): Signals {
  const { call_ends, first_event_bytes, second_event_bytes } = outputs;
  return call_ends === undefined
    ? {}
    : {
        call_ends,
        first_bytes: first_event_bytes!,
        second_bytes: second_event_bytes!,
      };
}
