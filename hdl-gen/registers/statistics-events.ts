// SPDX-License-Identifier: Apache-2.0
import { answersNone, type Configuration } from '../configuration/index.ts';
import { bitsToHold } from '../language/index.ts';
import { areaNames } from './run-time-registers.ts';

/** Something that happens in a cycle: one bit, or a number. */
export interface StatisticsEvent {
  readonly name: string;
  readonly width: number;
  readonly meaning: string;
}

/** The two parties of an area. */
export const parties = ['first', 'second'] as const;

/** Copy lanes: what they are for. */
export const laneNames = {
  lane_in: 'into the temporary buffers',
  lane_out: 'out of the temporary buffers',
  request_lane: 'for requests',
  return_lane: 'for returns',
} as const;

type Lane = keyof typeof laneNames;
type Leg = 'request' | 'return';

/** What the owner of temporary buffers does in a cycle, for classes of messages. */
export function temporaryEvents(legs: readonly Leg[]): StatisticsEvent[] {
  return [
    { name: 'temporaries_taken', width: 1, meaning: 'a temporary buffer is taken' },
    { name: 'temporaries_returned', width: 1, meaning: 'a temporary buffer comes back' },
    ...legs.flatMap((leg) => [
      {
        name: `temporaries_${leg}_blocked`,
        width: 1,
        meaning: `a ${leg} finds no temporary buffer when it begins to wait`,
      },
      {
        name: `temporaries_${leg}_waits`,
        width: 1,
        meaning: `a ${leg} waits and there is no temporary buffer for it`,
      },
    ]),
  ];
}

const temporariesForgotten: StatisticsEvent = {
  name: 'temporaries_forgotten',
  width: 1,
  meaning: 'all temporary buffers are free: their owner is reset',
};

/** Whether the owner of the temporary buffers may be reset while the rest goes on. */
export function forgetsTemporaries({ parties: count, reclaim }: Configuration): boolean {
  return reclaim && count === 'two';
}

/** What copy lanes do in a cycle. */
export function laneEvents(lanes: readonly Lane[]): StatisticsEvent[] {
  return lanes.map((lane) => ({
    name: `${lane}_writes`,
    width: 1,
    meaning: `the copy lane ${laneNames[lane]} writes a word`,
  }));
}

/** Which messages wait for temporary buffers in a design, and its copy lanes. */
export function lanesOf({ parties: count, path, server }: Configuration): {
  readonly legs: readonly Leg[];
  readonly lanes: readonly Lane[];
} {
  if (path === 'direct') return { legs: [], lanes: ['request_lane', 'return_lane'] };
  const copiesOnce = count === 'two' || server === 'remote';
  return copiesOnce
    ? { legs: ['request'], lanes: ['lane_in'] }
    : { legs: ['request', 'return'], lanes: ['lane_in', 'lane_out'] };
}

/** What each party of an area does in a cycle. */
export const areaEvents = {
  allocated: 'a buffer is allocated',
  freed: 'a buffer is freed',
  refused: 'an operation is refused',
  probed: 'an allocation swaps a flag',
  none: 'an allocation that does not wait finds no buffer',
  blocked: 'an allocation of the circuits finds no buffer when it begins to wait',
  waits: 'the circuits wait and there is no buffer for them',
} as const;

function eventsOf(configuration: Configuration) {
  return Object.entries(areaEvents).filter(([event]) => event !== 'none' || answersNone(configuration));
}

/** Everything that can happen in a design, in the order of the ports for it. */
export function statisticsEvents(configuration: Configuration): StatisticsEvent[] {
  const { legs, lanes } = lanesOf(configuration);
  const lengthBits = bitsToHold(configuration.bufferBytes);
  return [
    ...areaNames(configuration).flatMap((area) =>
      parties.flatMap((party) =>
        eventsOf(configuration).map(([event, meaning]) => ({
          name: `${area}_${party}_${event}`,
          width: 1,
          meaning: `${area.replace('_', ' ')}, ${party} party: ${meaning}`,
        })),
      ),
    ),
    ...(configuration.temporaryBuffers > 0 ? temporaryEvents(legs) : []),
    ...(forgetsTemporaries(configuration) ? [temporariesForgotten] : []),
    ...laneEvents(lanes),
    { name: 'call_ends', width: 1, meaning: 'the return of a call is indicated to the caller' },
    ...parties.map((party) => ({
      name: `${party}_bytes`,
      width: lengthBits,
      meaning: `bytes of the message that the ${party} party of the first area indicates`,
    })),
  ];
}
