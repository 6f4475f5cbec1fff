// SPDX-License-Identifier: Apache-2.0
import { answersNone, bufferCountOf, type Configuration } from '../configuration/index.ts';
import { bitsToHold } from '../language/index.ts';
import { areaNames } from './run-time-registers.ts';
import {
  type areaEvents,
  forgetsTemporaries,
  laneNames,
  lanesOf,
  parties,
  type StatisticsEvent,
  statisticsEvents,
} from './statistics-events.ts';

/** A pool of buffers, and the events with which one goes out and comes back. */
export interface CountedPool {
  readonly name: string;
  readonly members: number;
  readonly taken: readonly string[];
  readonly returned: readonly string[];
  /** The event after which all of it is back, if there is one. */
  readonly forgotten?: string;
}

/** A counter and the events, or the pool in use, that it adds up in each cycle. */
export interface Counter {
  readonly name: string;
  readonly meaning: string;
  readonly address: number;
  /** Names of events; none counts cycles. */
  readonly events: readonly string[];
  /** A pool whose members in use are added instead. */
  readonly pool?: string;
  /** The most that a cycle adds. */
  readonly most: number;
}

export interface Statistics {
  readonly bits: number;
  readonly events: readonly StatisticsEvent[];
  readonly pools: readonly CountedPool[];
  readonly counters: readonly Counter[];
}

const classes = { first: 'request', second: 'return' } as const;

/** What a design counts, or undefined when it counts nothing. */
export function statisticsOf(configuration: Configuration): Statistics | undefined {
  const { statisticsBits, bufferBytes, hardening, temporaryBuffers } = configuration;
  if (statisticsBits === 0) return undefined;
  const buffers = bufferCountOf(configuration);
  // Without the checks nobody refuses a length that is longer than a buffer.
  const mostBytes = hardening === 'on' ? bufferBytes : 2 ** bitsToHold(bufferBytes) - 1;
  const areas = areaNames(configuration);
  const { legs, lanes } = lanesOf(configuration);
  const slot = (pool: number, index: number) => 0x200 + 0x80 * pool + 8 * index;

  const areaCounters = (area: string, pool: number): Counter[] => {
    const both = (event: keyof typeof areaEvents) => parties.map((party) => `${area}_${party}_${event}`);
    const words = area.replace('_', ' ');
    const counter = (index: number, name: string, meaning: string, events: readonly string[]): Counter => ({
      name: `${area}_${name}`,
      meaning: `${words}: ${meaning}`,
      address: slot(pool, index),
      events,
      most: events.length,
    });
    return [
      {
        ...counter(0, 'in_use_cycles', 'buffers in use, added up over the cycles', []),
        pool: area,
        most: buffers,
      },
      counter(1, 'allocations', 'buffers allocated', both('allocated')),
      counter(2, 'deallocations', 'buffers freed', both('freed')),
      counter(3, 'refusals', 'operations refused with an error', both('refused')),
      counter(4, 'probes', 'flags swapped in search of a free buffer', both('probed')),
      ...parties.map((party, index) =>
        counter(
          5 + index,
          `${classes[party]}s_blocked`,
          `allocations for ${classes[party]}s that found no buffer at first`,
          [...(answersNone(configuration) ? [`${area}_${party}_none`] : []), `${area}_${party}_blocked`],
        ),
      ),
      ...parties.map((party, index) =>
        counter(
          7 + index,
          `${classes[party]}_wait_cycles`,
          `cycles in which a ${classes[party]} waits for a buffer`,
          [`${area}_${party}_waits`],
        ),
      ),
    ];
  };
  const temporary = (index: number, name: string, meaning: string, event: string): Counter => ({
    name: `temporaries_${name}`,
    meaning: `temporary buffers: ${meaning}`,
    address: slot(2, index),
    events: [`temporaries_${event}`],
    most: 1,
  });
  const temporaryCounters: Counter[] = [
    {
      ...temporary(0, 'in_use_cycles', 'in use, added up over the cycles', ''),
      events: [],
      pool: 'temporaries',
      most: temporaryBuffers,
    },
    temporary(1, 'allocations', 'taken', 'taken'),
    temporary(2, 'deallocations', 'given back', 'returned'),
    ...legs.map((leg, index) =>
      temporary(5 + index, `${leg}s_blocked`, `${leg}s that found none at first`, `${leg}_blocked`),
    ),
    ...legs.map((leg, index) =>
      temporary(7 + index, `${leg}_wait_cycles`, `cycles in which a ${leg} waits for one`, `${leg}_waits`),
    ),
  ];
  const whole = (
    index: number,
    name: string,
    meaning: string,
    events: readonly string[],
    most = 1,
  ): Counter => ({
    name,
    meaning,
    address: slot(3, index),
    events,
    most,
  });
  return {
    bits: statisticsBits,
    events: statisticsEvents(configuration),
    pools: [
      ...areas.map((area) => ({
        name: area,
        members: buffers,
        taken: parties.map((party) => `${area}_${party}_allocated`),
        returned: parties.map((party) => `${area}_${party}_freed`),
      })),
      ...(temporaryBuffers > 0
        ? [
            {
              name: 'temporaries',
              members: temporaryBuffers,
              taken: ['temporaries_taken'],
              returned: ['temporaries_returned'],
              ...(forgetsTemporaries(configuration) ? { forgotten: 'temporaries_forgotten' } : {}),
            },
          ]
        : []),
    ],
    counters: [
      ...areas.flatMap(areaCounters),
      ...(temporaryBuffers > 0 ? temporaryCounters : []),
      whole(0, 'cycles', 'cycles counted', []),
      whole(1, 'calls', 'calls whose return was indicated to the caller', ['call_ends']),
      whole(
        2,
        'bytes',
        'bytes of all messages indicated in the first area',
        ['first_bytes', 'second_bytes'],
        2 * mostBytes,
      ),
      ...lanes.map((lane) =>
        whole(
          3 + Object.keys(laneNames).indexOf(lane),
          `${lane}_cycles`,
          `cycles in which the copy lane ${laneNames[lane]} writes a word`,
          [`${lane}_writes`],
        ),
      ),
    ],
  };
}
