// SPDX-License-Identifier: Apache-2.0
import { choose, type Expression, type ModuleBuilder, type Signal, set, when } from '../language/index.ts';
import { type OperationName, operation, resultCode } from './codes.ts';
import { type ControlPortSignals, searches } from './control-port-ports.ts';
import type { Sizes } from './sizes.ts';

/** Cycles in a row that a command may lose against the circuits before it goes first. */
export const commandPatience = 7;

/** The command that is given in a cycle. */
export interface GivenCommand {
  readonly lost: Signal<'register'>;
  /** Only other operations can be in its way. */
  readonly waits: Signal;
  /** It has lost often enough and goes first. */
  readonly first: Signal;
  /** The search that is under way is for a command; undefined where allocations do not search. */
  readonly searches: Signal<'register'> | undefined;
}

/** The command that is served in a cycle, if the circuits leave one its turn. */
export interface ServedCommand {
  /** An allocation that is answered with NONE. */
  readonly none: Signal;
  readonly detects: Signal;
  readonly indicates: Signal;
  readonly deallocates: Signal;
}

/** Whether a signal names an operation. */
export function isOperation(m: ModuleBuilder, signal: Expression, name: OperationName): Expression {
  return signal.eq(operation(m, name));
}

/** Describes whether a command waits, and whether it goes first. */
export function describeGivenCommand(m: ModuleBuilder, sizes: Sizes, io: ControlPortSignals): GivenCommand {
  const lost = m.register('command_lost_q', 3, {
    reset: 0,
    doc: 'cycles in a row that a command has lost',
  });
  const given = io.command_valid.and(io.ready, io.command_hold.not());
  const patient = (waits: Expression) => waits.and(lost.eq(commandPatience));
  if (!searches(sizes)) {
    const waits = m.wire('command_waits', given);
    return { lost, waits, first: m.wire('command_first', patient(waits)), searches: undefined };
  }
  const ofCommand = m.register('command_searches_q', 1, {
    reset: 0,
    doc: 'an allocation by command is not answered yet',
  });
  const answerComes = m.wire('search_ends', ofCommand.not().or(io.allocation_concludes));
  const behind = m.wire(
    'command_behind_search',
    isOperation(m, io.command_operation, 'ALLOCATE').and(io.allocation_continues),
    'it must let a search go on, or it would wait for ever',
  );
  const waits = m.wire('command_waits', given.and(answerComes));
  const first = m.wire('command_first', patient(waits).and(behind.not()));
  return { lost, waits, first, searches: ofCommand };
}

/** Describes that a command asks for an allocation when the circuits are `settled` with nothing else. */
export function describeCommandAllocation(
  m: ModuleBuilder,
  io: ControlPortSignals,
  { waits }: GivenCommand,
  settled: Signal,
): Signal {
  return m.wire(
    'command_allocates',
    waits.and(isOperation(m, io.command_operation, 'ALLOCATE'), settled.not()),
  );
}

/**
 * Describes which command is served.
 *
 * @param none a command's allocation finds nothing left
 * @param others what goes before a command that is no allocation
 */
export function describeServedCommand(
  m: ModuleBuilder,
  io: ControlPortSignals,
  { waits }: GivenCommand,
  none: Expression,
  others: readonly Expression[],
): ServedCommand {
  const served = {
    none: m.wire('command_gets_none', none),
    other: m.wire(
      'command_served',
      waits.and(io.command_operation.ne(operation(m, 'ALLOCATE')), ...others.map((other) => other.not())),
    ),
  };
  const serves = (name: string, which: OperationName) =>
    m.wire(name, served.other.and(isOperation(m, io.command_operation, which)));
  return {
    none: served.none,
    detects: serves('command_detects', 'DETECT'),
    indicates: serves('command_indicates', 'INDICATE'),
    deallocates: serves('command_deallocates', 'DEALLOCATE'),
  };
}

/** Describes that a command is accepted, with what an allocation is told at once. */
export function describeAcceptedCommand(
  m: ModuleBuilder,
  io: ControlPortSignals,
  { none, detects, indicates, deallocates }: ServedCommand,
  allocation: Expression,
): Signal {
  return m.wire(
    'command_accepted',
    detects.or(io.swap_ready.and(indicates.or(deallocates)), none, allocation),
  );
}

/** Describes what is remembered of commands: how often one has lost, and whether one searches. */
export function describeCommandRegisters(
  m: ModuleBuilder,
  io: ControlPortSignals,
  { lost, waits, searches: ofCommand }: GivenCommand,
  accepted: Signal,
  beginsAllocation: Expression,
): void {
  m.clocked('command_patience', [
    when(waits.not().or(accepted), [set(lost, 0)]).elseWhen(lost.ne(commandPatience), [
      set(lost, lost.plus(1)),
    ]),
  ]);
  if (ofCommand === undefined) return;
  m.clocked('command_search', [
    when(beginsAllocation, [set(ofCommand, 1)]).elseWhen(io.allocation_concludes, [set(ofCommand, 0)]),
  ]);
}

/** The operation of a command that takes effect. */
export interface CommandEffect {
  readonly answered: Expression;
  readonly operation: Signal;
  readonly code: Signal;
  readonly entry: Signal;
  readonly length: Signal;
  readonly tag: Signal;
  readonly kind: Signal;
}

/** A command has its answer, and with it a buffer or a message. */
export interface CommandAnswer {
  readonly done: Signal;
  readonly found: Signal;
  readonly detected: Signal;
}

/** Describes when a command is answered. */
export function describeCommandAnswer(
  m: ModuleBuilder,
  { answered, operation: which, code }: CommandEffect,
): CommandAnswer {
  const done = m.wire('command_answered', answered);
  const ok = m.wire('command_succeeded', done.and(code.eq(resultCode(m, 'OK'))));
  const found = m.wire(
    'command_found_buffer',
    ok.and(isOperation(m, which, 'ALLOCATE').or(isOperation(m, which, 'DETECT'))),
  );
  const detected = m.wire('command_detected', ok.and(isOperation(m, which, 'DETECT')));
  return { done, found, detected };
}

/** Describes the result that the command level sees. */
export function describeCommandResult(
  m: ModuleBuilder,
  io: ControlPortSignals,
  { done, found, detected }: CommandAnswer,
  { code, entry, length, tag, kind }: CommandEffect,
): void {
  m.assign(io.effect_found, found);
  m.assign(io.result_valid, done);
  m.assign(io.result_code, choose(done, code, 0));
  m.assign(io.result_entry, choose(found, entry, 0));
  m.assign(io.result_pointer, choose(found, io.effect_entry_pointer, 0));
  m.assign(io.result_length, choose(detected, length, 0));
  m.assign(io.result_tag, choose(detected, tag, 0));
  m.assign(io.result_kind, choose(detected, kind, 0));
}
