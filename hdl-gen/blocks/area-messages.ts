// SPDX-License-Identifier: Apache-2.0
import { deallocation } from '../circuits/deallocation.ts';
import { unpack } from '../circuits/fields.ts';
import { passesHeldCalls } from '../circuits/holding.ts';
import { checksHolders, hasCommands } from '../circuits/levels.ts';
import { messageDetection } from '../circuits/message-detection.ts';
import { messageIndication } from '../circuits/message-indication.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { type Both, both, otherParty, type Party } from '../circuits/parties.ts';
import { isHardened } from '../circuits/provisioned.ts';
import { takesBack } from '../circuits/reclaiming.ts';
import { referenceFields } from '../circuits/reference.ts';
import type { Sizes } from '../circuits/sizes.ts';
import type { ModuleBuilder, Signal } from '../language/index.ts';
import type { Checks } from './area-checks.ts';
import type { Words } from './area-control-words.ts';
import type { Holding } from './area-holding.ts';
import type { InlineSide } from './area-inline.ts';
import type { ControlPort, OperationWires } from './area-operations.ts';
import type { AreaSignals } from './area-ports.ts';

/** The reference of the message that has waited longest for each party. */
export type Heads = ReturnType<typeof describeHeads>;

/** Takes these references apart, where commands look at them. */
export function describeHeads(m: ModuleBuilder, sizes: Sizes, io: AreaSignals) {
  return both((party) =>
    onlyIf(hasCommands(sizes), () => {
      const head = unpack(m, `${party}_head`, referenceFields(sizes), io[`${party}_head`]);
      const { entry, length, tag, kind } = head;
      return { entry, length, tag, kind };
    }),
  );
}

/** What the passing of messages depends on. */
export interface MessageSources {
  readonly words: Words;
  readonly wires: Both<OperationWires>;
  readonly port: Both<ControlPort>;
  readonly heads: Heads;
  readonly inline: Both<InlineSide> | undefined;
  readonly holding: Holding | undefined;
  readonly checks: Both<Checks>;
}

/** What becomes of the messages of a party. */
export interface PassedMessages {
  readonly indicated: Signal;
  /** The other party takes one. */
  readonly detected: Signal;
}

/** Describes how a message gets from each party to the other: it is indicated, detected there, and its buffer comes free. */
export function describeMessages(
  m: ModuleBuilder,
  sizes: Sizes,
  io: AreaSignals,
  sources: MessageSources,
): Both<PassedMessages> {
  const { inline, port } = sources;
  return both((party) => {
    const receiver = otherParty(party);
    const detection = placeDetection(m, sizes, io, sources, receiver);
    const { indicated } = placeIndication(m, sizes, io, sources, party, detection.pop);
    placeDeallocation(m, sizes, io, sources, party);
    if (
      !isHardened(sizes) &&
      !hasCommands(sizes) &&
      sizes.configuration.statisticsBits === 0 &&
      inline === undefined
    ) {
      m.wire(`unused_${party}_indicated`, indicated);
    }
    inline?.[party].connect(m.wire(`${party}_slot_sent`, indicated.and(port[party].effect_inline)));
    return { indicated, detected: detection.pop };
  });
}

function placeDetection(
  m: ModuleBuilder,
  sizes: Sizes,
  io: AreaSignals,
  { wires, port }: MessageSources,
  receiver: Party,
) {
  return m.instance(`u_${receiver}_detection`, messageDetection(sizes), {
    head_valid: io[`${receiver}_head_valid`],
    circuits_ready: io[`${receiver}_circuits_ready`],
    circuits_take: io[`${receiver}_circuits_take`],
    ...onlyIf(hasCommands(sizes), () => ({
      receive_by_command: io[`${receiver}_receive_by_command`],
      command_take: port[receiver].detect,
      command_found: wires[receiver].detectFound,
      message_waits: io[`${receiver}_interrupt`],
    })),
  });
}

function placeIndication(
  m: ModuleBuilder,
  sizes: Sizes,
  io: AreaSignals,
  { words, wires, port, inline, holding, checks }: MessageSources,
  party: Party,
  pop: Signal,
) {
  const receiver = otherParty(party);
  const keeps = party === 'second' ? holding : undefined;
  const mayIndicate = () => {
    const { holds, maySend } = checks[party];
    return keeps === undefined
      ? maySend
      : m.wire('second_sends', maySend.or(holds.and(keeps.kept.second!.held)));
  };
  if (keeps !== undefined && !hasCommands(sizes) && !passesHeldCalls(sizes)) {
    m.wire('unused_second_held', keeps.kept.second!.held);
  }
  const tagFits = () => {
    const { acceptable } = checks[party];
    return keeps === undefined
      ? acceptable
      : m.wire('second_tag_fits', acceptable.and(keeps.elsewhere.not()));
  };
  return m.instance(`u_${party}_indication`, messageIndication(sizes), {
    active: port[party].effect_indicates,
    entry: port[party].effect_entry,
    length: port[party].effect_length,
    tag: port[party].effect_tag,
    kind: port[party].effect_kind,
    ...words.provisioned,
    entry_pointer: wires[party].entryPointer,
    ...onlyIf(checksHolders(sizes), () => ({ old_flag: wires[party].oldFlag, holds: mayIndicate() })),
    ...onlyIf(isHardened(sizes), () => ({ tag_acceptable: tagFits() })),
    ...onlyIf(passesHeldCalls(sizes), () => ({ held: holding!.kept[party]!.held })),
    ...onlyIf(inline !== undefined, () => ({
      inline: port[party].effect_inline,
      slot_pointer: inline![party].slotPointer,
    })),
    code: wires[party].indicateCode,
    head_valid: io[`${receiver}_head_valid`],
    head: io[`${receiver}_head`],
    pop,
  });
}

function placeDeallocation(
  m: ModuleBuilder,
  sizes: Sizes,
  io: AreaSignals,
  { words, wires, port, holding, checks }: MessageSources,
  party: Party,
): void {
  const kept = holding?.kept[party];
  m.instance(`u_${party}_deallocation`, deallocation(sizes), {
    active: port[party].effect_deallocates,
    entry: port[party].effect_entry,
    ...onlyIf(hasCommands(sizes), () => ({
      pointer: port[party].effect_pointer,
      by_circuits: port[party].effect_by_circuits,
      entry_pointer: wires[party].entryPointer,
    })),
    count_in_range: words.inRange,
    ...words.provisioned,
    ...onlyIf(checksHolders(sizes), () => ({
      old_flag: wires[party].oldFlag,
      holds: takesBack(sizes)
        ? m.wire(`${party}_frees`, checks[party].holds.or(io[`${party}_taken_back`]))
        : checks[party].holds,
    })),
    code: wires[party].deallocateCode,
    permit: kept?.mayFree ?? wires[party].deallocatePermit,
  });
  if (kept !== undefined) m.assign(wires[party].deallocatePermit, kept.mayFree.and(kept.keeps.not()));
}
