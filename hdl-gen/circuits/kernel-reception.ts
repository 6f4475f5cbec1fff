// SPDX-License-Identifier: Apache-2.0
import {
  bitsToHold,
  choose,
  clockAndReset,
  defineModule,
  group,
  input,
  output,
  prefixed,
  set,
  when,
} from '../language/index.ts';
import { bypassesBuffers, receivingSlotPorts } from './bypass.ts';
import { copyEngine } from './copy-engine.ts';
import { pack, packedWidth, unpack } from './fields.ts';
import { answersCall, passesHeldCalls } from './holding.ts';
import { onlyIf } from './only-if.ts';
import { wordOfPointer } from './pointer.ts';
import { passedFields, referenceFields } from './reference.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The lane of the kernel into its temporary buffers. */
export const kernelReception = shared((sizes: Sizes) => {
  const { entryBits, payloadAddressBits, temporaryBits, temporaryAddressBits, wordBits } = sizes;
  const { temporaryBuffers, reserveForReturn } = sizes.configuration;
  const waiting = passedFields(sizes);
  const bypasses = bypassesBuffers(sizes);
  const leg = {
    head_valid: input(1, 'a message waits'),
    head: input(packedWidth(referenceFields(sizes)), 'its reference'),
    ready: output(1, 'it can be taken'),
    take: input(1, 'it is taken'),
    read_valid: output(1, 'a word of its buffer is to be read'),
    read_ready: input(1, 'it is read in this cycle'),
    read_address: output(payloadAddressBits, 'in words'),
    read_data: input(wordBits, 'the word, in the cycle after'),
    release_request: output(1, 'its buffer has been copied and is to be freed'),
    release_entry: output(entryBits, 'which'),
    release_accepted: input(1, 'it is being freed'),
    ...receivingSlotPorts(sizes),
  };
  return defineModule({
    name: 'baton_kernel_reception',
    summary:
      'takes messages out of both areas into temporary buffers and frees their shared buffers at once.',
    claims:
      'steps 402 and 404 of Fig. 4, first half; claim elements 1d to 1f and 2d to 2f with a temporary buffer',
    timing: [
      'One message after the other without a gap; the shared buffer is free in the cycle after its last word was copied.',
    ],
    notes: [
      'Requests and returns take turns: while a message waits, at most one of the other leg is taken that found a buffer which the waiting one could have had instead.',
      ...(reserveForReturn > 0
        ? [
            'When it is the turn of a request a return leaves even the reserve, as long as another return is in a temporary buffer: that one comes free without help of a request.',
          ]
        : []),
    ],
    ports: {
      ...clockAndReset(),
      ...prefixed('request', 'client area: requests', leg),
      ...prefixed('return', 'server area: returns', leg),
      ...prefixed('offer', 'temporary buffer on offer', {
        for_request: input(1, 'a request may take it'),
        for_return: input(1, 'a return may take it'),
        number: input(temporaryBits, 'its number'),
        address: input(temporaryAddressBits, 'its first word'),
        take: output(1, 'it is taken'),
      }),
      ...group('temporary buffer that comes back', {
        give_back: input(1, ''),
        give_back_return: input(1, 'the message in it was a return'),
      }),
      ...group('temporary buffers', {
        write_valid: output(1, 'a word is written'),
        write_address: output(temporaryAddressBits, 'in words'),
        write_data: output(wordBits, ''),
      }),
      ...group('messages in temporary buffers', {
        message: output(
          packedWidth(waiting),
          'kind, tag, length, first word and number of the temporary buffer',
        ),
        request_received: output(1, 'a request is complete'),
        return_received: output(1, 'a return is complete'),
        call_returned: output(1, 'the return of a call is complete: its server thread is free'),
      }),
    },
    build(m, io) {
      m.comment('Which leg is served next.');
      const returnTurn = m.register('return_turn_q', 1, { reset: 0 });
      const engineReady = m.declare('engine_ready', 1, 'the lane is free');
      const requestCould = m.wire('request_could', io.request_head_valid.and(io.offer_for_request));
      const returns = m.register('returns_q', bitsToHold(temporaryBuffers), {
        reset: 0,
        doc: 'returns in temporary buffers',
      });
      const returnMustWait = m.wire(
        'return_must_wait',
        io.request_head_valid.and(returnTurn.not(), io.offer_for_request.not(), returns.ne(0)),
        'the reserve is left to make two for a request',
      );
      const returnCould = m.wire(
        'return_could',
        io.return_head_valid.and(io.offer_for_return, returnMustWait.not()),
      );
      const pickReturn = m.wire('picks_return', returnCould.and(returnTurn.or(requestCould.not())));
      const take = m.wire('takes', io.request_take.or(io.return_take));
      m.assign(io.request_ready, engineReady.and(requestCould, pickReturn.not()));
      m.assign(io.return_ready, engineReady.and(pickReturn));
      m.assign(io.offer_take, take);
      m.clocked('turn', [when(take, [set(returnTurn, pickReturn.not())])]);
      const returnLeaves = m.wire('return_leaves', io.give_back.and(io.give_back_return));
      m.clocked('return_counter', [
        when(io.return_take.and(returnLeaves.not()), [set(returns, returns.plus(1))]).elseWhen(
          returnLeaves.and(io.return_take.not()),
          [set(returns, returns.minus(1))],
        ),
      ]);

      m.comment('The message being copied.');
      const fields = referenceFields(sizes);
      const request = unpack(m, 'request', fields, io.request_head);
      const returned = unpack(m, 'return', fields, io.return_head);
      m.wire(
        'unused_pointer_bits',
        request.pointer.slice(sizes.byteBits - 1, 0).xor(returned.pointer.slice(sizes.byteBits - 1, 0)),
      );
      const isReturnQ = m.register('is_return_q', 1, { reset: 0 });
      const entryQ = m.register('entry_q', entryBits, { reset: 0, doc: 'its shared buffer' });
      const messageQ = m.register('message_q', packedWidth(waiting), { reset: 0, doc: 'as it will wait' });
      const isReturn = m.wire('is_return', choose(take, pickReturn, isReturnQ));
      const entry = m.wire('entry', choose(take, choose(pickReturn, returned.entry, request.entry), entryQ));
      const length = m.wire('length', choose(pickReturn, returned.length, request.length));
      const taken = m.wire(
        'taken_message',
        pack(waiting, {
          temporary: io.offer_number,
          address: io.offer_address,
          length,
          tag: choose(pickReturn, returned.tag, request.tag),
          kind: choose(pickReturn, returned.kind, request.kind),
          ...onlyIf(passesHeldCalls(sizes), () => ({
            held: choose(pickReturn, returned.held, request.held),
            entry: returned.entry,
          })),
          ...onlyIf(bypasses, () => ({ inline: choose(pickReturn, returned.inline, request.inline) })),
        }),
      );
      const sourceAddress = m.wire(
        'source_address',
        choose(pickReturn, wordOfPointer(sizes, returned.pointer), wordOfPointer(sizes, request.pointer)),
      );
      const waits = m.register('release_waits_q', 1, { reset: 0, doc: 'a copied buffer waits to be freed' });
      const waitingEntry = m.register('waiting_entry_q', entryBits, { reset: 0 });
      const waitingReturn = m.register('waiting_return_q', 1, { reset: 0 });
      const fromReturn = m.register('data_from_return_q', 1, {
        reset: 0,
        doc: 'the word on its way comes from the server area',
      });
      const finished = m.register('finished_message_q', packedWidth(waiting), {
        reset: 0,
        doc: 'the message whose last word is written',
      });
      const finishedReturn = m.register('finished_return_q', 1, { reset: 0 });
      const readReady = m.wire('read_ready', choose(isReturn, io.return_read_ready, io.request_read_ready));
      const readData = m.wire('read_data', choose(fromReturn, io.return_read_data, io.request_read_data));
      const engine = m.instance(
        'u_copy_engine',
        copyEngine(sizes),
        {
          ready: engineReady,
          take,
          source_address: sourceAddress,
          destination_address: io.offer_address,
          length,
          hold_last: waits,
          read_ready: readReady,
          read_data: readData,
          write_valid: io.write_valid,
          write_ready: 1,
          write_address: io.write_address,
          write_data: io.write_data,
        },
        { SOURCE_ADDRESS_WIDTH: payloadAddressBits, DESTINATION_ADDRESS_WIDTH: temporaryAddressBits },
      );
      m.assign(io.request_read_valid, engine.read_valid.and(isReturn.not()));
      m.assign(io.return_read_valid, engine.read_valid.and(isReturn));
      m.assign(io.request_read_address, engine.read_address);
      m.assign(io.return_read_address, engine.read_address);
      m.clocked('copied_message', [
        when(take, [set(isReturnQ, pickReturn), set(entryQ, entry), set(messageQ, taken)]),
        when(engine.last_read, [set(finished, choose(take, taken, messageQ)), set(finishedReturn, isReturn)]),
        set(fromReturn, isReturn),
      ]);

      m.comment('The shared buffer is freed with the last word.');
      const frees = m.wire('frees', engine.last_read.or(waits));
      const freesReturn = m.wire('frees_return', choose(waits, waitingReturn, isReturn));
      const freedEntry = m.wire('freed_entry', choose(waits, waitingEntry, entry));
      const accepted = m.wire(
        'release_accepted',
        choose(freesReturn, io.return_release_accepted, io.request_release_accepted),
      );
      m.assign(io.request_release_request, frees.and(freesReturn.not()));
      m.assign(io.return_release_request, frees.and(freesReturn));
      m.assign(io.request_release_entry, freedEntry);
      m.assign(io.return_release_entry, freedEntry);
      m.clocked('buffer_to_free', [
        set(waits, frees.and(accepted.not())),
        when(waits.not(), [set(waitingEntry, entry), set(waitingReturn, isReturn)]),
      ]);

      if (bypasses) {
        const inlineQ = m.register('copied_inline_q', 1, {
          reset: 0,
          doc: 'what is copied is in an inline slot',
        });
        const named = m.wire('taken_inline', choose(pickReturn, returned.inline, request.inline));
        const inline = m.wire('copies_inline', choose(take, named, inlineQ));
        m.clocked('copied_slot', [set(inlineQ, inline)]);
        for (const leg of ['request', 'return'] as const) {
          m.assign(io[`${leg}_read_inline`], inline);
          // A slot is freed at once, so only a buffer waits.
          m.assign(io[`${leg}_release_inline`], inline.and(waits.not()));
        }
      }

      const kind = unpack(m, 'finished', waiting, finished).kind;
      m.assign(io.message, finished);
      m.assign(io.request_received, engine.done.and(finishedReturn.not()));
      m.assign(io.return_received, engine.done.and(finishedReturn));
      m.assign(io.call_returned, engine.done.and(finishedReturn, answersCall(m, sizes, kind)));
      m.probe('take', take, 'a message is taken');
      m.probe('is_return', isReturn, 'it, or the one being copied, comes from the server');
      m.probe('entry', entry, 'its shared buffer');
      m.probe('done', engine.done, 'the last word of a message is written');
      m.probe('write_valid', engine.write_valid, 'a word is written to a temporary buffer');
      m.probe('write_address', engine.write_address, 'where, in words');
      m.probe('write_data', engine.write_data, 'the word');
    },
  });
});
