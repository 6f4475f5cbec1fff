// SPDX-License-Identifier: Apache-2.0
import { choose, type Expression, type ModuleBuilder, type Signal } from '../language/index.ts';
import { abortsRequests } from './abort-ports.ts';
import { bypassesBuffers } from './bypass.ts';
import { atomicOperation } from './codes.ts';
import {
  describeAcceptedCommand,
  describeCommandAllocation,
  describeCommandRegisters,
  describeGivenCommand,
  describeServedCommand,
  type GivenCommand,
  isOperation,
  type ServedCommand,
} from './control-port-commands.ts';
import { type ControlPortSignals, searches, takesNewEntries } from './control-port-ports.ts';
import { hasCommands } from './levels.ts';
import type { Sizes } from './sizes.ts';

/** Whose operation is served in a cycle. */
export interface Choice {
  /** Undefined where there are no commands. */
  readonly command: GivenCommand | undefined;
  readonly served: ServedCommand | undefined;
  /** The sending circuits indicate. */
  readonly indicate: Signal;
  /** The receiving circuits free a buffer. */
  readonly release: Signal;
  /** The circuits do either, or the sending ones free a buffer. */
  readonly settled: Signal;
  /** A search goes on; undefined where allocations do not search. */
  readonly proceed: Signal | undefined;
  readonly senderAllocates: Signal;
  /** An allocation begins or goes on. */
  readonly allocate: Signal;
  readonly allocateNew: Signal;
  /** The sending circuits are told that there is nothing, without a swap. */
  readonly withoutSwap: Expression;
  /** Somebody is told so. */
  readonly atOnce: Signal;
  /** The message that is indicated is in an inline slot; undefined where there are none. */
  readonly inline: Signal | undefined;
  readonly stores: Signal;
  readonly loads: Signal;
}

/** Describes who is served in a cycle, what the swap unit sees of it, and who is told that he is accepted. */
export function describeChoice(m: ModuleBuilder, sizes: Sizes, io: ControlPortSignals): Choice {
  const is = (name: Parameters<typeof isOperation>[2]) => isOperation(m, io.sender_operation, name);
  m.comment('Who is served in this cycle.');
  const command = hasCommands(sizes) ? describeGivenCommand(m, sizes, io) : undefined;
  const notForced = command === undefined ? [] : [command.first.not()];
  const senderMay = m.wire('sender_may', io.sender_request.and(io.ready, ...notForced));
  const indicate = m.wire('sender_indicates', senderMay.and(is('INDICATE')));
  const release = m.wire('release_now', io.release_request.and(io.ready, ...notForced, indicate.not()));
  const discard = m.wire('sender_deallocates', senderMay.and(is('DEALLOCATE'), release.not()));
  const settled = m.wire('circuits_served', indicate.or(release, discard));
  const proceed = searches(sizes)
    ? m.wire('search_proceeds', io.allocation_continues.and(settled.not(), ...notForced))
    : undefined;

  const senderAllocates = m.wire('sender_allocates', senderMay.and(is('ALLOCATE'), settled.not()));
  const commandAllocates = command && describeCommandAllocation(m, io, command, settled);
  const wants =
    commandAllocates === undefined ? senderAllocates : m.wire('wants', senderAllocates.or(commandAllocates));
  const allocateNew = m.wire('allocation_begins', wants.and(io.allocation_offered, io.count_in_range));
  const allocate = proceed === undefined ? allocateNew : m.wire('allocates_now', allocateNew.or(proceed));
  const outOfRange = m.wire('out_of_range', wants.and(io.count_in_range.not()));
  const none = (asks: Expression) => asks.and(io.allocation_exhausted, io.count_in_range, allocateNew.not());
  const senderNone = abortsRequests(sizes)
    ? m.wire('sender_gets_none', none(senderAllocates.and(io.sender_give_up)))
    : undefined;
  const withoutSwap = senderNone === undefined ? outOfRange : outOfRange.or(senderNone);
  const served =
    command &&
    describeServedCommand(
      m,
      io,
      command,
      none(senderNone === undefined ? commandAllocates! : commandAllocates!.and(senderNone.not())),
      [settled, allocate, withoutSwap],
    );

  m.comment('The operation as the swap unit sees it.');
  const stores = m.wire('stores', release.or(discard, ...(served ? [served.deallocates] : [])));
  const inline = bypassesBuffers(sizes)
    ? m.wire('indicates_inline', indicate.and(io.sender_inline), 'no flag is asked for')
    : undefined;
  const fromBuffer = inline === undefined ? indicate : m.wire('indicates_buffer', indicate.and(inline.not()));
  const loads = served === undefined ? fromBuffer : m.wire('loads', indicate.or(served.indicates));
  const senderEntry = m.wire('sender_names_entry', indicate.or(discard));
  const senderFlag = inline === undefined ? senderEntry : fromBuffer.or(discard);
  m.assign(io.swap_request, stores.or(loads, allocate));
  m.assign(io.swap_value, stores);
  m.assign(
    io.swap_operation,
    choose(
      allocate,
      atomicOperation(m, 'SWAP'),
      choose(stores, atomicOperation(m, 'STORE'), atomicOperation(m, 'LOAD')),
    ),
  );
  const otherEntry =
    served === undefined
      ? io.allocation_entry
      : choose(
          served.indicates.or(served.deallocates),
          io.command_entry,
          choose(served.detects, io.head_entry, io.allocation_entry),
        );
  m.assign(
    io.swap_entry,
    choose(senderEntry, io.sender_entry, choose(release, io.release_entry, otherEntry)),
  );

  m.comment('Who is accepted.');
  const taken = m.wire('allocation_accepted', allocateNew.and(io.swap_ready));
  const atOnce =
    served === undefined && senderNone === undefined
      ? outOfRange
      : m.wire('answered_at_once', served === undefined ? withoutSwap : withoutSwap.or(served.none));
  const accepted =
    served && describeAcceptedCommand(m, io, served, senderAllocates.not().and(taken.or(outOfRange)));
  m.assign(io.allocation_taken, taken);
  if (proceed === undefined || takesNewEntries(sizes)) m.assign(io.allocation_wants, wants);
  if (proceed !== undefined) m.assign(io.allocation_continued, proceed.and(io.swap_ready));
  const ofSender = [...(inline ? [inline] : []), senderAllocates.and(taken.or(withoutSwap))];
  m.assign(io.sender_accepted, io.swap_ready.and(senderFlag).or(...ofSender));
  m.assign(io.release_accepted, io.swap_ready.and(release));
  if (command !== undefined) {
    m.assign(io.command_ready, accepted!);
    m.assign(io.detect, served!.detects);
    describeCommandRegisters(m, io, command, accepted!, taken.and(senderAllocates.not()));
  }
  return {
    command,
    served,
    indicate,
    release,
    settled,
    proceed,
    senderAllocates,
    allocate,
    allocateNew,
    withoutSwap,
    atOnce,
    inline,
    stores,
    loads,
  };
}
