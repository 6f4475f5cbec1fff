// SPDX-License-Identifier: Apache-2.0
import { choose, type Expression, type ModuleBuilder, type Signal, set } from '../language/index.ts';
import { abortsRequests } from './abort-ports.ts';
import { kindBits, type OperationName, operation, operationBits, resultCode } from './codes.ts';
import type { Choice } from './control-port-choice.ts';
import { isOperation } from './control-port-commands.ts';
import { type ControlPortSignals, searches, takesNewEntries } from './control-port-ports.ts';
import { hasCommands } from './levels.ts';
import type { Sizes } from './sizes.ts';

/** The operation that takes effect in a cycle. */
export interface Effect {
  readonly answered: Signal;
  /** An allocation got its buffer. */
  readonly allocated: Signal;
  readonly operation: Signal;
  /** It comes from the circuits, not from a command; undefined where there are no commands. */
  readonly byCircuits: Signal | undefined;
  /** Of the circuits, from the receiving ones. */
  readonly byReceiver: Signal;
  readonly code: Signal;
  readonly entry: Signal;
  /** What a command names; undefined where there are none. */
  readonly pointer: Signal | undefined;
  readonly length: Signal;
  readonly tag: Signal;
  readonly kind: Signal;
}

/** Describes what was chosen one cycle ago: how it comes out, and what the rest of the area is told. */
export function describeEffect(
  m: ModuleBuilder,
  sizes: Sizes,
  io: ControlPortSignals,
  choice: Choice,
): Effect {
  m.comment('The operation that takes effect.');
  const valid = m.register('valid_q', 1, { reset: 0 });
  const registers = describeRegisters(m, sizes, io, choice, valid);
  const { operation: which, byCircuits, withoutEntry } = registers;
  const search = searches(sizes);
  const takesEffect = (name: OperationName) => valid.and(isOperation(m, which, name));
  const probes = m.wire('swaps', takesEffect('ALLOCATE').and(withoutEntry.not()));
  const flag = takesNewEntries(sizes)
    ? io.swap_old_flag.or(describeNewEntry(m, io, probes))
    : io.swap_old_flag;
  const obtains = search ? probes.and(flag, io.allocation_permit) : probes.and(flag);
  // Apart from the code, which comes late: the circuits go on in the cycle in which they get a buffer.
  const allocated = m.wire('allocated', obtains.and(io.count_in_range));
  const allocateCode = choose(
    io.count_in_range.not(),
    resultCode(m, 'ERR_RANGE'),
    choose(obtains, resultCode(m, 'OK'), resultCode(m, 'NONE')),
  );
  const code = m.wire(
    'code',
    choose(
      isOperation(m, which, 'ALLOCATE'),
      allocateCode,
      choose(
        isOperation(m, which, 'INDICATE'),
        io.effect_indicate_code,
        byCircuits === undefined
          ? io.effect_deallocate_code
          : choose(
              isOperation(m, which, 'DEALLOCATE'),
              io.effect_deallocate_code,
              choose(withoutEntry, resultCode(m, 'NONE'), resultCode(m, 'OK')),
            ),
      ),
    ),
  );
  const answered = search
    ? m.wire('answered', valid.and(probes.and(io.allocation_concludes.not()).not()))
    : valid;
  if (search) m.assign(io.allocation_probes, probes);
  m.assign(
    io.swap_permit,
    search
      ? choose(probes, io.allocation_permit, io.effect_deallocate_permit)
      : probes.or(io.effect_deallocate_permit),
  );
  m.assign(io.effect_entry, registers.entry);
  if (registers.pointer !== undefined) m.assign(io.effect_pointer, registers.pointer);
  m.assign(io.effect_length, registers.length);
  m.assign(io.effect_tag, registers.tag);
  m.assign(io.effect_kind, registers.kind);
  if (byCircuits !== undefined) m.assign(io.effect_by_circuits, byCircuits);
  m.assign(io.effect_allocated, allocated);
  m.assign(io.effect_indicates, takesEffect('INDICATE'));
  m.assign(io.effect_deallocates, takesEffect('DEALLOCATE'));
  m.assign(io.effect_error, answered.and(code.gt(resultCode(m, 'NONE'))));
  m.assign(io.effect_code, code);
  if (sizes.configuration.statisticsBits > 0) {
    m.assign(io.effect_probed, probes);
    const [impatient, ...others] = [
      ...(byCircuits === undefined ? [] : [byCircuits.not()]),
      ...(abortsRequests(sizes) ? [io.sender_give_up] : []),
    ];
    if (impatient !== undefined) {
      const waitsNot = others.length === 0 ? impatient : impatient.or(...others);
      m.assign(
        io.effect_none,
        answered.and(waitsNot, isOperation(m, which, 'ALLOCATE'), code.eq(resultCode(m, 'NONE'))),
      );
    }
  }
  return { ...registers, answered, allocated, code };
}

