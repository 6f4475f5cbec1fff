// SPDX-License-Identifier: Apache-2.0
import type { Sizes } from '../circuits/sizes.ts';
import { waiting } from '../circuits/waiting.ts';
import {
  type Expression,
  input,
  type ModuleBuilder,
  output,
  type PortDefinition,
  type Signal,
} from '../language/index.ts';
import { laneEvents, type StatisticsEvent, temporaryEvents } from '../registers/index.ts';

/** Ports for events under the names that the statistics have for them; none where nothing is counted. */
function eventPorts(
  { configuration }: Sizes,
  events: readonly StatisticsEvent[],
): Readonly<Record<string, PortDefinition<'output'>>> {
  if (configuration.statisticsBits === 0) return {};
  return Object.fromEntries(events.map(({ name, width, meaning }) => [name, output(width, meaning)]));
}

/** What copy lanes tell the statistics. */
export function laneEventPorts(sizes: Sizes, lanes: Parameters<typeof laneEvents>[0]) {
  return eventPorts(sizes, laneEvents(lanes));
}

/** What the owner of temporary buffers tells the statistics about messages of some classes. */
export function temporaryEventPorts(sizes: Sizes, legs: Parameters<typeof temporaryEvents>[0]) {
  return eventPorts(sizes, temporaryEvents(legs));
}

/** Describes the events of copy lanes, if there are ports for them: the lane writes a word. */
export function describeLaneEvents(
  m: ModuleBuilder,
  io: object,
  lanes: Readonly<Record<string, Expression>>,
): void {
  const signals = io as Readonly<Record<string, Signal<'output'> | undefined>>;
  for (const [lane, writes] of Object.entries(lanes)) {
    const port = signals[`${lane}_writes`];
    if (port !== undefined) m.assign(port, writes);
  }
}

/** Whether a message waits that the circuits of a party are to take, which only the statistics want to know. */
export function messageWaitsPort({ configuration }: Sizes) {
  return configuration.statisticsBits > 0
    ? { message_waits: input(1, 'a message waits for the circuits of the party') }
    : {};
}

/** What happens to temporary buffers in a cycle. */
export interface TemporarySources {
  readonly taken: Signal;
  readonly returned: Signal;
  /** For each class of message, whether one wants a temporary buffer, may have one, and gets one. */
  readonly legs: Readonly<Record<string, { wants: Expression; available: Signal; served: Signal }>>;
}

/** Describes the events of the owner of temporary buffers, if it has ports for them. */
export function describeTemporaryEvents(m: ModuleBuilder, io: object, sources: TemporarySources): void {
  const signals = io as Readonly<Record<string, Signal<'output'>>>;
  if (signals.temporaries_taken === undefined) return;
  m.comment('Events for the statistics.');
  m.assign(signals.temporaries_taken, sources.taken);
  m.assign(signals.temporaries_returned!, sources.returned);
  for (const [leg, { wants, available, served }] of Object.entries(sources.legs)) {
    m.instance(`u_${leg}_waiting`, waiting, {
      wants,
      available,
      served,
      waits: signals[`temporaries_${leg}_waits`]!,
      blocked: signals[`temporaries_${leg}_blocked`]!,
    });
  }
}
