// SPDX-License-Identifier: Apache-2.0

import {
  clockAndReset,
  defineModule,
  group,
  input,
  literal,
  output,
  prefixed,
  set,
  when,
} from '../language/index.ts';
import { limitMask } from '../primitives/limit-mask.ts';
import { lowestOne } from '../primitives/lowest-one.ts';
import { temporarySettings } from './run-time-settings.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The temporary buffers private to the receiver (301 of Fig. 3). */
export const temporaryPool = shared((sizes: Sizes) => {
  const { temporaryBits, temporaryAddressBits, bufferWords } = sizes;
  const { temporaryBuffers, reserveForReturn } = sizes.configuration;
  const everyone = (1n << BigInt(temporaryBuffers)) - 1n;
  return defineModule({
    name: 'baton_temporary_pool',
    summary: 'hands out temporary buffers and takes them back.',
    claims: 'temporary buffer 301 of Fig. 3; part of claim elements 7e, 12e, 14e and 19e',
    timing: [
      'A buffer taken in cycle t is replaced on offer in cycle t + 1; one released in cycle t is on offer in cycle t + 2 at the earliest.',
    ],
    notes:
      reserveForReturn > 0 ? ['The last free one is kept for a return, so that calls cannot deadlock.'] : [],
    ports: {
      ...clockAndReset(),
      ...group('settings', temporarySettings(sizes)),
      ...prefixed('offer', 'buffer on offer', {
        for_request: output(1, 'a request may take it'),
        for_return: output(1, 'a return may take it'),
        number: output(temporaryBits, 'its number'),
        address: output(temporaryAddressBits, 'its first word'),
        take: input(1, 'it is taken'),
      }),
      ...group('buffer that comes back', {
        give_back: input(1, ''),
        give_back_number: input(temporaryBits, ''),
      }),
    },
    build(m, io) {
      const free = m.register('free_q', temporaryBuffers, {
        reset: literal(everyone, temporaryBuffers, 'hexadecimal'),
        doc: 'not in use, the one on offer included',
      });
      const offer = m.register('offer_q', temporaryBuffers, { reset: 0, doc: 'the one on offer, one bit' });
      const valid = m.register('offer_valid_q', 1, { reset: 0 });
      const number = m.register('number_q', temporaryBits, { reset: 0 });
      const address = m.register('address_q', temporaryAddressBits, { reset: 0 });
      const { within_limit } = m.instance(
        'u_limit',
        limitMask('baton_temporary_limit', temporaryBuffers, temporaryBuffers),
        { limit: io.temporaries_limit },
      );
      const others = m.wire('other_free', free.and(within_limit, offer.not()));
      const stands = m.wire('offer_stands', offer.and(within_limit).any(), 'it may still be taken');
      const next = m.instance('u_lowest', lowestOne('baton_lowest_temporary', temporaryBuffers), {
        bits: others,
      });
      const nextAddress = m.wire(
        'next_address',
        next.index.extend(Math.max(temporaryBits, temporaryAddressBits)).times(bufferWords),
      );
      m.clocked('offer_register', [
        when(io.offer_take.or(stands.not()), [
          set(valid, next.found),
          set(offer, next.lowest),
          set(number, next.index),
          set(address, nextAddress),
        ]),
      ]);
      m.clocked('free_register', [
        when(io.offer_take, [set(free.at(number), 0)]),
        when(io.give_back, [set(free.at(io.give_back_number), 1)]),
      ]);
      m.assign(io.offer_for_request, 'reserve' in io ? valid.and(next.found.or(io.reserve.not())) : valid);
      m.assign(io.offer_for_return, valid);
      m.assign(io.offer_number, number);
      m.assign(io.offer_address, address);
      m.probe('free', free, 'temporary buffers that are not in use');
      m.probe('take', io.offer_take, 'one is taken');
      m.probe('number', number, 'which');
      m.probe('release', io.give_back, 'one comes back');
      m.probe('release_number', io.give_back_number, 'which');
    },
  });
});
