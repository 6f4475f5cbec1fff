// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  concat,
  type Expression,
  type ModuleBuilder,
  type Register,
  type Signal,
} from '../language/index.ts';
import { bypassesBuffers } from './bypass.ts';
import { copyEngine } from './copy-engine.ts';
import { packedWidth, unpack } from './fields.ts';
import type { KernelForwardingSignals } from './kernel-forwarding-ports.ts';
import { wordOfPointer } from './pointer.ts';
import { passedFields } from './reference.ts';
import type { Sizes } from './sizes.ts';

/** The message of the leg that goes on, and its way. */
export interface CopiedMessage {
  /** It goes to the client; to be set when a leg goes on. */
  readonly isReturn: Register;
  /** It as it waits, packed and by its fields. */
  readonly current: Signal;
  readonly source: Readonly<Record<keyof ReturnType<typeof passedFields>, Signal>>;
  /** It as it was when the copy began, and its buffer in the other area; to be set then. */
  readonly message: Register;
  readonly entry: Register;
  /** The other area answers. */
  readonly done: Signal;
  /** There is a place for it, and the copy begins. */
  readonly granted: Signal;
  readonly allocatedEntry: Signal;
  readonly engine: Readonly<Record<'done' | 'write_address' | 'write_data', Signal>>;
}

/**
 * Describes how the message of the leg that goes on is copied once it has a buffer, and where to.
 *
 * @param allocates the answer to the allocation is awaited
 */
export function describeCopy(
  m: ModuleBuilder,
  sizes: Sizes,
  io: KernelForwardingSignals,
  allocates: Expression,
): CopiedMessage {
  const { entryBits, temporaryAddressBits, payloadAddressBits, byteBits } = sizes;
  const fields = passedFields(sizes);
  const bypasses = bypassesBuffers(sizes);
  m.comment('The message being passed on.');
  const isReturn = m.register('is_return_q', 1, { reset: 0 });
  const entry = m.register('entry_q', entryBits, { reset: 0, doc: 'its buffer in the other area' });
  const message = m.register('message_q', packedWidth(fields), { reset: 0 });
  const current = m.wire('current_message', choose(isReturn, io.return_head, io.request_head));
  const source = unpack(m, 'source', fields, current);
  const done = m.wire('sender_done', choose(isReturn, io.client_sender_done, io.server_sender_done));
  const obtained = m.wire(
    'sender_allocated',
    choose(isReturn, io.client_sender_allocated, io.server_sender_allocated),
  );
  m.wire('unused_codes', concat(io.client_sender_code, io.server_sender_code));
  const granted = m.wire('granted', allocates.and(bypasses ? source.inline.or(obtained) : obtained));
  const allocatedEntry = m.wire(
    'allocated_entry',
    choose(isReturn, io.client_sender_allocated_entry, io.server_sender_allocated_entry),
  );
  const pointer = m.wire(
    'allocated_pointer',
    choose(isReturn, io.client_sender_allocated_pointer, io.server_sender_allocated_pointer),
  );
  m.wire('unused_pointer_bits', pointer.slice(byteBits - 1, 0));
  const bufferAddress = wordOfPointer(sizes, pointer);
  const destinationAddress = m.wire(
    'destination_address',
    bypasses
      ? choose(source.inline, choose(isReturn, io.client_slot_address, io.server_slot_address), bufferAddress)
      : bufferAddress,
  );
  const writeReady = m.wire('write_ready', choose(isReturn, io.client_write_ready, io.server_write_ready));
  const engine = m.instance(
    'u_copy_engine',
    copyEngine(sizes),
    {
      take: granted,
      source_address: source.address,
      destination_address: destinationAddress,
      length: source.length,
      hold_last: 0,
      read_valid: io.read_valid,
      read_ready: 1,
      read_address: io.read_address,
      read_data: io.read_data,
      write_ready: writeReady,
    },
    { SOURCE_ADDRESS_WIDTH: temporaryAddressBits, DESTINATION_ADDRESS_WIDTH: payloadAddressBits },
  );
  m.wire('unused_engine_outputs', engine.ready.and(engine.last_read));
  m.assign(io.request_pop, granted.and(isReturn.not()));
  m.assign(io.return_pop, granted.and(isReturn));
  m.assign(io.server_write_valid, engine.write_valid.and(isReturn.not()));
  m.assign(io.client_write_valid, engine.write_valid.and(isReturn));
  return { isReturn, current, source, message, entry, done, granted, allocatedEntry, engine };
}
