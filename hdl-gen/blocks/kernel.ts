// SPDX-License-Identifier: Apache-2.0
import { receivingSlotPorts, sendingSlotPorts, slotPorts } from '../circuits/bypass.ts';
import { releasePorts } from '../circuits/control-port-ports.ts';
import { packedWidth } from '../circuits/fields.ts';
import { passedCallPort, sendingPorts } from '../circuits/holding.ts';
import { kernelForwarding } from '../circuits/kernel-forwarding.ts';
import { kernelReception } from '../circuits/kernel-reception.ts';
import { readPort, writePort } from '../circuits/payload.ts';
import { passedFields } from '../circuits/reference.ts';
import { kernelSettings, temporarySettings } from '../circuits/run-time-settings.ts';
import { shared } from '../circuits/shared.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { temporaryPool } from '../circuits/temporary-pool.ts';
import { clockAndReset, defineModule, flipped, group, prefixed } from '../language/index.ts';
import { fifo } from '../primitives/fifo.ts';
import { blockMemory } from '../primitives/memory.ts';
import { areaPartyPorts } from './area-ports.ts';
import { interfaceOf, signalsOf, withPrefix } from './connect.ts';
import { heldCallPorts, placeHeldReturns } from './kernel-holding.ts';
import {
  describeLaneEvents,
  describeTemporaryEvents,
  laneEventPorts,
  temporaryEventPorts,
} from './temporary-events.ts';

/** What the kernel needs of each of its two areas; seen from the kernel. */
export function kernelAreaPorts(sizes: Sizes) {
  const { reception, allocation } = areaPartyPorts(sizes);
  const { head_valid, head, circuits_ready, circuits_take } = reception;
  return {
    ...prefixed('sender', '', flipped(sendingPorts(sizes))),
    ...prefixed('release', '', flipped(releasePorts(sizes))),
    ...flipped({ head_valid, head, circuits_ready, circuits_take, ...allocation }),
    ...writePort(sizes.payloadAddressBits, sizes),
    ...readPort(sizes.payloadAddressBits, sizes),
    ...slotPorts(sizes),
  };
}

/** Joins the two areas of a gateway. */
export const kernel = shared((sizes: Sizes) => {
  const { temporaryBits, temporaryAddressBits, temporaryWords, wordBits } = sizes;
  const { temporaryBuffers } = sizes.configuration;
  const side = kernelAreaPorts(sizes);
  const queue = fifo('baton_temporary_queue', {
    width: packedWidth(passedFields(sizes)),
    depth: temporaryBuffers,
    holds: 'messages in temporary buffers',
  });
  return defineModule({
    name: 'baton_kernel',
    summary: 'passes calls on from the client area to the server area, and returns back.',
    claims:
      'claims 1 and 2 with a temporary buffer on both legs; kernel 300 of Fig. 3, steps 402 and 404 of Fig. 4',
    timing: ['See baton_kernel_reception and baton_kernel_forwarding.'],
    ports: {
      ...clockAndReset(),
      ...group('settings', kernelSettings(sizes)),
      ...group('held calls', heldCallPorts(sizes)),
      ...group('statistics', {
        ...temporaryEventPorts(sizes, ['request', 'return']),
        ...laneEventPorts(sizes, ['lane_in', 'lane_out']),
      }),
      ...prefixed('client', 'client area, second party', side),
      ...prefixed('server', 'server area, first party', side),
    },
    build(m, io) {
      const client = interfaceOf(io as never, 'client', side);
      const server = interfaceOf(io as never, 'server', side);
      const giveBack = m.declare('give_back', 1);
      const giveBackNumber = m.declare('give_back_number', temporaryBits);
      const giveBackReturn = m.declare('give_back_return', 1);
      const take = m.declare('temporary_take', 1);
      const pool = m.instance('u_temporary_pool', temporaryPool(sizes), {
        ...signalsOf(io, temporarySettings(sizes)),
        offer_take: take,
        give_back: giveBack,
        give_back_number: giveBackNumber,
      });
      const serverRelease = placeHeldReturns(m, sizes, io);
      const leg = (area: typeof client) => ({
        head_valid: area.head_valid,
        head: area.head,
        ready: area.circuits_ready,
        take: area.circuits_take,
        read_valid: area.read_valid,
        read_ready: area.read_ready,
        read_address: area.read_address,
        read_data: area.read_data,
        release_request: area.release_request,
        release_entry: area.release_entry,
        release_accepted: area.release_accepted,
        ...signalsOf(area, receivingSlotPorts(sizes)),
      });
      const received = m.instance('u_reception', kernelReception(sizes), {
        ...withPrefix('request', leg(client)),
        ...withPrefix('return', { ...leg(server), ...withPrefix('release', serverRelease.lane) }),
        offer_for_request: pool.offer_for_request,
        offer_for_return: pool.offer_for_return,
        offer_number: pool.offer_number,
        offer_address: pool.offer_address,
        offer_take: take,
        give_back: giveBack,
        give_back_return: giveBackReturn,
      });
      const requestPop = m.declare('request_pop', 1);
      const returnPop = m.declare('return_pop', 1);
      const requests = m.instance('u_requests', queue, {
        push: received.request_received,
        push_data: received.message,
        pop: requestPop,
      });
      const returns = m.instance('u_returns', queue, {
        push: received.return_received,
        push_data: received.message,
        pop: returnPop,
      });
      const destination = (area: typeof client) => ({
        ...withPrefix('sender', interfaceOf(area as never, 'sender', flipped(sendingPorts(sizes)))),
        available: area.allocation_available,
        waits: area.allocation_waits,
        write_valid: area.write_valid,
        write_ready: area.write_ready,
        write_address: area.write_address,
        write_data: area.write_data,
        write_strobe: area.write_strobe,
        ...signalsOf(area, sendingSlotPorts(sizes)),
      });
      const fetched = m.declare('temporary_fetched', wordBits);
      const forwards = m.instance('u_forwarding', kernelForwarding(sizes), {
        request_head_valid: requests.head_valid,
        request_head: requests.head,
        request_pop: requestPop,
        return_head_valid: returns.head_valid,
        return_head: returns.head,
        return_pop: returnPop,
        server_threads_limit: io.server_threads_limit,
        call_returned: received.call_returned,
        ...signalsOf(io, passedCallPort(sizes)),
        ...withPrefix('server', destination(server)),
        ...withPrefix('client', destination(client)),
        read_data: fetched,
        give_back: giveBack,
        give_back_number: giveBackNumber,
        give_back_return: giveBackReturn,
      });
      serverRelease.connect(forwards);
      const writes = (area: typeof client) => area.write_valid.and(area.write_ready);
      describeLaneEvents(m, io, {
        lane_in: received.write_valid,
        lane_out: writes(client).or(writes(server)),
      });
      describeTemporaryEvents(m, io, {
        taken: take,
        returned: giveBack,
        legs: {
          request: {
            wants: client.head_valid,
            available: pool.offer_for_request,
            served: client.circuits_take,
          },
          return: {
            wants: server.head_valid,
            available: pool.offer_for_return,
            served: server.circuits_take,
          },
        },
      });
      m.instance(
        'u_temporaries',
        blockMemory,
        {
          write_enable: received.write_valid,
          write_lanes: 1,
          write_address: received.write_address,
          write_data: received.write_data,
          read_enable: forwards.read_valid,
          read_address: forwards.read_address,
          read_data: fetched,
        },
        { LANES: 1, LANE_WIDTH: wordBits, DEPTH: temporaryWords, ADDRESS_WIDTH: temporaryAddressBits },
      );
    },
  });
});
