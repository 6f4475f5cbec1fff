// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  clockAndReset,
  defineModule,
  group,
  input,
  output,
  prefixed,
  type Signal,
  set,
  when,
} from '../language/index.ts';
import { memory } from '../primitives/memory.ts';
import { kindBits, messageKind, operation, operationBits, resultBits, resultCode } from './codes.ts';
import { pack, packedWidth, unpack } from './fields.ts';
import { answersCall, passesHeldCalls, reusePorts } from './holding.ts';
import { hasCommands } from './levels.ts';
import { onlyIf } from './only-if.ts';
import type { Party } from './parties.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** What sending circuits see of an allocation; seen from whoever answers it. */
function answerPorts({ entryBits, pointerBits }: Sizes) {
  return {
    request: input(1, 'an operation is asked for'),
    accepted: output(1, 'it is accepted in this cycle'),
    done: output(1, 'the operation that was accepted takes effect'),
    code: output(resultBits, 'its result; zero while done is low'),
    allocated: output(1, 'it is an allocation that got a buffer'),
    allocated_entry: output(entryBits, 'the buffer allocated'),
    allocated_pointer: output(pointerBits, 'its byte address'),
  };
}

/** Keeps the buffers of calls that are held, and hands each out again for the return of its call. */
export const heldBuffers = shared((sizes: Sizes) => {
  const { entries, entryBits, pointerBits, tags, tagBits } = sizes;
  const place = { entry: entryBits, pointer: pointerBits };
  const asked = answerPorts(sizes);
  const commands = hasCommands(sizes);
  const named = {
    entry: input(entryBits, 'the entry of the operation that takes effect'),
    tag: input(tagBits, 'its call tag'),
    kind: input(kindBits, 'its kind of message'),
    allocated: input(1, 'the operation allocates the entry'),
    indicated: input(1, 'the operation indicates the entry'),
  };
  const freeing = {
    ...onlyIf(commands, () => ({
      by_circuits: input(1, 'the operation comes from the circuits, not from commands'),
    })),
    freed: input(1, 'the operation frees the entry'),
    keeps: output(1, 'which is kept: its flag stays 0'),
  };
  const passes = passesHeldCalls(sizes);
  return defineModule({
    name: 'baton_held_buffers',
    summary: 'keeps the buffers of calls that are held, and hands each out again for the return of its call.',
    claims: 'none: the buffers 111 and 121 of Fig. 1, which stay allocated until the call returns',
    timing: [
      'A call is held or not from the cycle in which its indication takes effect until it ends.',
      'A buffer that is asked for again is answered in the next cycle: with NONE as long as its call is still being read.',
    ],
    notes: [
      'The circuits free the buffer of a held call as any other, but the flag stays 0 and the buffer is kept. The return of the call gets it without an allocation, and gives it back the same way when it is withdrawn.',
      ...(commands
        ? [
            'A call whose message was taken by a command is up to the commands: they may return in its buffer. Another held call with its tag may be under way by then, if it was not held itself and was answered before it was taken; that one stays with the circuits.',
          ]
        : []),
    ],
    ports: {
      ...clockAndReset(),
      ...group('mode', {
        hold: input(1, 'a call that is indicated now is held'),
        ...onlyIf(passes, () => ({
          keeps_returns: input(1, 'the first party keeps the buffers of returns until it frees them again'),
        })),
      }),
      ...prefixed('first', 'first party', {
        ...named,
        pointer: input(pointerBits, 'pointer of the entry'),
        ...onlyIf(passes, () => ({
          ...freeing,
          held: output(1, 'a call indicated now is held'),
        })),
      }),
      ...prefixed('second', 'second party', {
        ...named,
        ...freeing,
        held: output(1, 'the message may leave in the buffer of a held call, as its return'),
        elsewhere: output(1, 'a return in another buffer than the one that the circuits keep for it'),
        ...onlyIf(commands, () => ({
          command_detects: input(1, 'a command takes a message'),
          detected_tag: input(tagBits, 'its call tag'),
          detected_kind: input(kindBits, 'its kind of message'),
          detected_entry: input(entryBits, 'the entry that it is in'),
        })),
      }),
      ...prefixed('sender', 'sending circuits of the second party', {
        ...asked,
        operation: input(operationBits, 'the operation'),
        ...reusePorts(sizes),
      }),
      ...prefixed('port', 'control port of the second party', {
        request: output(1, 'what is asked of the control port'),
        accepted: input(1, ''),
        done: input(1, ''),
        code: input(resultBits, ''),
        allocated: input(1, ''),
        allocated_entry: input(entryBits, ''),
        allocated_pointer: input(pointerBits, ''),
      }),
    },
    build(m, io) {
      const held = m.register('held_q', entries, { reset: 0, doc: 'buffers that came with a held call' });
      const kept = m.register('kept_q', entries, {
        reset: 0,
        doc: 'of these, those that nobody reads or writes',
      });
      const due = m.register('due_q', tags, {
        reset: 0,
        doc: 'held calls without a return whose buffer the circuits have or will have',
      });

      /** Tags that no thread has may be named; they are those of no call. */
      const isDue = (tag: Signal) =>
        2 ** tagBits === sizes.configuration.threads
          ? due.at(tag)
          : tag.lt(sizes.configuration.threads).and(due.at(tag));

      m.comment('Calls begin and end.');
      const calls = m.wire('first_calls', io.first_kind.eq(messageKind(m, 'CALL')).and(io.hold));
      const begins = m.wire('call_begins', io.first_indicated.and(calls));
      const answers = m.wire('second_answers', answersCall(m, sizes, io.second_kind));
      const ends = m.wire('call_ends', io.second_indicated.and(answers));
      const taken = commands
        ? m.wire(
            'command_takes_held',
            io.second_command_detects.and(
              io.second_detected_kind.eq(messageKind(m, 'CALL')),
              held.at(io.second_detected_entry),
            ),
          )
        : undefined;
      m.clocked('call_bank', [
        when(begins, [set(due.at(io.first_tag), 1)]),
        ...(taken === undefined ? [] : [when(taken, [set(due.at(io.second_detected_tag), 0)])]),
        when(ends, [set(due.at(io.second_tag), 0)]),
      ]);

      m.comment('The buffer of a call that is to be returned.');
      const reuses = m.wire('reuses', io.sender_answers.and(isDue(io.sender_call)));
      const allocates = io.sender_operation.eq(operation(m, 'ALLOCATE'));
      const asks = m.wire('asks_again', io.sender_request.and(reuses, allocates));
      const asked = m.register('asked_q', 1, { reset: 0, doc: 'a kept buffer was asked for' });
      m.clocked('asked_register', [set(asked, asks)]);
      const places = m.instance(
        'u_places',
        memory,
        {
          write_enable: begins,
          write_lanes: 1,
          write_address: io.first_tag,
          write_data: m.wire('place', pack(place, { entry: io.first_entry, pointer: io.first_pointer })),
          read_enable: asks,
          read_address: io.sender_call,
        },
        { LANES: 1, LANE_WIDTH: packedWidth(place), DEPTH: tags, ADDRESS_WIDTH: tagBits },
      );
      const found = unpack(m, 'found', place, places.read_data);
      const granted = m.wire('granted', asked.and(kept.at(found.entry)));
      m.assign(io.sender_reuses, reuses);
      m.assign(io.port_request, io.sender_request.and(asks.not()));
      m.assign(io.sender_accepted, io.port_accepted.or(asks));
      m.assign(io.sender_done, io.port_done.or(asked));
      const notYet = m.wire('not_yet', asked.and(granted.not()));
      m.assign(io.sender_code, choose(notYet, resultCode(m, 'NONE'), io.port_code));
      m.assign(io.sender_allocated, granted.or(io.port_allocated));
      const given = m.wire('given_entry', choose(granted, found.entry, io.port_allocated_entry));
      m.assign(io.sender_allocated_entry, given);
      m.assign(io.sender_allocated_pointer, choose(granted, found.pointer, io.port_allocated_pointer));

      m.comment('Buffers that come with a call, and are kept.');
      const isHeld = (party: Party) => held.at(io[`${party}_entry`]);
      const secondHeld = m.wire('second_holds', isHeld('second'));
      const keeps = commands ? m.wire('second_keeps_it', io.second_by_circuits.and(secondHeld)) : secondHeld;
      m.assign(io.second_keeps, keeps);
      m.assign(io.second_held, secondHeld.and(answers));
      m.assign(
        io.second_elsewhere,
        answers.and(
          isDue(io.second_tag),
          commands ? io.second_by_circuits.and(secondHeld).not() : secondHeld.not(),
        ),
      );
      m.clocked('held_bank', [
        when(io.first_allocated.or(io.first_indicated), [set(held.at(io.first_entry), begins)]),
        when(io.second_allocated, [set(held.at(io.second_entry), 0)]),
      ]);
      const firstKeeps = passes
        ? m.wire(
            'first_keeps_it',
            commands
              ? io.keeps_returns.and(io.first_by_circuits, isHeld('first'), kept.at(io.first_entry).not())
              : io.keeps_returns.and(isHeld('first'), kept.at(io.first_entry).not()),
          )
        : undefined;
      m.clocked('kept_bank', [
        when(io.first_allocated, [set(kept.at(io.first_entry), 0)]),
        ...(firstKeeps === undefined
          ? []
          : [when(io.first_freed.and(firstKeeps), [set(kept.at(io.first_entry), 1)])]),
        when(io.second_allocated, [set(kept.at(io.second_entry), 0)]),
        when(io.second_freed.and(keeps), [set(kept.at(io.second_entry), 1)]),
        when(granted, [set(kept.at(found.entry), 0)]),
      ]);
      if (firstKeeps !== undefined) {
        m.assign(io.first_keeps, firstKeeps);
        m.assign(io.first_held, calls);
      }
      m.probe('held', held, 'buffers that came with a held call');
      m.probe('kept', kept, 'of these, those that nobody reads or writes');
      m.probe('due', due, 'held calls whose buffer the circuits have or will have');
      m.probe('asks', asks, 'the sending circuits ask for the buffer of a call');
      m.probe('asked', asked, 'they are answered');
      m.probe('granted', granted, 'with the buffer');
      m.probe('entry', given, 'which');
    },
  });
});
