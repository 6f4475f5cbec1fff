// SPDX-License-Identifier: Apache-2.0
import { abortsRequests } from '../circuits/abort-ports.ts';
import { messageKind } from '../circuits/codes.ts';
import { hasCommands } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { type Party, parties } from '../circuits/parties.ts';
import { isHardened } from '../circuits/provisioned.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { waiting } from '../circuits/waiting.ts';
import { answersNone } from '../configuration/index.ts';
import { choose, type ModuleBuilder, output, type Signal } from '../language/index.ts';

/** What an area tells the statistics about one of its parties; nothing where nothing is counted. */
export function areaEventPorts(sizes: Sizes) {
  const { configuration, lengthBits } = sizes;
  return configuration.statisticsBits > 0
    ? {
        event_allocated: output(1, 'a buffer is allocated'),
        event_freed: output(1, 'a buffer is freed'),
        event_refused: output(1, 'an operation is refused'),
        event_probed: output(1, 'an allocation swaps a flag'),
        ...onlyIf(answersNone(configuration), () => ({
          event_none: output(1, 'an allocation that does not wait finds no buffer'),
        })),
        event_blocked: output(1, 'the circuits begin to wait: there was no buffer for them at first'),
        event_waits: output(1, 'the circuits wait and there is no buffer for them'),
        event_bytes: output(lengthBits, 'bytes of a message that is indicated'),
      }
    : {};
}

/** What an area tells the statistics beside that; nothing where nothing is counted. */
export function callEndPort({ configuration }: Sizes) {
  return configuration.statisticsBits > 0
    ? { call_ends: output(1, 'the return of a call is indicated') }
    : {};
}

type Outputs<Name extends string> = Readonly<Record<Name, Signal>>;

/** The circuits of an area that events come from. */
export interface AreaSources {
  readonly port: Record<
    Party,
    Outputs<'effect_allocated' | 'effect_by_circuits' | 'effect_error' | 'effect_length' | 'effect_kind'>
  >;
  /** A deallocation is permitted, and the flag of its entry before. */
  readonly freeing: Record<Party, { readonly permit: Signal; readonly oldFlag: Signal }>;
  readonly indicated: Record<Party, Signal>;
  /** The circuits of the party have a message that is to get a buffer. */
  readonly waits: Record<Party, Signal>;
  /** There is an entry for the party; only where something is counted. */
  readonly available: Readonly<Partial<Record<Party, Signal | undefined>>>;
}

/** Describes the events of an area that has ports for them. */
export function describeAreaEvents(m: ModuleBuilder, sizes: Sizes, io: object, sources: AreaSources): void {
  const signals = io as Readonly<Record<string, Signal<'output'>>>;
  if (signals.first_event_waits === undefined) return;
  m.comment('Events for the statistics.');
  for (const party of parties) {
    const event = (name: string) => signals[`${party}_event_${name}`]!;
    const port = sources.port[party] as AreaSources['port'][Party] & Outputs<'effect_none' | 'effect_probed'>;
    const indicated = sources.indicated[party];
    const { permit, oldFlag } = sources.freeing[party];
    const givesUp = abortsRequests(sizes) ? signals[`${party}_sender_give_up`]! : undefined;
    const blocked = givesUp === undefined ? event('blocked') : m.declare(`${party}_begins_to_wait`, 1);
    const served = givesUp === undefined ? port.effect_allocated : port.effect_allocated.or(port.effect_none);
    m.instance(`u_${party}_waiting`, waiting, {
      wants: sources.waits[party],
      available: sources.available[party]!,
      served: m.wire(`${party}_served`, hasCommands(sizes) ? served.and(port.effect_by_circuits) : served),
      waits: event('waits'),
      blocked,
    });
    // Who gives up does not wait: it is blocked when it is told so.
    if (givesUp !== undefined) m.assign(event('blocked'), blocked.and(givesUp.not()));
    m.assign(event('allocated'), port.effect_allocated);
    // Without the checks a buffer that is free can be freed again.
    m.assign(event('freed'), isHardened(sizes) ? permit : permit.and(oldFlag.not()));
    m.assign(event('refused'), port.effect_error);
    m.assign(event('probed'), port.effect_probed);
    if (answersNone(sizes.configuration)) m.assign(event('none'), port.effect_none);
    m.assign(event('bytes'), choose(indicated, port.effect_length, 0));
  }
  const isReturn = sources.port.second.effect_kind.eq(messageKind(m, 'RETURN'));
  m.assign(signals.call_ends!, sources.indicated.second.and(isReturn));
}
