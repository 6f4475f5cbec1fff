// SPDX-License-Identifier: Apache-2.0
import { operation, resultBits, resultCode } from '../circuits/codes.ts';
import type { commandPorts } from '../circuits/control-port-ports.ts';
import type { Sizes } from '../circuits/sizes.ts';
import {
  choose,
  type Expression,
  type flipped,
  literal,
  type ModuleBuilder,
  type PortSignals,
  type Signal,
  set,
  when,
} from '../language/index.ts';
import { type AddressBlock, commandFields, placed } from '../registers/index.ts';
import type { AccessPart, OpenBlock } from './block-base.ts';
import { blockLabel, misuse } from './block-decode.ts';

/** The command level as the registers drive it. */
export type CommandSignals = PortSignals<ReturnType<typeof flipped<ReturnType<typeof commandPorts>>>>;

/** What came of a command. */
export interface CommandAccess extends AccessPart {
  /** A message is indicated in this cycle. */
  readonly indicated: Expression;
  /** A message is detected in this cycle. */
  readonly detected: Signal;
  /** A buffer becomes the party's, or stops being so, in this cycle. */
  readonly obtains: Signal;
  readonly gives: Signal;
}

const commandNames = {
  allocate: 'ALLOCATE',
  detect: 'DETECT',
  indicate: 'INDICATE',
  deallocate: 'DEALLOCATE',
} as const;

/** Describes the registers whose reads and writes are commands. */
export function describeCommandAccess(
  m: ModuleBuilder,
  sizes: Sizes,
  io: CommandSignals,
  { registers: map }: AddressBlock,
  { named, isFine, write, setting, shows }: OpenBlock,
): CommandAccess {
  const { entryBits, pointerBits, lengthBits, tagBits } = sizes;
  const { entry, kind, tag, length, pointer, success } = commandFields(sizes.configuration);
  const labelOf = (name: string) => blockLabel(map.find((register) => register.name === name)!);
  const enable = setting('enable');

  m.comment('Commands.');
  const names = (register: keyof typeof commandNames) =>
    m.wire(`is_${register}`, isFine.and(named.address.eq(labelOf(register))));
  const is = {
    allocate: names('allocate'),
    detect: names('detect'),
    indicate: names('indicate'),
    deallocate: names('deallocate'),
  };
  const any = m.wire('is_command', is.allocate.or(is.detect, is.indicate, is.deallocate));
  const wanted = m.wire(
    'wants_command',
    any.and(enable, write.not().or(named.strobe.any())),
    'a write without bytes does nothing',
  );
  const given = m.register('command_given_q', 1, { reset: 0, doc: 'the command is under way' });
  const finishes = m.wire('command_finishes', given.and(io.result_valid));
  m.clocked('command_under_way', [
    when(finishes, [set(given, 0)]).elseWhen(wanted.and(io.command_ready), [set(given, 1)]),
  ]);
  m.assign(io.command_valid, wanted.and(given.not()));
  m.assign(
    io.command_operation,
    (Object.keys(is) as (keyof typeof is)[]).reduceRight<Expression>(
      (other, one) => choose(is[one], operation(m, commandNames[one]), other),
      operation(m, 'ALLOCATE'),
    ),
  );
  m.assign(io.command_entry, named.data.slice(entry + entryBits - 1, entry));
  m.assign(io.command_pointer, named.data.slice(pointer + pointerBits - 1, pointer));
  m.assign(io.command_length, named.data.slice(length + lengthBits - 1, length));
  m.assign(io.command_tag, named.data.slice(tag + tagBits - 1, tag));
  m.assign(io.command_kind, named.data.slice(kind + 1, kind));

  m.comment('What came of them.');
  const lastResult = m.register('result_q', resultBits, { reset: 0 });
  const receivedPointer = m.register('received_pointer_q', pointerBits, { reset: 0 });
  const isOk = m.wire('is_ok', finishes.and(io.result_code.eq(resultCode(m, 'OK'))));
  const refused = m.wire(
    'is_refused',
    io.result_code.ne(resultCode(m, 'OK')).and(io.result_code.ne(resultCode(m, 'NONE'))),
  );
  const detected = m.wire('detected', isOk.and(is.detect));
  m.clocked('last_result', [when(finishes, [set(lastResult, io.result_code)])]);
  m.clocked('last_received', [when(detected, [set(receivedPointer, io.result_pointer)])]);
  m.probe('result', lastResult, 'what came of the last command');
  m.probe('received_pointer', receivedPointer, 'byte address of the buffer that was detected last');
  shows('result', lastResult);
  shows('received_pointer', receivedPointer);
  const ok = io.result_code.eq(resultCode(m, 'OK'));
  const granted = placed([
    [pointer, io.result_pointer],
    [entry, io.result_entry],
    [success, ok],
  ]);
  const found = placed([
    [tag, io.result_tag],
    [kind, io.result_kind],
    [length, io.result_length],
    [entry, io.result_entry],
    [success, ok],
  ]);
  for (const field of map.flatMap(({ name, fields }) =>
    name === 'allocate' || name === 'detect' ? fields : [],
  )) {
    shows(field.name, literal(0, field.width));
  }
  return {
    is: any,
    waits: m.wire('command_waits', wanted.and(finishes.not())),
    misuse: choose(
      enable.not(),
      misuse(m, 'DISABLED'),
      choose(finishes.and(refused), misuse(m, 'REFUSED'), misuse(m, 'NONE')),
    ),
    data: choose(is.allocate, granted, found),
    indicated: isOk.and(is.indicate),
    detected,
    obtains: m.wire('obtains', isOk.and(is.allocate.or(is.detect))),
    gives: m.wire('gives', isOk.and(is.indicate.or(is.deallocate))),
  };
}
