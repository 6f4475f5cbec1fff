// SPDX-License-Identifier: Apache-2.0
import { shared } from '../circuits/shared.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { clockAndReset, defineModule, group, type ModuleBuilder, output } from '../language/index.ts';
import { area, areaPartyPorts } from './area.ts';
import { withPrefix } from './connect.ts';
import { areaConnections, declareAreaSide, declareInterface, placeParty } from './connect-party.ts';
import { fairnessNotes } from './fairness-note.ts';
import { kernel, kernelAreaPorts } from './kernel.ts';
import { party } from './party.ts';
import { userPorts } from './user-ports.ts';

/** Two areas, client and kernel, kernel and server, and the kernel between them. */
export const gateway = shared((sizes: Sizes) =>
  defineModule({
    name: 'baton_gateway',
    summary: 'space-efficient calls from a client to a server through a kernel.',
    claims: 'claims 1 to 6 with temporary buffers; Figs. 3 and 4',
    timing: [
      'A call of Wq words that is answered with Wr words, the first word of the answer in the cycle after the last word of the call, takes 4 (Wq + Wr) + 19 cycles from its first beat in to the last beat of its return out.',
    ],
    notes: [
      'While the server executes, a call owns no buffer in either area. Client and server never reach the area of the other.',
      ...fairnessNotes(sizes),
    ],
    ports: {
      ...clockAndReset(),
      ...group('state', { ready: output(1, 'initialized; nothing is accepted before') }),
      ...userPorts('client', sizes),
      ...userPorts('server', sizes),
    },
    build(m, io) {
      m.comment('Between the areas and their parties.');
      const client = declareAreaSide(m, 'client', sizes);
      const server = declareAreaSide(m, 'server', sizes);
      const kernelClient = declareInterface(m, 'kernel_client', kernelAreaPorts(sizes));
      const kernelServer = declareInterface(m, 'kernel_server', kernelAreaPorts(sizes));
      const clientArea = m.instance('u_client_area', area(sizes), {
        ...withPrefix('first', areaConnections(io, 'client', sizes, client)),
        ...withPrefix('second', { ...kernelClient, ...withoutCommands }),
      });
      const serverArea = m.instance('u_server_area', area(sizes), {
        ...withPrefix('first', { ...kernelServer, ...withoutCommands }),
        ...withPrefix('second', areaConnections(io, 'server', sizes, server)),
      });
      m.assign(io.ready, clientArea.ready.and(serverArea.ready));
      leaveUnused(m, 'client_area', clientArea, 'second', sizes);
      leaveUnused(m, 'server_area', serverArea, 'first', sizes);
      m.wire('unused_client_side', clientArea.first_allocation_available.and(clientArea.first_head_valid));
      m.wire('unused_server_side', serverArea.second_allocation_available.and(serverArea.second_head_valid));
      placeParty(m, io, 'client', sizes, party(sizes), client, clientArea);
      placeParty(m, io, 'server', sizes, party(sizes), server, serverArea);
      m.instance('u_kernel', kernel(sizes), {
        ...withPrefix('client', kernelClient),
        ...withPrefix('server', kernelServer),
      });
    },
  }),
);

/** The kernel uses its areas through its lanes only. */
const withoutCommands = {
  command_valid: 0,
  command_operation: 0,
  command_entry: 0,
  command_pointer: 0,
  command_length: 0,
  command_tag: 0,
  command_kind: 0,
  command_hold: 0,
  receive_by_command: 0,
  window_entry: 0,
} as const;

function leaveUnused(
  m: ModuleBuilder,
  name: string,
  outputs: Readonly<Record<string, Parameters<ModuleBuilder['wire']>[1]>>,
  side: 'first' | 'second',
  sizes: Sizes,
): void {
  const { control, reception, window, errors } = areaPartyPorts(sizes);
  const mine = Object.entries({ ...control, ...reception, ...window, ...errors }).filter(
    ([port, { role }]) =>
      role === 'output' && /^(command|result|interrupt|pending|window|refused)/.test(port),
  );
  for (const [port] of mine) {
    m.wire(`unused_${name}_${port}`, outputs[`${side}_${port}`]!);
  }
}
