// SPDX-License-Identifier: Apache-2.0
import { passesHeldCalls } from '../circuits/holding.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { neverTakenBack } from '../circuits/reclaiming.ts';
import { shared } from '../circuits/shared.ts';
import { shownFlags, showsFlags } from '../circuits/shown-flags.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { clockAndReset, defineModule, group, output, prefixed } from '../language/index.ts';
import { registerPort } from '../registers/index.ts';
import { area } from './area.ts';
import { holdConnections } from './area-holding.ts';
import { areaPartyPorts } from './area-ports.ts';
import { bypassTiming } from './bypass-note.ts';
import { withPrefix } from './connect.ts';
import {
  areaConnections,
  declareAreaSide,
  declareInterface,
  leaveAbortsUnused,
  partyConnections,
} from './connect-party.ts';
import { directKernel } from './direct-kernel.ts';
import { fairnessNotes } from './fairness-note.ts';
import { firstUse, usesOf } from './first-use.ts';
import { kernel, kernelAreaPorts } from './kernel.ts';
import { leaveUnused, withoutCommands, withoutWindow } from './kernel-commands.ts';
import { party } from './party.ts';
import { declareReclaim } from './reclaimed-party.ts';
import { areaEvents, callEvents, placeRegisters } from './registers.ts';
import { userPorts } from './user-ports.ts';

/** How messages get from one area to the other. */
const paths = {
  temporary: {
    claims: 'claims 1 to 6 with temporary buffers; Figs. 3 and 4',
    cycles: '4 (Wq + Wr) + 19',
  },
  direct: { claims: 'claims 1 to 6; Fig. 3', cycles: '3 (Wq + Wr) + 17' },
} as const;

/** Two areas, client and kernel, kernel and server, and the kernel between them. */
export const gateway = shared((sizes: Sizes) => {
  const path = paths[sizes.configuration.path];
  return defineModule({
    name: 'baton_gateway',
    summary: 'space-efficient calls from a client to a server through a kernel.',
    claims: path.claims,
    timing: [
      `A call of Wq words that is answered with Wr words, the first word of the answer in the cycle after the last word of the call, takes ${path.cycles} cycles from its first beat in to the last beat of its return out.`,
      ...bypassTiming(sizes),
    ],
    notes: [
      'While the server executes, a call owns no buffer in either area. Client and server never reach the area of the other.',
      ...fairnessNotes(sizes),
    ],
    ports: {
      ...clockAndReset(),
      ...group('state', {
        ready: output(1, 'initialized; no message, command or window access is accepted before'),
      }),
      ...prefixed('client_area', 'state of the client area', shownFlags(sizes)),
      ...prefixed('server_area', 'state of the server area', shownFlags(sizes)),
      ...group('registers', registerPort(sizes.configuration)),
      ...userPorts('client', sizes),
      ...userPorts('server', sizes),
    },
    build(m, io) {
      const { control, reception, window, errors, reclaim } = areaPartyPorts(sizes);
      const noCommands = { ...withoutCommands(sizes), ...withoutWindow(sizes), ...neverTakenBack(sizes) };
      const unused = { ...control, ...reception, ...window, ...errors, ...reclaim };
      const registers = placeRegisters(m, io, sizes.configuration);
      const { setting, reserve } = registers;
      m.comment('Between the areas and their parties.');
      const client = declareAreaSide(m, 'client', sizes);
      const server = declareAreaSide(m, 'server', sizes);
      const kernelClient = declareInterface(m, 'kernel_client', kernelAreaPorts(sizes));
      const kernelServer = declareInterface(m, 'kernel_server', kernelAreaPorts(sizes));
      const trigger = firstUse(m, sizes, [...usesOf(sizes, io, 'client'), ...usesOf(sizes, io, 'server')]);
      const passes = passesHeldCalls(sizes);
      const passesHeld = passes ? m.declare('kernel_passes_held', 1) : undefined;
      const clientParty = declareReclaim(m, io, 'client', sizes, client, registers);
      const serverParty = declareReclaim(m, io, 'server', sizes, server, registers);
      const clientArea = m.instance('u_client_area', area(sizes), {
        ...trigger,
        limit: setting('client_area_limit'),
        ...onlyIf(showsFlags(sizes), () => ({ shown_flags: io.client_area_shown_flags })),
        ...holdConnections(sizes, () => setting('hold'), 0),
        ...reserve,
        ...withPrefix('first', {
          ...areaConnections(clientParty.io, 'client', sizes, clientParty.areaSide),
          ...clientParty.area,
        }),
        ...withPrefix('second', { ...kernelClient, ...noCommands }),
      });
      const serverArea = m.instance('u_server_area', area(sizes), {
        ...trigger,
        limit: setting('server_area_limit'),
        ...onlyIf(showsFlags(sizes), () => ({ shown_flags: io.server_area_shown_flags })),
        ...holdConnections(sizes, () => passesHeld!, 1),
        ...reserve,
        ...withPrefix('first', { ...kernelServer, ...noCommands }),
        ...withPrefix('second', {
          ...areaConnections(serverParty.io, 'server', sizes, serverParty.areaSide),
          ...serverParty.area,
        }),
      });
      m.assign(io.ready, clientArea.ready.and(serverArea.ready));
      leaveUnused(m, 'client_area', clientArea, 'second', unused);
      leaveUnused(m, 'server_area', serverArea, 'first', unused);
      for (const [name, signal] of Object.entries(callEvents(serverArea))) {
        m.wire(`unused_server_area_${name}`, signal);
      }
      if (passes) {
        m.wire('unused_server_area_released', serverArea.released.and(serverArea.released_entry.any()));
      }
      m.wire('unused_client_side', clientArea.first_allocation_available.and(clientArea.first_head_valid));
      m.wire('unused_server_side', serverArea.second_allocation_available.and(serverArea.second_head_valid));
      clientParty.place(clientArea);
      serverParty.place(serverArea);
      const calls = partyConnections(clientParty.io, 'client', sizes, client, clientArea);
      m.instance('u_client', party(sizes), calls, {}, clientParty.reset);
      const serves = partyConnections(serverParty.io, 'server', sizes, server, serverArea);
      const placed = m.instance('u_server', party(sizes), serves, {}, serverParty.reset);
      leaveAbortsUnused(m, 'server', sizes, placed);
      const between = {
        ...onlyIf(passes, () => ({
          passes_held: passesHeld!,
          client_released: clientArea.released,
          client_released_entry: clientArea.released_entry,
        })),
        server_threads_limit: setting('server_threads_limit'),
        ...withPrefix('client', kernelClient),
        ...withPrefix('server', kernelServer),
      };
      const joins =
        sizes.configuration.path === 'direct'
          ? m.instance('u_kernel', directKernel(sizes), between)
          : m.instance('u_kernel', kernel(sizes), {
              temporaries_limit: setting('temporaries_limit'),
              ...reserve,
              ...between,
            });
      registers.count({
        ...areaEvents('client_area', clientArea),
        ...areaEvents('server_area', serverArea),
        ...callEvents(clientArea),
        ...joins,
      });
    },
  });
});
