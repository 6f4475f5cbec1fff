// SPDX-License-Identifier: Apache-2.0
import { errorPorts } from '../circuits/last-error.ts';
import { hasCommands } from '../circuits/levels.ts';
import { link, linkPorts } from '../circuits/link.ts';
import { sendingStream } from '../circuits/marshaling-beats.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { neverTakenBack } from '../circuits/reclaiming.ts';
import { shared } from '../circuits/shared.ts';
import { shownFlags, showsFlags } from '../circuits/shown-flags.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { receivingStream } from '../circuits/unmarshaling.ts';
import { clockAndReset, defineModule, group, output, prefixed } from '../language/index.ts';
import { registerPort } from '../registers/index.ts';
import { area } from './area.ts';
import { holdConnections } from './area-holding.ts';
import { areaPartyPorts } from './area-ports.ts';
import { bypassTiming } from './bypass-note.ts';
import { interfaceOf, withPrefix } from './connect.ts';
import {
  areaConnections,
  declareAreaSide,
  declareInterface,
  leaveAbortsUnused,
  partyConnections,
} from './connect-party.ts';
import { copyingParty } from './copying-party.ts';
import { firstUse, usesOf } from './first-use.ts';
import { leaveUnused, withoutCommands } from './kernel-commands.ts';
import { party } from './party.ts';
import { declareReclaim } from './reclaimed-party.ts';
import { areaEvents, callEvents, placeRegisters } from './registers.ts';
import { userPorts } from './user-ports.ts';

/** The kernel has no software that would look into buffers. */
const withoutAccesses = (sizes: Sizes) =>
  onlyIf(hasCommands(sizes), () => ({
    window_valid: 0,
    window_write: 0,
    window_entry: 0,
    window_offset: 0,
    window_data: 0,
    window_strobe: 0,
  }));

/** The client area of a gateway, and a kernel whose server is at the far end of a link. */
export const remoteGateway = shared((sizes: Sizes) =>
  defineModule({
    name: 'baton_remote_gateway',
    summary: 'space-efficient calls from a client through a kernel to a server in another address space.',
    claims: 'claims 7 to 23 between client and kernel; the server of claim 1 in a distributed system',
    timing: [
      'A message of W words is offered at the link 2 W + 6 cycles after its first beat was accepted; its shared buffer is free before.',
      ...bypassTiming(sizes),
    ],
    notes: [
      'The kernel is the second party of the client area: it copies each message into a temporary buffer, frees the shared buffer, and gives the message to the link from there.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('state', {
        ready: output(1, 'initialized; no message, command or window access is accepted before'),
      }),
      ...prefixed('client_area', 'state of the client area', shownFlags(sizes)),
      ...group('registers', registerPort(sizes.configuration)),
      ...userPorts('client', sizes),
      ...prefixed('link', 'link to the far end', linkPorts(sizes)),
      ...prefixed('kernel', 'kernel: last refusal of a message from the link', errorPorts(sizes)),
    },
    build(m, io) {
      const registers = placeRegisters(m, io, sizes.configuration);
      const { setting, reserve } = registers;
      m.comment('Between the area, its parties and the link.');
      const client = declareAreaSide(m, 'client', sizes);
      const kernel = declareAreaSide(m, 'kernel', sizes);
      const streams = declareInterface(m, 'kernel', { ...receivingStream(sizes), ...sendingStream(sizes) });
      const clientParty = declareReclaim(m, io, 'client', sizes, client, registers);
      const clientArea = m.instance('u_client_area', area(sizes), {
        ready: io.ready,
        ...firstUse(m, sizes, [...usesOf(sizes, io, 'client'), io.link_in_valid]),
        limit: setting('client_area_limit'),
        ...onlyIf(showsFlags(sizes), () => ({ shown_flags: io.client_area_shown_flags })),
        ...holdConnections(sizes, () => setting('hold'), 0),
        ...reserve,
        ...withPrefix('first', {
          ...areaConnections(clientParty.io, 'client', sizes, clientParty.areaSide),
          ...clientParty.area,
        }),
        ...withPrefix('second', {
          ...withoutCommands(sizes),
          ...neverTakenBack(sizes),
          ...withPrefix('sender', kernel.sender),
          ...withPrefix('release', kernel.release),
          ...kernel.allocation,
          ...kernel.reception,
          ...kernel.window,
          ...kernel.errors,
          ...kernel.payload,
          ...kernel.slots,
        }),
      });
      clientParty.place(clientArea);
      const calls = partyConnections(clientParty.io, 'client', sizes, client, clientArea);
      m.instance('u_client', party(sizes), calls, {}, clientParty.reset);
      m.wire(
        'unused_area_outputs',
        clientArea.first_allocation_available.and(
          clientArea.second_allocation_available,
          clientArea.first_head_valid,
          clientArea.second_head_valid,
        ),
      );
      const { control, reception, reclaim } = areaPartyPorts(sizes);
      leaveUnused(m, 'client_area', clientArea, 'second', { ...control, ...reception, ...reclaim });
      const errors = interfaceOf(io as never, 'kernel', errorPorts(sizes));
      const kernelUser = withPrefix('kernel', { ...streams, ...withoutAccesses(sizes), ...errors });
      const placed = m.instance('u_kernel', copyingParty(sizes), {
        ...partyConnections(kernelUser as never, 'kernel', sizes, kernel, clientArea),
        temporaries_limit: setting('temporaries_limit'),
        ...reserve,
        ...('second_event_waits' in clientArea ? { message_waits: clientArea.second_head_valid } : {}),
      });
      leaveAbortsUnused(m, 'kernel', sizes, placed);
      if (hasCommands(sizes)) {
        m.wire('unused_window', placed.window_ready.and(placed.window_done));
        m.wire('unused_window_code', placed.window_code);
        m.wire('unused_window_data', placed.window_read_data);
      }
      m.instance('u_link', link(sizes), {
        ...withPrefix('link', interfaceOf(io as never, 'link', linkPorts(sizes))),
        ...withPrefix('kernel', streams),
      });
      registers.count({ ...areaEvents('client_area', clientArea), ...callEvents(clientArea), ...placed });
      for (const [name, signal] of Object.entries(streams)) {
        m.probe(`kernel_${name}`, signal, 'stream between kernel and link');
      }
    },
  }),
);
