// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  clockAndReset,
  defineModule,
  type Expression,
  group,
  input,
  output,
  prefixed,
  set,
  when,
} from '../language/index.ts';
import { abortsRequests } from './abort-ports.ts';
import {
  atomicBits,
  atomicOperation,
  kindBits,
  type OperationName,
  operation,
  operationBits,
  resultBits,
  resultCode,
} from './codes.ts';
import { onlyIf } from './only-if.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Cycles in a row that a command may lose against the circuits before it goes first. */
export const commandPatience = 7;

/** What the sending circuits of a party ask of its control port; seen from the control port. */
export function senderPorts(sizes: Sizes) {
  const { entryBits, pointerBits, lengthBits, tagBits } = sizes;
  return {
    request: input(1, 'an operation is asked for'),
    ...onlyIf(abortsRequests(sizes), () => ({
      give_up: input(1, 'an allocation is answered with NONE when nothing is left for it'),
    })),
    operation: input(operationBits, '0 allocate, 1 indicate, 3 deallocate'),
    entry: input(entryBits, 'buffer to indicate or deallocate'),
    length: input(lengthBits, 'bytes to indicate'),
    tag: input(tagBits, 'call tag'),
    kind: input(kindBits, 'kind of message'),
    accepted: output(1, 'the operation is accepted in this cycle'),
    done: output(1, 'the operation that was accepted takes effect'),
    code: output(resultBits, 'its result; zero while done is low'),
    allocated_entry: output(entryBits, 'the buffer allocated'),
    allocated_pointer: output(pointerBits, 'its byte address'),
  };
}

/** What the receiving circuits of a party ask of its control port; seen from the control port. */
export function releasePorts({ entryBits }: Sizes) {
  return {
    request: input(1, 'a buffer has been read and is to be freed'),
    entry: input(entryBits, 'which'),
    accepted: output(1, 'the deallocation is accepted in this cycle'),
  };
}

/** The command level of a party. */
export function commandPorts({ entryBits, pointerBits, lengthBits, tagBits }: Sizes) {
  return {
    command_valid: input(1, 'a command is given; held until command_ready'),
    command_ready: output(1, 'it is accepted in this cycle'),
    command_operation: input(operationBits, '0 allocate, 1 indicate, 2 detect, 3 deallocate'),
    command_entry: input(entryBits, 'indicate, deallocate: which buffer'),
    command_pointer: input(pointerBits, 'deallocate: its byte address'),
    command_length: input(lengthBits, 'indicate: bytes of the message'),
    command_tag: input(tagBits, 'indicate: call tag'),
    command_kind: input(kindBits, 'indicate: 0 notice, 1 call, 2 return'),
    result_valid: output(1, 'the result of the command; what follows is zero while this is low'),
    result_code: output(resultBits, 'result'),
    result_entry: output(entryBits, 'allocate, detect: the buffer'),
    result_pointer: output(pointerBits, 'allocate, detect: its byte address'),
    result_length: output(lengthBits, 'detect: bytes of the message'),
    result_tag: output(tagBits, 'detect: call tag'),
    result_kind: output(kindBits, 'detect: kind of message'),
  };
}

/** What only an allocation circuit that searches has to do with its control port; seen from the control port. */
const searchPorts = {
  continues: input(1, 'the next probe of a search is due'),
  continued: output(1, 'it is accepted'),
  probes: output(1, 'the swap of an allocation takes effect'),
  permit: input(1, 'it may take the entry'),
  concludes: input(1, 'the allocation is answered with it'),
};

/** What only an allocation circuit that offers one entry to both parties needs; seen from the control port. */
const offerPorts = { wants: output(1, 'an allocation would be accepted in this cycle') };

