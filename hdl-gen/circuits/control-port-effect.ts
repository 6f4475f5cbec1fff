// SPDX-License-Identifier: Apache-2.0
import { choose, type ModuleBuilder, type Signal, set } from '../language/index.ts';
import { abortsRequests } from './abort-ports.ts';
import { kindBits, type OperationName, operation, operationBits, resultCode } from './codes.ts';
import type { Choice } from './control-port-choice.ts';
import { isOperation } from './control-port-commands.ts';
import { type ControlPortSignals, searches, takesNewEntries } from './control-port-ports.ts';
import type { Sizes } from './sizes.ts';

/** The operation that takes effect in a cycle. */
export interface Effect {
  readonly answered: Signal;
  readonly ok: Signal;
  readonly operation: Signal;
  /** It comes from the circuits, not from a command; of these from the receiving, not the sending ones. */
  readonly byCircuits: Signal;
  readonly byReceiver: Signal;
  readonly code: Signal;
  readonly entry: Signal;
  readonly pointer: Signal;
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
        choose(
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
  const ok = m.wire('ok', answered.and(code.eq(resultCode(m, 'OK'))));
  if (search) m.assign(io.allocation_probes, probes);
  m.assign(
    io.swap_permit,
    search
      ? choose(probes, io.allocation_permit, io.effect_deallocate_permit)
      : probes.or(io.effect_deallocate_permit),
  );
  m.assign(io.effect_entry, registers.entry);
  m.assign(io.effect_pointer, registers.pointer);
  m.assign(io.effect_length, registers.length);
  m.assign(io.effect_tag, registers.tag);
  m.assign(io.effect_kind, registers.kind);
  m.assign(io.effect_by_circuits, byCircuits);
  m.assign(io.effect_allocated, ok.and(isOperation(m, which, 'ALLOCATE')));
  m.assign(io.effect_indicates, takesEffect('INDICATE'));
  m.assign(io.effect_deallocates, takesEffect('DEALLOCATE'));
  m.assign(io.effect_error, answered.and(code.gt(resultCode(m, 'NONE'))));
  m.assign(io.effect_code, code);
  if (sizes.configuration.statisticsBits > 0) {
    m.assign(io.effect_probed, probes);
    const impatient = abortsRequests(sizes) ? byCircuits.not().or(io.sender_give_up) : byCircuits.not();
    m.assign(
      io.effect_none,
      answered.and(impatient, isOperation(m, which, 'ALLOCATE'), code.eq(resultCode(m, 'NONE'))),
    );
  }
  return { ...registers, answered, ok, code };
}

/** Keeps what was chosen until it takes effect. */
function describeRegisters(
  m: ModuleBuilder,
  { entryBits, pointerBits, lengthBits, tagBits }: Sizes,
  io: ControlPortSignals,
  choice: Choice,
  valid: Signal<'register'>,
) {
  const { command, served, indicate, release, settled, proceed, allocate, stores, loads, atOnce } = choice;
  const { detects } = served;
  const operationQ = m.register('operation_q', operationBits, { reset: 0 });
  const byCircuits = m.register('by_circuits_q', 1, { reset: 0, doc: '1 circuits, 0 command' });
  const byReceiver = m.register('by_receiver_q', 1, { reset: 0, doc: 'circuits: 1 receiving, 0 sending' });
  const withoutEntry = m.register('without_entry_q', 1, {
    reset: 0,
    doc: 'answered without touching an entry',
  });
  const entry = m.register('entry_q', entryBits, { reset: 0 });
  const pointer = m.register('pointer_q', pointerBits, {
    reset: 0,
    doc: 'buffer named by a deallocate command',
  });
  const length = m.register('length_q', lengthBits, { reset: 0 });
  const tag = m.register('tag_q', tagBits, { reset: 0 });
  const kind = m.register('kind_q', kindBits, { reset: 0 });
  const { senderAllocates, allocateNew, withoutSwap } = choice;
  const circuitsBegin = settled.or(senderAllocates.and(allocateNew.or(withoutSwap)));
  m.clocked('effect', [
    set(valid, io.swap_ready.and(stores.or(loads, allocate)).or(atOnce, detects)),
    set(
      operationQ,
      choose(
        stores,
        operation(m, 'DEALLOCATE'),
        choose(
          loads,
          operation(m, 'INDICATE'),
          choose(detects, operation(m, 'DETECT'), operation(m, 'ALLOCATE')),
        ),
      ),
    ),
    set(
      byCircuits,
      command.searches === undefined || proceed === undefined
        ? circuitsBegin
        : choose(proceed, command.searches.not(), circuitsBegin),
    ),
    set(byReceiver, release),
    set(withoutEntry, choose(detects, io.detect_found.not(), atOnce)),
    set(entry, io.swap_entry),
    set(pointer, io.command_pointer),
    set(length, choose(indicate, io.sender_length, choose(detects, io.head_length, io.command_length))),
    set(tag, choose(settled, io.sender_tag, choose(detects, io.head_tag, io.command_tag))),
    set(kind, choose(settled, io.sender_kind, choose(detects, io.head_kind, io.command_kind))),
  ]);
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
