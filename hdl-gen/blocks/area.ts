// SPDX-License-Identifier: Apache-2.0
import { allocationLookup } from '../circuits/allocation-lookup.ts';
import { allocationScan } from '../circuits/allocation-scan.ts';
import { allocationTurn } from '../circuits/allocation-turn.ts';
import { atomicSwap } from '../circuits/atomic-swap.ts';
import { bypassesBuffers } from '../circuits/bypass.ts';
import { resultBits } from '../circuits/codes.ts';
import { controlPort } from '../circuits/control-port.ts';
import { controlRam } from '../circuits/control-ram.ts';
import { deallocation } from '../circuits/deallocation.ts';
import { unpack } from '../circuits/fields.ts';
import { passesHeldCalls } from '../circuits/holding.ts';
import { firstUsePorts } from '../circuits/initialization.ts';
import { asksWhatIsLeft, hasCommands } from '../circuits/levels.ts';
import { messageDetection } from '../circuits/message-detection.ts';
import { messageIndication } from '../circuits/message-indication.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { otherParty, type Party, parties } from '../circuits/parties.ts';
import { payload } from '../circuits/payload.ts';
import { addsMemory, isHardened } from '../circuits/provisioned.ts';
import { openCallsPort, takesBack } from '../circuits/reclaiming.ts';
import { referenceFields } from '../circuits/reference.ts';
import { areaSettings } from '../circuits/run-time-settings.ts';
import { shared } from '../circuits/shared.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { answersNone } from '../configuration/index.ts';
import {
  clockAndReset,
  defineModule,
  flipped,
  group,
  output,
  prefixed,
  type Signal,
} from '../language/index.ts';
import { declareChecks, describeChecks } from './area-checks.ts';
import { areaEventPorts, callEndPort, describeAreaEvents } from './area-events.ts';
import { callEndPorts, declareHolding, describeHolding, holdSettings } from './area-holding.ts';
import { describeInline } from './area-inline.ts';
import { describeExamined, describeMemory, describeWords } from './area-memory.ts';
import { areaPartyPorts, windowStatePorts } from './area-ports.ts';
import { interfaceOf, signalsOf, withPrefix } from './connect.ts';

