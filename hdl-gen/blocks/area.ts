// SPDX-License-Identifier: Apache-2.0
import { passesHeldCalls } from '../circuits/holding.ts';
import { hasCommands } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { both, otherParty, parties } from '../circuits/parties.ts';
import { payload } from '../circuits/payload.ts';
import { addsMemory, isHardened } from '../circuits/provisioned.ts';
import { openCallsPort } from '../circuits/reclaiming.ts';
import { shared } from '../circuits/shared.ts';
import { showsFlags } from '../circuits/shown-flags.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { defineModule } from '../language/index.ts';
import { describeAllocation } from './area-allocation.ts';
import { declareChecks, describeChecks } from './area-checks.ts';
import { describeWords, placeControlWords } from './area-control-words.ts';
import { describeAreaEvents } from './area-events.ts';
import { declareHolding, describeHolding } from './area-holding.ts';
import { describeInline } from './area-inline.ts';
import { describeMemory } from './area-memory.ts';
import { describeHeads, describeMessages } from './area-messages.ts';
import { declareOperations, describeOutcomes, placeControlPorts } from './area-operations.ts';
import { areaPartyPorts, areaPorts } from './area-ports.ts';
import { interfaceOf, signalsOf, withPrefix } from './connect.ts';

/** One shared memory space between a first and a second party: control area, buffers and the operations on them. */
export const area = shared((sizes: Sizes) =>
  defineModule({
    name: 'baton_area',
    summary: 'one memory space shared by two parties: control area, buffers, and all operations on them.',
    claims: 'the shared memory space of claims 1, 7, 12, 14 and 19 with its control area 500',
    timing: ['Operations take effect in the cycle after they were accepted; see baton_control_port.'],
    notes: [
      'The first party sends requests, the second returns. Nothing is written twice for the two: each circuit below stands once for each party.',
    ],
    ports: areaPorts(sizes),
    build(m, io) {
      const commands = hasCommands(sizes);
      const words = describeWords(m, sizes, io.limit);
      const { flags, inRange } = words;
      const wires = declareOperations(m, sizes);
      const holding = declareHolding(m, sizes);
      const waits = {
        first: io.first_allocation_waits,
        second:
          holding === undefined
            ? io.second_allocation_waits
            : m.wire('second_waits', io.second_allocation_waits.and(io.second_sender_reuses.not())),
      };
      const supplied = describeMemory(m, sizes, io, words);
      const { ready } = supplied;
      const heads = describeHeads(m, sizes, io);
      const inline = describeInline(m, sizes, io as never);
      const port = placeControlPorts(m, sizes, io, wires, { ready, inRange, heads, inline, holding });

      const returnUnderWay = m.declare('return_under_way', 1, 'the circuits have a return in the area');
      const available = describeAllocation(m, sizes, io, {
        words,
        supplied,
        wires,
        port,
        waits,
        returnUnderWay,
      });
      placeControlWords(m, sizes, words, supplied, wires, port);

      const checks = declareChecks(m, sizes);
      const messages = describeMessages(m, sizes, io, {
        words,
        wires,
        port,
        heads,
        inline,
        holding,
        checks,
      });
      describeChecks(
        m,
        sizes,
        checks,
        { flags, return_under_way: returnUnderWay },
        signalsOf(io, openCallsPort(sizes)),
        both((party) => ({
          port: port[party],
          indicated: messages[party].indicated,
          detected: messages[otherParty(party)].detected,
          detectedEntry: heads[party].entry,
          detectedByCircuits: io[`${party}_circuits_take`],
          pending: io[`${party}_pending`],
          owned: io[`${party}_owned`],
          windowEntry: io[`${party}_window_entry`],
          windowHolds: io[`${party}_window_holds`],
        })),
      );
      if (holding !== undefined) {
        describeHolding(
          m,
          sizes,
          io as never,
          holding,
          both((party) => ({
            port: port[party],
            indicated: messages[party].indicated,
            pointer: wires[party].entryPointer,
          })),
          onlyIf(commands, () => ({
            byCommand: m.wire('second_command_detects', port.second.detect.and(wires.second.detectFound)),
            tag: heads.second.tag,
            kind: heads.second.kind,
            entry: heads.second.entry,
          })),
        );
        m.wire('unused_first_answers', io.first_sender_answers.and(io.first_sender_call.any()));
        m.assign(io.first_sender_reuses, 0);
      }
      if (passesHeldCalls(sizes)) {
        m.assign(io.released, wires.first.deallocatePermit);
        m.assign(io.released_entry, port.first.effect_entry);
      }
      const accesses = both((party) => {
        const direct = interfaceOf(io as never, party, areaPartyPorts(sizes).payload);
        return (inline?.[party].payload ?? direct) as typeof direct;
      });
      m.instance('u_payload', payload(sizes), {
        ...withPrefix('first', accesses.first),
        ...withPrefix('second', accesses.second),
      });

      describeOutcomes(m, sizes, io, ready, wires, port);
      describeAreaEvents(m, sizes, io, {
        port,
        freeing: both((party) => ({
          permit: wires[party].deallocatePermit,
          oldFlag: wires[party].oldFlag,
        })),
        indicated: both((party) => messages[party].indicated),
        waits,
        available,
      });
      m.assign(io.ready, ready);
      if (showsFlags(sizes)) m.assign(io.shown_flags, flags);
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
  }),
);
