// SPDX-License-Identifier: Apache-2.0
import {
  bitsFor,
  bitsToHold,
  choose,
  clockAndReset,
  defineModule,
  type Expression,
  flipped,
  group,
  input,
  literal,
  type ModuleDefinition,
  output,
  type PortDefinitions,
  type Register,
  type Signal,
  select,
  set,
  when,
} from '../language/index.ts';
import { memory } from '../primitives/memory.ts';
import { counterPort } from './register-file.ts';
import type { Counter, Statistics } from './statistics-counters.ts';

/** Counts events. The totals are in one memory; what a cycle adds is kept beside it until the sweep comes by. */
export function statistics(what: Statistics): ModuleDefinition<PortDefinitions> {
  const { bits, events, pools, counters } = what;
  const sweep = counters.length;
  const indexBits = bitsFor(sweep);
  /** Bits of what a counter may add up between two visits. */
  const widthOf = ({ most }: Counter) => Math.min(bits, bitsToHold(most * sweep));
  const deltaBits = Math.max(...counters.map(widthOf));
  return defineModule<PortDefinitions>({
    name: 'baton_statistics',
    summary: 'counts what happens, with wide totals in one memory.',
    timing: [
      `A sweep visits one counter in each cycle and all ${sweep} in ${sweep} cycles: it adds what has come up since to the total.`,
      'A value that is read has everything that happened up to three cycles before it was captured.',
    ],
    notes: [
      `Counters have ${bits} bits and wrap. Clearing takes effect on all of them in one cycle: the next sweep ignores the old totals.`,
    ],
    ports: {
      ...clockAndReset(),
      ...group('settings', {
        statistics_clear: input(1, 'everything begins again from zero'),
        statistics_run: input(1, 'events are counted'),
      }),
      ...group(
        'events',
        Object.fromEntries(events.map(({ name, width, meaning }) => [name, input(width, meaning)])),
      ),
      ...group(
        'high-water marks',
        Object.fromEntries(
          pools.map(({ name, members }) => [
            `${name}_most_in_use`,
            output(bitsToHold(members), `most of ${name.replace('_', ' ')} in use at once`),
          ]),
        ),
      ),
      ...group('counters', flipped(counterPort({ count: sweep, bits }))),
    },
    build(m, io) {
      const given = (name: string) => io[name] as Signal<'input'>;
      const drive = (name: string, value: Expression) => m.assign(io[name] as Signal<'output'>, value);
      const clear = given('statistics_clear');
      const run = given('statistics_run');

      m.comment('Events, one cycle later.');
      const event = new Map(
        events.map(({ name, width }) => {
          if (width > bits) m.wire(`unused_${name}`, given(name).slice(width - 1, bits));
          return [name, m.register(`${name}_q`, Math.min(width, bits), { reset: 0 })];
        }),
      );
      m.clocked(
        'event_registers',
        [...event].map(([name, signal]) => set(signal, sumOf([given(name)], signal.width as number))),
      );

      m.comment('Pools.');
      const inUse = new Map<string, Register>();
      for (const { name, members, taken, returned, forgotten } of pools) {
        const width = bitsToHold(members);
        const sum = (names: readonly string[]) =>
          sumOf(
            names.map((one) => event.get(one)!),
            width,
          );
        const used = m.register(`${name}_in_use_q`, width, { reset: 0 });
        const most = m.register(`${name}_most_in_use_q`, width, { reset: 0 });
        const follows = set(used, used.plus(sum(taken)).minus(sum(returned)));
        m.clocked(`${name}_use`, [
          forgotten === undefined ? follows : when(event.get(forgotten)!, [set(used, 0)]).else([follows]),
        ]);
        m.clocked(`${name}_high_water_mark`, [
          when(clear, [set(most, 0)]).elseWhen(run.and(used.gt(most)), [set(most, used)]),
        ]);
        drive(`${name}_most_in_use`, most);
        m.probe(`${name}_most_in_use`, most, 'high-water mark');
        inUse.set(name, used);
      }

      m.comment('What has come up since the last visit of the sweep.');
      const visit = m.register('visit_q', indexBits, { reset: 0, doc: 'the counter that the sweep visits' });
      const kept = counters.map((counter) => {
        const width = widthOf(counter);
        const sources =
          counter.pool === undefined
            ? counter.events.map((name) => event.get(name)!)
            : [inUse.get(counter.pool)!];
        const adds = m.wire(
          `${counter.name}_adds`,
          choose(run, sources.length === 0 ? literal(1, width) : sumOf(sources, width), 0),
        );
        const signal = m.register(`${counter.name}_q`, width, { reset: 0, doc: counter.meaning });
        return { signal, adds };
      });
      m.clocked('since_visit', [
        when(
          clear,
          kept.map(({ signal }) => set(signal, 0)),
        ).else(
          kept.map(({ signal, adds }, index) =>
            set(signal, choose(visit.eq(index), literal(0, signal.width), signal).plus(adds)),
          ),
        ),
      ]);
      const visited = m.variable('visited_d', deltaBits, 'what the visited counter has');
      m.combinational(
        'visited_counter',
        [set(visited, 0)],
        [
          select(
            visit,
            kept.map(({ signal }, index) => ({
              label: literal(index, indexBits),
              body: [set(visited, signal.extend(deltaBits))],
            })),
            [],
          ),
        ],
      );

      m.comment('The totals.');
      const swept = m.register('swept_q', bitsToHold(sweep), {
        reset: sweep,
        doc: 'totals still to be ignored since they were cleared',
      });
      const valid = m.register('valid_q', 1, { reset: 0, doc: 'a total is being added to' });
      const index = m.register('index_q', indexBits, { reset: 0, doc: 'which' });
      const delta = m.register('delta_q', deltaBits, { reset: 0, doc: 'what is added' });
      const fresh = m.register('fresh_q', 1, { reset: 0, doc: 'to nothing' });
      m.clocked('sweep', [
        set(visit, choose(visit.eq(sweep - 1), literal(0, indexBits), visit.plus(1))),
        when(clear, [set(swept, sweep)]).elseWhen(swept.ne(0), [set(swept, swept.minus(1))]),
        set(valid, 1),
        set(index, visit),
        set(delta, choose(clear, literal(0, deltaBits), visited)),
        set(fresh, clear.or(swept.ne(0))),
      ]);
      const total = m.declare('total', bits);
      const sum = m.wire('sum', choose(fresh, literal(0, bits), total).plus(delta.extend(bits)));
      m.instance(
        'u_totals',
        memory,
        {
          write_enable: valid,
          write_lanes: 1,
          write_address: index,
          write_data: sum,
          read_enable: 1,
          read_address: visit,
          read_data: total,
        },
        { LANES: 1, LANE_WIDTH: bits, DEPTH: sweep, ADDRESS_WIDTH: indexBits },
      );

      m.comment('The value that is wanted.');
      const captured = m.register('captured_q', 1, { reset: 0 });
      const value = m.register('value_q', bits, { reset: 0 });
      const captures = m.wire(
        'captures',
        given('counter_wanted').and(captured.not(), valid, index.eq(given('counter_index'))),
      );
      m.clocked('capture', [set(captured, captures), when(captures, [set(value, sum)])]);
      drive('counter_captured', captured);
      drive('counter_value', value);
      m.probe('valid', valid, 'the total of a counter is brought up to date');
      m.probe('index', index, 'which');
      m.probe('sum', sum, 'to this value');
    },
  });
}

/** The sum of some signals, each cut or extended to `width` bits. */
function sumOf(signals: readonly Signal[], width: number): Expression {
  return signals
    .map((signal): Expression => {
      const own = signal.width as number;
      return own > width ? signal.slice(width - 1, 0) : signal.extend(width);
    })
    .reduce((sum, one) => sum.plus(one));
}