/** One shared memory space between a first and a second party: control area, buffers and the operations on them. */
export const area = shared((sizes: Sizes) => {
  const { entryBits, pointerBits } = sizes;
  const { allocator, memory } = sizes.configuration;
  const grows = memory === 'on-demand';
  const commands = hasCommands(sizes);
  const bypasses = bypassesBuffers(sizes);
  const side = areaPartyPorts(sizes);
  const partyPorts = <const P extends Party>(party: P) => ({
    ...prefixed(party, `${party} party: operations`, side.control),
    ...prefixed(party, `${party} party: allocation`, { ...side.reuse, ...side.allocation }),
    ...prefixed(party, `${party} party: messages for it`, side.reception),
    ...prefixed(party, `${party} party: its window`, side.window),
    ...prefixed(party, `${party} party: refused operations`, side.errors),
    ...prefixed(party, `${party} party: reclaim`, side.reclaim),
    ...prefixed(party, `${party} party: payload`, side.payload),
    ...onlyIf(bypasses, () => prefixed(party, `${party} party: inline slots`, side.slots)),
    ...prefixed(party, `${party} party: statistics`, areaEventPorts(sizes)),
  });
  const scanning = allocator === 'scan';
  return defineModule({
    name: 'baton_area',
    summary: 'one memory space shared by two parties: control area, buffers, and all operations on them.',
    claims: 'the shared memory space of claims 1, 7, 12, 14 and 19 with its control area 500',
    timing: ['Operations take effect in the cycle after they were accepted; see baton_control_port.'],
    notes: [
      'The first party sends requests, the second returns. Nothing is written twice for the two: each circuit below stands once for each party.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('trigger', firstUsePorts(sizes)),
      ...group('state', {
        ready: output(1, 'the area is initialized; nothing is accepted before'),
        ...flipped(windowStatePorts(sizes)),
      }),
      ...group('settings', { ...areaSettings(sizes), ...holdSettings(sizes) }),
      ...group('ends of calls', callEndPorts(sizes)),
      ...group('open calls', openCallsPort(sizes)),
      ...group('statistics', callEndPort(sizes)),
      ...partyPorts('first'),
      ...partyPorts('second'),
    },
    build(m, io) {
      const both = <Value>(value: (party: Party) => Value) => ({
        first: value('first'),
        second: value('second'),
      });
      const words = describeWords(m, sizes, io.limit);
      const { flags, count, inRange } = words;
      const reserve = 'reserve' in io ? io.reserve : 0;
      const between = both((party) => {
        const declare = (name: string, width: number) => m.declare(`${party}_${name}`, width);
        return {
          swapReady: declare('swap_ready', 1),
          oldFlag: declare('old_flag', 1),
          entryPointer: declare('entry_pointer', pointerBits),
          offered: declare('offered', 1),
          ...onlyIf(asksWhatIsLeft(sizes), () => ({ exhausted: declare('exhausted', 1) })),
          indicateCode: declare('indicate_code', resultBits),
          deallocateCode: declare('deallocate_code', resultBits),
          deallocatePermit: declare('deallocate_permit', 1),
          ...onlyIf(commands, () => ({ detectFound: declare('detect_found', 1) })),
          allocationEntry: declare('allocation_entry', entryBits),
          // Without a search there are no such wires.
          search: (scanning
            ? {
                continues: declare('continues', 1),
                permit: declare('may_take', 1),
                concludes: declare('concludes', 1),
              }
            : {}) as Readonly<Record<'continues' | 'permit' | 'concludes', Signal<'wire'>>>,
          ...onlyIf(grows, () => ({ grows: declare('grows', 1) })),
        };
      });

      const holding = declareHolding(m, sizes);
      const waits = {
        first: io.first_allocation_waits,
        second:
          holding === undefined
            ? io.second_allocation_waits
            : m.wire('second_waits', io.second_allocation_waits.and(io.second_sender_reuses.not())),
      };
      const supplied = describeMemory(m, sizes, io, words);
      const waiting = both((party) => {
        const head = unpack(m, `${party}_head`, referenceFields(sizes), io[`${party}_head`]);
        if (!commands) {
          return { entry: head.entry, ...onlyIf(bypasses, () => ({ inline: head.inline })) } as typeof head;
        }
        const { entry, length, tag, kind } = head;
        return { entry, length, tag, kind } as typeof head;
      });
      const inline = describeInline(m, sizes, io as never);
      const port = both((party) => {
        const wires = between[party];
        return m.instance(`u_${party}_port`, controlPort(sizes), {
          ...interfaceOf(io as never, party, side.control),
          ...inline?.[party].release,
          ...(party === 'second' && holding !== undefined ? withPrefix('sender', holding.port) : {}),
          ...onlyIf(commands, () => ({
            command_hold: io[`${party}_command_hold`],
            head_entry: waiting[party].entry,
            head_length: waiting[party].length,
            head_tag: waiting[party].tag,
            head_kind: waiting[party].kind,
          })),
          ready: supplied.ready,
          count_in_range: inRange,
          ...onlyIf(commands, () => ({ detect_found: wires.detectFound })),
          allocation_offered: wires.offered,
          ...onlyIf(answersNone(sizes.configuration), () => ({ allocation_exhausted: wires.exhausted })),
          allocation_entry: wires.allocationEntry,
          ...withPrefix('allocation', wires.search),
          ...onlyIf(grows, () => ({ allocation_grows: wires.grows })),
          swap_ready: wires.swapReady,
          swap_old_flag: wires.oldFlag,
          effect_entry_pointer: wires.entryPointer,
          effect_indicate_code: wires.indicateCode,
          effect_deallocate_code: wires.deallocateCode,
          effect_deallocate_permit: wires.deallocatePermit,
        });
      });

      const returnUnderWay = m.declare('return_under_way', 1, 'the circuits have a return in the area');
      const available: Partial<Record<Party, Signal | undefined>> = {};
      if (scanning) {
        const mustWait = both((party) => m.declare(`${party}_must_wait`, 1));
        m.instance('u_turn', allocationTurn(sizes), {
          flags: words.offerable,
          ...onlyIf(addsMemory(sizes), () => ({ room: supplied.supply.room })),
          return_under_way: returnUnderWay,
          ...('reserve' in io ? { reserve: io.reserve } : {}),
          first_waits: waits.first,
          first_allocated: port.first.effect_allocated,
          first_must_wait: mustWait.first,
          second_waits: waits.second,
          second_allocated: port.second.effect_allocated,
          second_must_wait: mustWait.second,
        });
        const examined = describeExamined(m, sizes, io.limit, words);
        const searches = parties.map((party) => {
          const wires = between[party];
          const search = m.instance(`u_${party}_allocation`, allocationScan(sizes), {
            flags: words.offerable,
            ...examined,
            ...supplied.supply,
            ...onlyIf(grows, () => ({
              grows: wires.grows,
              wants: port[party].allocation_wants,
              grown: port[party].allocation_grown,
            })),
            reserve: party === 'first' ? reserve : 0,
            must_wait: mustWait[party],
            offered: wires.offered,
            ...onlyIf(asksWhatIsLeft(sizes), () => ({ exhausted: wires.exhausted })),
            taken: port[party].allocation_taken,
            entry: wires.allocationEntry,
            continued: port[party].allocation_continued,
            ...onlyIf(takesBack(sizes), () => ({ searching: io[`${party}_searching`] })),
            probes: port[party].allocation_probes,
            old_flag: wires.oldFlag,
            ...wires.search,
          });
          if ('servable' in search) available[party] = search.servable as Signal;
          return { needed: search.needed, grows: search.grows, ports: [port[party]] };
        });
        supplied.connect(searches);
      } else {
        const offer = m.instance('u_allocation', allocationLookup(sizes), {
          flags: words.offerable,
          ...supplied.supply,
          return_under_way: returnUnderWay,
          ...('reserve' in io ? { reserve: io.reserve } : {}),
          first_waits: waits.first,
          first_wants: port.first.allocation_wants,
          first_offered: between.first.offered,
          first_taken: port.first.allocation_taken,
          second_waits: waits.second,
          second_wants: port.second.allocation_wants,
          second_offered: between.second.offered,
          ...onlyIf(asksWhatIsLeft(sizes), () => ({
            first_exhausted: between.first.exhausted,
            second_exhausted: between.second.exhausted,
          })),
          second_taken: port.second.allocation_taken,
        });
        for (const party of parties) {
          m.assign(between[party].allocationEntry, offer.entry);
          if (grows) m.assign(between[party].grows, offer.grows);
          available[party] = (offer as Readonly<Record<string, Signal>>)[`${party}_servable`];
        }
        supplied.connect([{ needed: offer.needed, grows: offer.grows, ports: [port.first, port.second] }]);
      }

      const swap = m.instance('u_atomic_swap', atomicSwap(sizes), {
        flags,
        first_request: port.first.swap_request,
        first_ready: between.first.swapReady,
        first_operation: port.first.swap_operation,
        first_entry: port.first.swap_entry,
        first_value: port.first.swap_value,
        first_permit: port.first.swap_permit,
        first_old_flag: between.first.oldFlag,
        second_request: port.second.swap_request,
        second_ready: between.second.swapReady,
        second_operation: port.second.swap_operation,
        second_entry: port.second.swap_entry,
        second_value: port.second.swap_value,
        second_permit: port.second.swap_permit,
        second_old_flag: between.second.oldFlag,
      });
      m.wire('unused_done', swap.first_done.and(swap.second_done));
      m.instance('u_control_ram', controlRam(sizes), {
        initialize_count: supplied.writesCount,
        ...supplied.second,
        initialize_entry: supplied.writes,
        initialize_number: supplied.entry,
        initialize_pointer: supplied.pointer,
        first_write: swap.first_write,
        first_entry: swap.first_write_entry,
        first_flag: swap.first_write_flag,
        first_lookup_entry: port.first.swap_entry,
        first_lookup_pointer: between.first.entryPointer,
        second_write: swap.second_write,
        second_entry: swap.second_write_entry,
        second_flag: swap.second_write_flag,
        second_lookup_entry: port.second.swap_entry,
        second_lookup_pointer: between.second.entryPointer,
        flags,
        count,
        ...words.second,
      });

      const checks = declareChecks(m, sizes);
      const checked = (party: Party) => {
        const { holds, maySend, acceptable } = checks[party];
        if (party === 'first' || holding === undefined) return { holds: maySend, tag_acceptable: acceptable };
        return {
          holds: m.wire('second_sends', maySend.or(holds.and(holding.kept.second!.held))),
          tag_acceptable: m.wire('second_tag_fits', acceptable.and(holding.elsewhere.not())),
        };
      };
      const indication = both((party) => {
        const receiver = otherParty(party);
        const kept = holding?.kept[party];
        const detection = m.instance(`u_${receiver}_detection`, messageDetection(sizes), {
          head_valid: io[`${receiver}_head_valid`],
          circuits_ready: io[`${receiver}_circuits_ready`],
          circuits_take: io[`${receiver}_circuits_take`],
          ...onlyIf(commands, () => ({
            receive_by_command: io[`${receiver}_receive_by_command`],
            command_take: port[receiver].detect,
            command_found: between[receiver].detectFound,
            message_waits: io[`${receiver}_interrupt`],
          })),
        });
        const sent = m.instance(`u_${party}_indication`, messageIndication(sizes), {
          active: port[party].effect_indicates,
          entry: port[party].effect_entry,
          length: port[party].effect_length,
          tag: port[party].effect_tag,
          kind: port[party].effect_kind,
          ...words.provisioned,
          entry_pointer: between[party].entryPointer,
          ...onlyIf(isHardened(sizes), () => ({
            old_flag: between[party].oldFlag,
            ...checked(party),
          })),
          ...onlyIf(passesHeldCalls(sizes), () => ({ held: holding!.kept[party]!.held })),
          ...onlyIf(inline !== undefined, () => ({
            inline: port[party].effect_inline,
            slot_pointer: inline![party].slotPointer,
          })),
          code: between[party].indicateCode,
          head_valid: io[`${receiver}_head_valid`],
          head: io[`${receiver}_head`],
          pop: detection.pop,
        });
        m.instance(`u_${party}_deallocation`, deallocation(sizes), {
          active: port[party].effect_deallocates,
          entry: port[party].effect_entry,
          ...onlyIf(commands, () => ({
            pointer: port[party].effect_pointer,
            by_circuits: port[party].effect_by_circuits,
            entry_pointer: between[party].entryPointer,
          })),
          count_in_range: inRange,
          ...words.provisioned,
          ...onlyIf(isHardened(sizes), () => ({
            old_flag: between[party].oldFlag,
            holds: takesBack(sizes)
              ? m.wire(`${party}_frees`, checks[party].holds.or(io[`${party}_taken_back`]))
              : checks[party].holds,
          })),
          code: between[party].deallocateCode,
          permit: kept?.mayFree ?? between[party].deallocatePermit,
        });
        if (kept !== undefined) {
          m.assign(between[party].deallocatePermit, kept.mayFree.and(kept.keeps.not()));
        }
        if (inline === undefined) {
          return { indicated: sent.indicated, ofBuffer: sent.indicated, buffersPop: detection.pop };
        }
        const { effect_inline } = port[party];
        inline[party].connect(m.wire(`${party}_slot_sent`, sent.indicated.and(effect_inline)));
        return {
          indicated: sent.indicated,
          ofBuffer: m.wire(`${party}_buffer_sent`, sent.indicated.and(effect_inline.not())),
          buffersPop: m.wire(`${receiver}_takes_buffer`, detection.pop.and(waiting[receiver].inline.not())),
        };
      });

      describeChecks(
        m,
        sizes,
        checks,
        { flags, return_under_way: returnUnderWay },
        signalsOf(io, openCallsPort(sizes)),
        both((party) => ({
          port: port[party],
          indicated: indication[party].indicated,
          sentBuffer: indication[party].ofBuffer,
          detected: indication[otherParty(party)].buffersPop,
          detectedEntry: waiting[party].entry,
          detectedByCircuits: io[`${party}_circuits_take`],
          pending: io[`${party}_pending`],
          owned: io[`${party}_owned`],
          windowEntry: io[`${party}_window_entry`],
          windowHolds: io[`${party}_window_holds`],
        })),
      );
      if (holding !== undefined) {
        const sides = both((party) => ({
          port: port[party],
          indicated: indication[party].indicated,
          pointer: between[party].entryPointer,
        }));
        describeHolding(
          m,
          sizes,
          io as never,
          holding,
          sides,
          onlyIf(commands, () => ({
            byCommand: m.wire('second_command_detects', port.second.detect.and(between.second.detectFound)),
            tag: waiting.second.tag,
            kind: waiting.second.kind,
          })),
        );
        m.wire('unused_first_answers', io.first_sender_answers.and(io.first_sender_call.any()));
        m.assign(io.first_sender_reuses, 0);
      }
      if (passesHeldCalls(sizes)) {
        m.assign(io.released, between.first.deallocatePermit);
        m.assign(io.released_entry, port.first.effect_entry);
      }
      const accesses = both((party) => {
        const direct = interfaceOf(io as never, party, side.payload);
        return (inline?.[party].payload ?? direct) as typeof direct;
      });
      m.instance('u_payload', payload(sizes), {
        ...withPrefix('first', accesses.first),
        ...withPrefix('second', accesses.second),
      });

      for (const party of parties) {
        // Where memory is added, asking for it makes it come.
        const could = addsMemory(sizes) ? between[party].exhausted.not() : between[party].offered;
        m.assign(io[`${party}_allocation_available`], could.and(supplied.ready));
        if (commands) {
          m.assign(io[`${party}_command_effect`], port[party].result_valid);
          m.assign(io[`${party}_command_found`], port[party].effect_found);
          m.assign(io[`${party}_command_buffer`], port[party].result_entry);
          m.assign(io[`${party}_command_bytes`], port[party].result_length);
        }
        m.assign(io[`${party}_refused`], port[party].effect_error);
        m.assign(io[`${party}_refused_code`], port[party].effect_code);
        m.assign(io[`${party}_refused_entry`], port[party].effect_entry);
        m.assign(io[`${party}_refused_tag`], port[party].effect_tag);
      }
      describeAreaEvents(m, sizes, io, {
        port,
        freeing: both((party) => ({
          permit: between[party].deallocatePermit,
          oldFlag: between[party].oldFlag,
        })),
        indicated: both((party) => indication[party].indicated),
        waits,
        available,
      });
      m.assign(io.ready, supplied.ready);
      if (!commands) {
        for (const party of parties)
          m.probe(`${party}_head`, io[`${party}_head`], `first message for the ${party} party`);
        return;
      }
      if (isHardened(sizes)) m.assign(io.flags, flags);
      if (addsMemory(sizes)) m.assign(io.provisioned, words.provisioned.provisioned);
      m.assign(io.initialize_entry, supplied.writes);
      m.assign(io.initialize_number, supplied.entry);
      m.assign(io.initialize_pointer, supplied.pointer);
    },
  });
});
