// SPDX-License-Identifier: Apache-2.0
import { hasCommands } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { shared } from '../circuits/shared.ts';
import { shownFlags, showsFlags } from '../circuits/shown-flags.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { clockAndReset, defineModule, group, output, prefixed } from '../language/index.ts';
import { registerPort } from '../registers/index.ts';
import { area } from './area.ts';
import { holdConnections } from './area-holding.ts';
import { bypassTiming } from './bypass-note.ts';
import { withPrefix } from './connect.ts';
import { areaConnections, declareAreaSide, leaveAbortsUnused, partyConnections } from './connect-party.ts';
import { copyingParty } from './copying-party.ts';
import { fairnessNotes } from './fairness-note.ts';
import { firstUse, usesOf } from './first-use.ts';
import { party } from './party.ts';
import { declareReclaim, type ReclaimedParty } from './reclaimed-party.ts';
import { areaEvents, callEvents, placeRegisters } from './registers.ts';
import { userPorts } from './user-ports.ts';

/** One area with the circuits of both parties. */
export const channel = shared((sizes: Sizes) =>
  defineModule({
    name: 'baton_channel',
    summary: 'space-efficient message channel between two parties.',
    claims: 'claims 7 to 23',
    timing: [
      'Streams move one beat per cycle in each direction. A message of W words has been copied 2 W + 3 cycles after its first beat was accepted; its buffer is free one cycle later.',
      ...bypassTiming(sizes),
    ],
    notes: [
      'The first party sends calls and notices, the second returns and notices. What the second party receives has been copied into a temporary buffer, and its shared buffer is free again.',
      ...fairnessNotes(sizes),
    ],
    ports: {
      ...clockAndReset(),
      ...group('state', {
        ready: output(1, 'initialized; no message, command or window access is accepted before'),
      }),
      ...prefixed('area', 'state of the area', shownFlags(sizes)),
      ...group('registers', registerPort(sizes.configuration)),
      ...userPorts('first', sizes),
      ...userPorts('second', sizes),
    },
    build(m, io) {
      const registers = placeRegisters(m, io, sizes.configuration);
      const { setting, reserve } = registers;
      m.comment('Between the area and its parties.');
      const first = declareAreaSide(m, 'first', sizes);
      const second = declareAreaSide(m, 'second', sizes);
      const firstParty = declareReclaim(m, io, 'first', sizes, first, registers);
      const secondParty = declareReclaim(m, io, 'second', sizes, second, registers);
      const areaSideOf = <const Name extends 'first' | 'second'>(
        name: Name,
        { io: inner, areaSide, area: back }: ReclaimedParty<typeof io>,
      ) => ({ ...areaConnections(inner as never, name, sizes, areaSide), ...back });
      const state = m.instance('u_area', area(sizes), {
        ready: io.ready,
        ...firstUse(m, sizes, [...usesOf(sizes, io, 'first'), ...usesOf(sizes, io, 'second')]),
        limit: setting('area_limit'),
        ...onlyIf(showsFlags(sizes), () => ({ shown_flags: io.area_shown_flags })),
        ...holdConnections(sizes, () => setting('hold'), 0),
        ...reserve,
        ...withPrefix('first', areaSideOf('first', firstParty)),
        ...withPrefix('second', areaSideOf('second', secondParty)),
      });
      m.wire(
        'unused_area_outputs',
        state.first_allocation_available.and(
          state.second_allocation_available,
          state.first_head_valid,
          state.second_head_valid,
        ),
      );
      for (const taken of [firstParty, secondParty]) taken.place(state);
      const firstConnections = partyConnections(firstParty.io, 'first', sizes, first, state);
      m.instance('u_first', party(sizes), firstConnections, {}, firstParty.reset);
      const forCircuits = hasCommands(sizes)
        ? state.second_head_valid.and(io.second_receive_by_command.not())
        : undefined;
      const { runs } = secondParty;
      const copying = m.instance(
        'u_second',
        copyingParty(sizes),
        {
          ...partyConnections(secondParty.io, 'second', sizes, second, state),
          temporaries_limit: setting('temporaries_limit'),
          ...reserve,
          ...('second_event_waits' in state
            ? {
                message_waits:
                  forCircuits === undefined
                    ? state.second_head_valid
                    : m.wire(
                        'second_message_waits',
                        runs === undefined ? forCircuits : forCircuits.and(runs.not()),
                      ),
              }
            : {}),
        },
        {},
        secondParty.reset,
      );
      leaveAbortsUnused(m, 'second', sizes, copying);
      registers.count({
        ...areaEvents('area', state),
        ...callEvents(state),
        ...copying,
        ...(secondParty.restart === undefined ? {} : { temporaries_forgotten: secondParty.restart }),
      });
    },
  }),
);
