// SPDX-License-Identifier: Apache-2.0
import { messageKind } from '../circuits/codes.ts';
import { directCopy, directDestination, directSource } from '../circuits/direct-copy.ts';
import { unpack } from '../circuits/fields.ts';
import { answersCall, passedCallPort, passesHeldCalls } from '../circuits/holding.ts';
import { referenceFields } from '../circuits/reference.ts';
import { threadSettings } from '../circuits/run-time-settings.ts';
import { declareServerThreads } from '../circuits/server-threads.ts';
import { shared } from '../circuits/shared.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { clockAndReset, defineModule, group, prefixed } from '../language/index.ts';
import { interfaceOf, signalsOf, withPrefix } from './connect.ts';
import { kernelAreaPorts } from './kernel.ts';
import { heldCallPorts, placeHeldReturns } from './kernel-holding.ts';
import { describeLaneEvents, laneEventPorts } from './temporary-events.ts';

/** Joins the two areas of a gateway without temporary buffers. */
export const directKernel = shared((sizes: Sizes) => {
  const side = kernelAreaPorts(sizes);
  return defineModule({
    name: 'baton_direct_kernel',
    summary:
      'passes calls on from the client area to the server area and returns back, without temporary buffers.',
    claims: 'claims 1 and 2; kernel 300 of Fig. 3',
    timing: ['See baton_direct_copy. Requests and returns are copied at the same time.'],
    notes: [
      'A call is taken only when a server thread is free. The thread is given back when its return is taken, before a buffer of the client area is allocated.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('settings', threadSettings(sizes)),
      ...group('held calls', heldCallPorts(sizes)),
      ...group('statistics', laneEventPorts(sizes, ['request_lane', 'return_lane'])),
      ...prefixed('client', 'client area, second party', side),
      ...prefixed('server', 'server area, first party', side),
    },
    build(m, io) {
      const fields = referenceFields(sizes);
      const source = (area: 'client' | 'server') =>
        withPrefix('source', interfaceOf(io as never, area, directSource(sizes)));
      const destination = (area: 'client' | 'server') =>
        withPrefix('destination', interfaceOf(io as never, area, directDestination(sizes)));

      const threads = declareServerThreads(m, sizes, io.server_threads_limit);
      const request = unpack(m, 'request', fields, io.client_head);
      const returned = unpack(m, 'return', fields, io.server_head);
      const isCall = m.wire('request_is_call', request.kind.eq(messageKind(m, 'CALL')));
      const isReturn = m.wire('return_is_return', answersCall(m, sizes, returned.kind));
      m.wire(
        'unused_area_outputs',
        io.client_head_valid.and(
          io.server_head_valid,
          io.client_allocation_available,
          io.server_allocation_available,
        ),
      );
      const serverRelease = placeHeldReturns(m, sizes, io);
      const requests = m.instance('u_requests', directCopy(sizes), {
        may_take: m.wire('request_may_go', isCall.not().or(threads.isFree)),
        ...source('client'),
        ...destination('server'),
        ...signalsOf(io, passedCallPort(sizes)),
      });
      const returns = m.instance('u_returns', directCopy(sizes), {
        may_take: 1,
        ...source('server'),
        ...withPrefix('source_release', serverRelease.lane),
        ...destination('client'),
      });
      serverRelease.connect(returns);
      if (passesHeldCalls(sizes)) {
        m.wire(
          'unused_request_keeps',
          requests.keep.and(requests.keep_client_entry.eq(requests.keep_server_entry)),
        );
        m.wire('unused_return_passes', returns.passes_held);
      }
      describeLaneEvents(m, io, {
        request_lane: io.server_write_valid.and(io.server_write_ready),
        return_lane: io.client_write_valid.and(io.client_write_ready),
      });
      threads.describeCounter(
        m.wire('obtains_thread', io.client_circuits_take.and(isCall)),
        m.wire('gives_thread_back', io.server_circuits_take.and(isReturn)),
      );
    },
  });
});
