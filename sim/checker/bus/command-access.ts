// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../manifest/index.ts';
import { type BlockRegisters, misuses, operations, results } from '../../reference-model/index.ts';
import { type AccessPart, createRequest } from './access-part.ts';
import type { Watch } from './watch.ts';

type Block = Manifest['addressBlocks'][number];

/** The registers whose reads and writes are commands. */
export const commandRegisters = {
  allocate: operations.ALLOCATE,
  indicate: operations.INDICATE,
  detect: operations.DETECT,
  deallocate: operations.DEALLOCATE,
} as const;

type CommandName = keyof typeof commandRegisters;

/** The commands behind the registers of a party. */
export interface CommandAccess extends AccessPart {
  /** Whether an access to the register at this address is a command. */
  isCommand(address: number): boolean;
  /** What the registers show of the commands that were done. */
  readonly shown: {
    readonly result: number;
    readonly received_pointer: number;
  };
  /** The buffers that commands of this port hold, 32 in a word. */
  readonly held: Uint32Array;
  /** A message was indicated in this cycle, or detected. */
  readonly moved: { readonly sent: number; readonly received: number };
  /** All that the party holds is taken back. */
  forget(): void;
}

export function createCommandAccess(watch: Watch, block: Block, registers: BlockRegisters): CommandAccess {
  const port = (name: string) => `${block.name}_${name}`;
  const operands = ['entry', 'pointer', 'length', 'tag', 'kind'] as const;
  const expectValid = watch.expect('bus translation', port('command_valid'));
  const expectOperation = watch.expect('bus translation', port('command_operation'));
  const [expectEntry, expectPointer, expectLength, expectTag, expectKind] = operands.map((name) =>
    watch.expect('bus translation', port(`command_${name}`)),
  ) as [Expect, Expect, Expect, Expect, Expect];
  const [ready, valid, code] = ['command_ready', 'result_valid', 'result_code'].map((name) =>
    watch.read(port(name)),
  ) as [Read, Read, Read];
  const found = Object.fromEntries(
    operands.map((name) => [name, watch.read(port(`result_${name}`))]),
  ) as Record<(typeof operands)[number], Read>;
  const fields = new Map(
    block.registers.flatMap((register) => register.fields.map((one) => [one.name, one])),
  );
  const lowOf = (field: string) => fields.get(field)!.low;
  const valueIn = (field: string) => {
    const { low, width } = fields.get(field)!;
    return (word: number) => Math.floor(word / 2 ** low) % 2 ** width;
  };
  const names = new Map(
    block.registers.flatMap(({ name, address }) =>
      name in commandRegisters ? [[address, name as CommandName] as const] : [],
    ),
  );
  const given = {
    indicate: {
      entry: valueIn('indicate_entry'),
      tag: valueIn('indicate_tag'),
      kind: valueIn('indicate_kind'),
      length: valueIn('indicate_length'),
    },
    deallocate: { entry: valueIn('deallocate_entry'), pointer: valueIn('deallocate_pointer') },
  };
  const enable = registers.keeps('enable');
  const request = createRequest();
  const shown = { result: 0, received_pointer: 0 };
  const moved = { sent: 0, received: 0 };
  const held = new Uint32Array(Math.ceil((block.window?.parts ?? 1) / 32));

  function compareOperands(name: CommandName, data: number): void {
    expectOperation(commandRegisters[name]);
    if (name === 'indicate') {
      expectEntry(given.indicate.entry(data));
      expectTag(given.indicate.tag(data));
      expectKind(given.indicate.kind(data));
      expectLength(given.indicate.length(data));
    } else if (name === 'deallocate') {
      expectEntry(given.deallocate.entry(data));
      expectPointer(given.deallocate.pointer(data));
    }
  }

  function hold(entry: number, holds: boolean): void {
    const bit = 2 ** (entry % 32);
    const word = Math.floor(entry / 32);
    held[word] = holds ? held[word]! | bit : held[word]! & ~bit;
  }

  /** What a command that is done leaves behind. */
  function finish(name: CommandName | undefined, data: number): void {
    shown.result = code();
    if (name === undefined || code() !== results.OK) return;
    if (name === 'allocate') hold(found.entry(), true);
    else if (name === 'deallocate') hold(given.deallocate.entry(data), false);
    else if (name === 'indicate') {
      hold(given.indicate.entry(data), false);
      moved.sent = 1;
    } else {
      hold(found.entry(), true);
      shown.received_pointer = found.pointer();
      moved.received = 1;
    }
  }

  function wordOf(name: CommandName | undefined): number {
    const place = (field: string, value: number) => value * 2 ** lowOf(field);
    if (name === 'allocate') {
      return (
        place('allocate_granted', code() === results.OK ? 1 : 0) +
        place('allocate_entry', found.entry()) +
        place('allocate_pointer', found.pointer())
      );
    }
    return (
      place('detect_found', code() === results.OK ? 1 : 0) +
      place('detect_entry', found.entry()) +
      place('detect_kind', found.kind()) +
      place('detect_length', found.length()) +
      place('detect_tag', found.tag())
    );
  }

  return {
    isCommand: (address) => names.has(address),
    shown,
    held,
    moved,
    sample(access, outcome) {
      moved.sent = 0;
      moved.received = 0;
      const name = access && names.get(access.address - (access.address % 4));
      // A write without bytes does nothing.
      const wanted = access !== undefined && enable.now === 1 && (!access.write || access.strobe !== 0);
      const isDue = request.isDue(wanted);
      expectValid(isDue ? 1 : 0);
      if (isDue) compareOperands(name!, access!.data);
      const ended = request.ends(valid() === 1);
      if (ended) finish(name, access?.data ?? 0);
      request.step(wanted, ready() === 1, ended);
      if (access === undefined) return;
      outcome.done = !wanted || ended;
      if (enable.now === 0) outcome.misuse = misuses.DISABLED;
      else if (ended && code() !== results.OK && code() !== results.NONE) outcome.misuse = misuses.REFUSED;
      else if (ended && !access.write) outcome.data = wordOf(name);
    },
    forget() {
      held.fill(0);
    },
    restart() {
      request.restart();
      held.fill(0);
      Object.assign(shown, { result: 0, received_pointer: 0 });
    },
  };
}

type Read = () => number;
type Expect = ReturnType<Watch['expect']>;
