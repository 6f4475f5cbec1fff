// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  type Expression,
  type ModuleBuilder,
  type Register,
  type Signal,
  set,
} from '../language/index.ts';
import { bypassesBuffers } from './bypass.ts';
import { messageKind } from './codes.ts';
import { unpack } from './fields.ts';
import { holdsCalls } from './holding.ts';
import type { KernelForwardingSignals } from './kernel-forwarding-ports.ts';
import { passedFields } from './reference.ts';
import type { Sizes } from './sizes.ts';

/** Which leg goes on. */
export interface LegChoice {
  /** A leg may be chosen in this cycle. */
  readonly selecting: Signal;
  /** The request that waits is a call. */
  readonly isCall: Signal;
  readonly requestCould: Signal;
  readonly returnCould: Signal;
  /** The return goes on; else the request does, if it could. */
  readonly pickReturn: Signal;
  /** Whose turn is next: to be set when a leg goes on. */
  readonly returnTurn: Register;
  /** The message that waits is in an inline slot; undefined where there are none. */
  readonly short: { readonly request: Signal; readonly return: Signal } | undefined;
}

/**
 * Describes which leg goes on next, and which of them waits for a buffer.
 *
 * @param selects the lane is free for either leg
 * @param threadIsFree one more call may be passed on
 */
export function describeLegChoice(
  m: ModuleBuilder,
  sizes: Sizes,
  io: KernelForwardingSignals,
  selects: Expression,
  threadIsFree: Expression,
): LegChoice {
  const fields = passedFields(sizes);
  const serverAvailable = m.register('server_available_q', 1, { reset: 0 });
  const clientAvailable = m.register('client_available_q', 1, { reset: 0 });
  const returnTurn = m.register('return_turn_q', 1, { reset: 0 });
  m.clocked('availability', [
    set(serverAvailable, io.server_available),
    set(clientAvailable, io.client_available),
  ]);

  m.comment('Which leg goes on next.');
  const request = unpack(m, 'request', fields, io.request_head);
  const isCall = m.wire('request_is_call', request.kind.eq(messageKind(m, 'CALL')));
  const threadFree = m.wire('thread_free', isCall.not().or(threadIsFree));
  const selecting = m.wire('selecting', selects);
  const requestWaits = m.wire('request_waits', io.request_head_valid.and(threadFree));
  const short = bypassesBuffers(sizes)
    ? {
        request: request.inline,
        return: unpack(m, 'return', fields, io.return_head).inline,
      }
    : undefined;
  m.assign(io.server_waits, short === undefined ? requestWaits : requestWaits.and(short.request.not()));
  m.assign(
    io.client_waits,
    short === undefined ? io.return_head_valid : io.return_head_valid.and(short.return.not()),
  );
  const serverCould =
    short === undefined ? serverAvailable : choose(short.request, io.server_slot_free, serverAvailable);
  const requestCould = m.wire('request_could', requestWaits.and(serverCould));
  const bufferCould = holdsCalls(sizes) ? clientAvailable.or(io.client_sender_reuses) : clientAvailable;
  const clientCould =
    short === undefined ? bufferCould : choose(short.return, io.client_slot_free, bufferCould);
  const returnCould = m.wire('return_could', io.return_head_valid.and(clientCould));
  const pickReturn = m.wire('picks_return', returnCould.and(returnTurn.or(requestCould.not())));
  return { selecting, isCall, requestCould, returnCould, pickReturn, returnTurn, short };
}
