// SPDX-License-Identifier: Apache-2.0
import {
  clockAndReset,
  flipped,
  group,
  input,
  output,
  type PortSignals,
  prefixed,
} from '../language/index.ts';
import { sendingSlotPorts } from './bypass.ts';
import { packedWidth } from './fields.ts';
import { keptReturnPorts, passedCallPort, sendingPorts } from './holding.ts';
import { writePort } from './payload.ts';
import { passedFields } from './reference.ts';
import { threadSettings } from './run-time-settings.ts';
import type { Sizes } from './sizes.ts';

/** All ports of the lane out of the temporary buffers: a queue and a destination for each leg. */
export function kernelForwardingPorts(sizes: Sizes) {
  const { temporaryBits, temporaryAddressBits, payloadAddressBits, wordBits } = sizes;
  const queue = {
    head_valid: input(1, 'a message waits in a temporary buffer'),
    head: input(packedWidth(passedFields(sizes)), 'which'),
    pop: output(1, 'it is taken'),
  };
  const destination = {
    ...prefixed('sender', '', flipped(sendingPorts(sizes))),
    available: input(1, 'a buffer would be allocated now'),
    waits: output(1, 'a message that could go on has no buffer yet'),
    ...writePort(payloadAddressBits, sizes),
    ...sendingSlotPorts(sizes),
  };
  return {
    ...clockAndReset(),
    ...prefixed('request', 'requests that wait', queue),
    ...prefixed('return', 'returns that wait', queue),
    ...group('server threads', {
      ...threadSettings(sizes),
      call_returned: input(1, 'the return of a call has left the server area'),
    }),
    ...group('held calls', { ...passedCallPort(sizes), ...keptReturnPorts(sizes) }),
    ...prefixed('server', 'server area: requests', destination),
    ...prefixed('client', 'client area: returns', destination),
    ...group('temporary buffers', {
      read_valid: output(1, 'a word is read'),
      read_address: output(temporaryAddressBits, 'in words'),
      read_data: input(wordBits, 'the word, in the cycle after'),
      give_back: output(1, 'a temporary buffer is free again'),
      give_back_number: output(temporaryBits, 'which'),
      give_back_return: output(1, 'the message in it was a return'),
    }),
  };
}

/** The ports in the module being described. */
export type KernelForwardingSignals = PortSignals<ReturnType<typeof kernelForwardingPorts>>;