/** One door for all operations of a party on the control area. */
export const controlPort = shared((sizes: Sizes) => {
  const { entryBits, pointerBits, lengthBits, tagBits } = sizes;
  const searches = sizes.configuration.allocator === 'scan';
  // Their types say that both are there; only one of them is.
  const grows = sizes.configuration.memory === 'on-demand';
  const kindOfAllocation = (
    searches ? { ...searchPorts, ...onlyIf(grows, () => offerPorts) } : offerPorts
  ) as typeof searchPorts & typeof offerPorts;
  const aborts = abortsRequests(sizes);
  const counts = sizes.configuration.statisticsBits > 0;
  return defineModule({
    name: 'baton_control_port',
    summary: 'puts all operations of one party on the control area in order: one per cycle.',
    timing: [
      'An operation accepted in cycle t takes effect in cycle t + 1, where its result is given.',
      `An allocation of the circuits waits until an entry is offered${aborts ? ', or gives up' : ''}; one of a command is answered with NONE when no entry is left for it.`,
      ...(searches ? ['The result of an allocation comes when its search concludes.'] : []),
      `Order: indicate, deallocate, allocate, command. A command loses at most ${commandPatience} cycles in a row against other operations${searches ? '; an allocation waits besides for a search that is under way' : ''}.`,
    ],
    notes: [
      'Reads and writes of the control area all happen in the effective cycle, so no operation can see half of another.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('state of the area', {
        ready: input(1, 'the area is initialized'),
        count_in_range: input(1, 'A[0] is between 0 and the number of entries'),
      }),
      ...prefixed('sender', 'sending circuits', senderPorts(sizes)),
      ...prefixed('release', 'receiving circuits', releasePorts(sizes)),
      ...group('command level', {
        ...commandPorts(sizes),
        command_hold: input(1, 'a window access must finish first'),
      }),
      ...group('messages for this party', {
        head_entry: input(entryBits, 'reference at the head of the queue: buffer'),
        head_length: input(lengthBits, 'bytes'),
        head_tag: input(tagBits, 'call tag'),
        head_kind: input(kindBits, 'kind of message'),
        detect: output(1, 'a detect command takes it, if it is found'),
        detect_found: input(1, 'there is one for a command'),
      }),
      ...prefixed('allocation', 'allocation', {
        offered: input(1, searches ? 'a search may begin' : 'the entry on offer is for this party'),
        exhausted: input(1, 'no entry is left for this party'),
        taken: output(1, 'the allocation is accepted'),
        entry: input(entryBits, 'the entry to swap'),
        ...kindOfAllocation,
        ...onlyIf(grows, () => ({
          grows: input(1, 'the entry is a new one'),
          grown: output(1, 'the swap of an allocation takes effect on a new entry'),
        })),
      }),
      ...group('atomic swap unit', {
        swap_request: output(1, 'an operation on a flag is asked for'),
        swap_ready: input(1, 'it is accepted'),
        swap_operation: output(atomicBits, '0 load, 1 store, 2 swap'),
        swap_entry: output(entryBits, 'entry of the operation, also for its pointer'),
        swap_value: output(1, 'flag to store: 1 frees the entry, a swap takes it with 0'),
        swap_permit: output(1, 'effective cycle: the flag may be written'),
        swap_old_flag: input(1, 'effective cycle: the flag before'),
      }),
      ...group('operation that takes effect', {
        effect_entry: output(entryBits, 'its entry'),
        effect_entry_pointer: input(pointerBits, 'pointer of that entry'),
        effect_pointer: output(pointerBits, 'buffer named by a deallocate command'),
        effect_length: output(lengthBits, 'bytes of the message'),
        effect_tag: output(tagBits, 'its call tag'),
        effect_kind: output(kindBits, 'its kind of message'),
        effect_by_circuits: output(1, '1 circuits, 0 command'),
        effect_allocated: output(1, 'a buffer was allocated'),
        effect_indicates: output(1, 'an indication is to be checked'),
        effect_indicate_code: input(resultBits, 'its result'),
        effect_deallocates: output(1, 'a deallocation is to be checked'),
        effect_deallocate_code: input(resultBits, 'its result'),
        effect_deallocate_permit: input(1, 'the flag may be set'),
        effect_found: output(1, 'a command of the party got a buffer'),
        effect_error: output(1, 'the operation was refused'),
        effect_code: output(resultBits, 'result of the operation'),
        ...(counts
          ? {
              effect_none: output(1, 'an allocation that does not wait found no buffer'),
              effect_probed: output(1, 'an allocation swaps a flag'),
            }
          : {}),
      }),
    },
    build(m, io) {
      /** The search that is under way in an allocation circuit that searches. */
      const describeSearch = () => {
        const ofCommand = m.register('command_searches_q', 1, {
          reset: 0,
          doc: 'an allocation by command is not answered yet',
        });
        return {
          ofCommand,
          answerComes: m.wire('search_ends', ofCommand.not().or(io.allocation_concludes)),
          commandBehind: m.wire(
            'command_behind_search',
            is(io.command_operation, 'ALLOCATE').and(io.allocation_continues),
            'it must let a search go on, or it would wait for ever',
          ),
        };
      };
      const is = (signal: Expression, name: OperationName) => signal.eq(operation(m, name));

      m.comment('Who is served in this cycle.');
      const lost = m.register('command_lost_q', 3, {
        reset: 0,
        doc: 'cycles in a row that a command has lost',
      });
      const search = searches ? describeSearch() : undefined;
      const given = io.command_valid.and(io.ready, io.command_hold.not());
      const commandWaits = m.wire(
        'command_waits',
        search === undefined ? given : given.and(search.answerComes),
      );
      const patient = commandWaits.and(lost.eq(commandPatience));
      const forced = m.wire(
        'command_first',
        search === undefined ? patient : patient.and(search.commandBehind.not()),
      );
      const senderMay = m.wire('sender_may', io.sender_request.and(io.ready, forced.not()));
      const indicate = m.wire('sender_indicates', senderMay.and(is(io.sender_operation, 'INDICATE')));
      const release = m.wire('release_now', io.release_request.and(io.ready, forced.not(), indicate.not()));
      const discard = m.wire(
        'sender_deallocates',
        senderMay.and(is(io.sender_operation, 'DEALLOCATE'), release.not()),
      );
      const settled = m.wire('circuits_served', indicate.or(release, discard));
      const proceed =
        search && m.wire('search_proceeds', io.allocation_continues.and(settled.not(), forced.not()));

      const senderAllocates = m.wire(
        'sender_allocates',
        senderMay.and(is(io.sender_operation, 'ALLOCATE'), settled.not()),
      );
      const commandAllocates = m.wire(
        'command_allocates',
        commandWaits.and(is(io.command_operation, 'ALLOCATE'), settled.not()),
      );
      const wants = m.wire('wants', senderAllocates.or(commandAllocates));
      const allocateNew = m.wire('allocation_begins', wants.and(io.allocation_offered, io.count_in_range));
      const allocate = proceed === undefined ? allocateNew : m.wire('allocates_now', allocateNew.or(proceed));
      const outOfRange = m.wire('out_of_range', wants.and(io.count_in_range.not()));
      const none = (asks: Expression) =>
        asks.and(io.allocation_exhausted, io.count_in_range, allocateNew.not());
      const senderNone = aborts
        ? m.wire('sender_gets_none', none(senderAllocates.and(io.sender_give_up)))
        : undefined;
      const commandNone = m.wire(
        'command_gets_none',
        none(senderNone === undefined ? commandAllocates : commandAllocates.and(senderNone.not())),
      );
      const withoutSwap = senderNone === undefined ? outOfRange : outOfRange.or(senderNone);
      const commandOther = m.wire(
        'command_served',
        commandWaits.and(
          io.command_operation.ne(operation(m, 'ALLOCATE')),
          settled.not(),
          allocate.not(),
          withoutSwap.not(),
        ),
      );
      const detect = m.wire('command_detects', commandOther.and(is(io.command_operation, 'DETECT')));
      const commandIndicates = m.wire(
        'command_indicates',
        commandOther.and(is(io.command_operation, 'INDICATE')),
      );
      const commandDeallocates = m.wire(
        'command_deallocates',
        commandOther.and(is(io.command_operation, 'DEALLOCATE')),
      );

      m.comment('The operation as the swap unit sees it.');
      const stores = m.wire('stores', release.or(discard, commandDeallocates));
      const loads = m.wire('loads', indicate.or(commandIndicates));
      const senderEntry = m.wire('sender_names_entry', indicate.or(discard));
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
      m.assign(
        io.swap_entry,
        choose(
          senderEntry,
          io.sender_entry,
          choose(
            release,
            io.release_entry,
            choose(
              commandIndicates.or(commandDeallocates),
              io.command_entry,
              choose(detect, io.head_entry, io.allocation_entry),
            ),
          ),
        ),
      );

      m.comment('Who is accepted.');
      const taken = m.wire('allocation_accepted', allocateNew.and(io.swap_ready));
      const atOnce = m.wire('answered_at_once', withoutSwap.or(commandNone));
      const commandAccepted = m.wire(
        'command_accepted',
        detect.or(
          io.swap_ready.and(commandIndicates.or(commandDeallocates)),
          commandNone,
          senderAllocates.not().and(taken.or(outOfRange)),
        ),
      );
      m.assign(io.allocation_taken, taken);
      if (proceed === undefined || grows) m.assign(io.allocation_wants, wants);
      if (proceed !== undefined) m.assign(io.allocation_continued, proceed.and(io.swap_ready));
      m.assign(
        io.sender_accepted,
        io.swap_ready.and(senderEntry).or(senderAllocates.and(taken.or(withoutSwap))),
      );
      m.assign(io.release_accepted, io.swap_ready.and(release));
      m.assign(io.command_ready, commandAccepted);
      m.assign(io.detect, detect);
      m.clocked('command_patience', [
        when(commandWaits.not().or(commandAccepted), [set(lost, 0)]).elseWhen(lost.ne(commandPatience), [
          set(lost, lost.plus(1)),
        ]),
      ]);
      if (search !== undefined) {
        m.clocked('command_search', [
          when(taken.and(senderAllocates.not()), [set(search.ofCommand, 1)]).elseWhen(
            io.allocation_concludes,
            [set(search.ofCommand, 0)],
          ),
        ]);
      }

      m.comment('The operation that takes effect.');
      const valid = m.register('valid_q', 1, { reset: 0 });
      const operationQ = m.register('operation_q', operationBits, { reset: 0 });
      const circuitsQ = m.register('by_circuits_q', 1, { reset: 0, doc: '1 circuits, 0 command' });
      const receiverQ = m.register('by_receiver_q', 1, { reset: 0, doc: 'circuits: 1 receiving, 0 sending' });
      const withoutEntryQ = m.register('without_entry_q', 1, {
        reset: 0,
        doc: 'answered without touching an entry',
      });
      const entryQ = m.register('entry_q', entryBits, { reset: 0 });
      const pointerQ = m.register('pointer_q', pointerBits, {
        reset: 0,
        doc: 'buffer named by a deallocate command',
      });
      const lengthQ = m.register('length_q', lengthBits, { reset: 0 });
      const tagQ = m.register('tag_q', tagBits, { reset: 0 });
      const kindQ = m.register('kind_q', kindBits, { reset: 0 });
      const circuitsBegin = settled.or(senderAllocates.and(allocateNew.or(withoutSwap)));
      m.clocked('effect', [
        set(valid, io.swap_ready.and(stores.or(loads, allocate)).or(atOnce, detect)),
        set(
          operationQ,
          choose(
            stores,
            operation(m, 'DEALLOCATE'),
            choose(
              loads,
              operation(m, 'INDICATE'),
              choose(detect, operation(m, 'DETECT'), operation(m, 'ALLOCATE')),
            ),
          ),
        ),
        set(
          circuitsQ,
          search === undefined || proceed === undefined
            ? circuitsBegin
            : choose(proceed, search.ofCommand.not(), circuitsBegin),
        ),
        set(receiverQ, release),
        set(withoutEntryQ, choose(detect, io.detect_found.not(), atOnce)),
        set(entryQ, io.swap_entry),
        set(pointerQ, io.command_pointer),
        set(lengthQ, choose(indicate, io.sender_length, choose(detect, io.head_length, io.command_length))),
        set(tagQ, choose(settled, io.sender_tag, choose(detect, io.head_tag, io.command_tag))),
        set(kindQ, choose(settled, io.sender_kind, choose(detect, io.head_kind, io.command_kind))),
      ]);
      const takesEffect = (name: OperationName) => valid.and(is(operationQ, name));
      const probes = m.wire('swaps', takesEffect('ALLOCATE').and(withoutEntryQ.not()));
      const describeGrown = () => {
        const grownQ = m.register('grown_q', 1, { reset: 0, doc: 'an allocation takes a new entry' });
        m.clocked('new_entry', [set(grownQ, io.allocation_grows)]);
        const grown = m.wire('takes_new', probes.and(grownQ));
        m.assign(io.allocation_grown, grown);
        m.probe('grown', grown, 'the swap of an allocation takes effect on a new entry');
        return grown;
      };
      const flag = grows ? io.swap_old_flag.or(describeGrown()) : io.swap_old_flag;
      const obtains = searches ? probes.and(flag, io.allocation_permit) : probes.and(flag);
      const allocateCode = choose(
        io.count_in_range.not(),
        resultCode(m, 'ERR_RANGE'),
        choose(obtains, resultCode(m, 'OK'), resultCode(m, 'NONE')),
      );
      const code = m.wire(
        'code',
        choose(
          is(operationQ, 'ALLOCATE'),
          allocateCode,
          choose(
            is(operationQ, 'INDICATE'),
            io.effect_indicate_code,
            choose(
              is(operationQ, 'DEALLOCATE'),
              io.effect_deallocate_code,
              choose(withoutEntryQ, resultCode(m, 'NONE'), resultCode(m, 'OK')),
            ),
          ),
        ),
      );
      const answered = searches
        ? m.wire('answered', valid.and(probes.and(io.allocation_concludes.not()).not()))
        : valid;
      const ok = m.wire('ok', answered.and(code.eq(resultCode(m, 'OK'))));
      if (searches) m.assign(io.allocation_probes, probes);
      m.assign(
        io.swap_permit,
        searches
          ? choose(probes, io.allocation_permit, io.effect_deallocate_permit)
          : probes.or(io.effect_deallocate_permit),
      );
      m.assign(io.effect_entry, entryQ);
      m.assign(io.effect_pointer, pointerQ);
      m.assign(io.effect_length, lengthQ);
      m.assign(io.effect_tag, tagQ);
      m.assign(io.effect_kind, kindQ);
      m.assign(io.effect_by_circuits, circuitsQ);
      m.assign(io.effect_allocated, ok.and(is(operationQ, 'ALLOCATE')));
      m.assign(io.effect_indicates, takesEffect('INDICATE'));
      m.assign(io.effect_deallocates, takesEffect('DEALLOCATE'));
      m.assign(io.effect_error, answered.and(code.gt(resultCode(m, 'NONE'))));
      m.assign(io.effect_code, code);
      if ('effect_none' in io && 'effect_probed' in io) {
        m.assign(io.effect_probed, probes);
        const impatient = aborts ? circuitsQ.not().or(io.sender_give_up) : circuitsQ.not();
        m.assign(
          io.effect_none,
          answered.and(impatient, is(operationQ, 'ALLOCATE'), code.eq(resultCode(m, 'NONE'))),
        );
      }

      m.comment('Answers; everything is zero while there is none.');
      const senderDone = m.wire('sender_answered', answered.and(circuitsQ, receiverQ.not()));
      const commandDone = m.wire('command_answered', answered.and(circuitsQ.not()));
      const found = m.wire(
        'command_found_buffer',
        commandDone.and(ok, is(operationQ, 'ALLOCATE').or(is(operationQ, 'DETECT'))),
      );
      const detected = m.wire('command_detected', commandDone.and(ok, is(operationQ, 'DETECT')));
      const gated = (condition: Expression, value: Expression) => choose(condition, value, 0);
      m.assign(io.sender_done, senderDone);
      m.assign(io.sender_code, gated(senderDone, code));
      m.assign(io.sender_allocated_entry, gated(senderDone, entryQ));
      m.assign(io.sender_allocated_pointer, gated(senderDone, io.effect_entry_pointer));
      m.assign(io.effect_found, found);
      m.assign(io.result_valid, commandDone);
      m.assign(io.result_code, gated(commandDone, code));
      m.assign(io.result_entry, gated(found, entryQ));
      m.assign(io.result_pointer, gated(found, io.effect_entry_pointer));
      m.assign(io.result_length, gated(detected, lengthQ));
      m.assign(io.result_tag, gated(detected, tagQ));
      m.assign(io.result_kind, gated(detected, kindQ));

      m.probe('answered', answered, 'an operation is answered');
      m.probe('operation', operationQ, 'which: 0 allocate, 1 indicate, 2 detect, 3 deallocate');
      m.probe('by_circuits', circuitsQ, '1 circuits, 0 command');
      m.probe('by_receiver', receiverQ, 'circuits: 1 receiving, 0 sending');
      m.probe('code', code, 'its result');
      m.probe('entry', entryQ, 'its entry');
      m.probe('pointer', pointerQ, 'buffer named by a deallocate command');
      m.probe('length', lengthQ, 'its length');
      m.probe('tag', tagQ, 'its call tag');
      m.probe('kind', kindQ, 'its kind of message');
      m.probe('sender_request', io.sender_request, 'the sending circuits ask for an operation');
      m.probe('sender_accepted', io.sender_accepted, 'it is accepted');
      m.probe('release_request', io.release_request, 'the receiving circuits ask to free a buffer');
      m.probe('release_accepted', io.release_accepted, 'it is accepted');
      m.probe('head_entry', io.head_entry, 'buffer of the message that has waited longest');
      m.probe('head_length', io.head_length, 'its bytes');
      m.probe('head_tag', io.head_tag, 'its call tag');
      m.probe('head_kind', io.head_kind, 'its kind of message');
    },
  });
});