/** Keeps what was chosen until it takes effect. */
function describeRegisters(
  m: ModuleBuilder,
  sizes: Sizes,
  io: ControlPortSignals,
  choice: Choice,
  valid: Signal<'register'>,
) {
  const { entryBits, pointerBits, lengthBits, tagBits } = sizes;
  const { command, served, indicate, release, settled, proceed, allocate, stores, loads, atOnce } = choice;
  const commands = hasCommands(sizes);
  const operationQ = m.register('operation_q', operationBits, { reset: 0 });
  const byCircuits = commands
    ? m.register('by_circuits_q', 1, { reset: 0, doc: '1 circuits, 0 command' })
    : undefined;
  const byReceiver = m.register('by_receiver_q', 1, {
    reset: 0,
    doc: commands ? 'circuits: 1 receiving, 0 sending' : '1 receiving, 0 sending circuits',
  });
  const withoutEntry = m.register('without_entry_q', 1, {
    reset: 0,
    doc: 'answered without touching an entry',
  });
  const entry = m.register('entry_q', entryBits, { reset: 0 });
  const pointer = commands
    ? m.register('pointer_q', pointerBits, { reset: 0, doc: 'buffer named by a deallocate command' })
    : undefined;
  const length = m.register('length_q', lengthBits, { reset: 0 });
  const tag = m.register('tag_q', tagBits, { reset: 0 });
  const kind = m.register('kind_q', kindBits, { reset: 0 });
  const { senderAllocates, allocateNew, withoutSwap } = choice;
  const circuitsBegin = settled.or(senderAllocates.and(allocateNew.or(withoutSwap)));
  const begins = io.swap_ready.and(stores.or(loads, allocate));
  /** What an operation of the circuits has there; a detect what its message has, and other commands what they say. */
  const named = (ours: Expression, own: Signal, waiting: Signal, given: Signal) =>
    served === undefined ? own : choose(ours, own, choose(served.detects, waiting, given));
  m.clocked('effect', [
    set(
      valid,
      begins.or(atOnce, ...(served ? [served.detects] : []), ...(choice.inline ? [choice.inline] : [])),
    ),
    set(
      operationQ,
      choose(
        stores,
        operation(m, 'DEALLOCATE'),
        choose(
          choice.inline === undefined ? loads : indicate,
          operation(m, 'INDICATE'),
          served === undefined
            ? operation(m, 'ALLOCATE')
            : choose(served.detects, operation(m, 'DETECT'), operation(m, 'ALLOCATE')),
        ),
      ),
    ),
    ...(byCircuits === undefined
      ? []
      : [
          set(
            byCircuits,
            command?.searches === undefined || proceed === undefined
              ? circuitsBegin
              : choose(proceed, command.searches.not(), circuitsBegin),
          ),
        ]),
    set(byReceiver, release),
    set(withoutEntry, served === undefined ? atOnce : choose(served.detects, io.detect_found.not(), atOnce)),
    set(entry, io.swap_entry),
    ...(pointer === undefined ? [] : [set(pointer, io.command_pointer)]),
    set(length, named(indicate, io.sender_length, io.head_length, io.command_length)),
    set(tag, named(settled, io.sender_tag, io.head_tag, io.command_tag)),
    set(kind, named(settled, io.sender_kind, io.head_kind, io.command_kind)),
  ]);
  if (choice.inline !== undefined) {
    const inlineQ = m.register('inline_q', 1, { reset: 0, doc: 'its message is in an inline slot' });
    m.clocked('effect_of_slot', [set(inlineQ, choice.inline)]);
    m.assign(io.effect_inline, inlineQ);
    m.probe('inline', inlineQ, 'the message is in an inline slot');
  }
  return { operation: operationQ, byCircuits, byReceiver, withoutEntry, entry, pointer, length, tag, kind };
}

/** An allocation that is swapping takes an entry that is new: its flag is 0 from the beginning. */
function describeNewEntry(m: ModuleBuilder, io: ControlPortSignals, probes: Signal): Signal {
  const grownQ = m.register('grown_q', 1, { reset: 0, doc: 'an allocation takes a new entry' });
  m.clocked('new_entry', [set(grownQ, io.allocation_grows)]);
  const grown = m.wire('takes_new', probes.and(grownQ));
  m.assign(io.allocation_grown, grown);
  m.probe('grown', grown, 'the swap of an allocation takes effect on a new entry');
  return grown;
}
