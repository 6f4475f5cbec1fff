// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../../../sim/tasks/index.ts';
import type { BlockRegister, BlockRegisters } from './block-registers.ts';
import { type Accesses, BusError, read, write } from './party-software.ts';

const misuses = { NO_REGISTER: 1, NOT_WRITABLE: 2, NOT_READABLE: 3, NOT_ALLOWED: 4 } as const;

/** Settings that no other software of a port touches. */
const free = new Set(['interrupt_enable', 'message_threshold', 'free_threshold']);

/** Makes random accesses that disturb no other software of the port; some of the answers are compared here, all by the checker. */
export interface RegisterProbing {
  next(): Accesses;
  /** Tries what a party may not do that is not enabled. */
  tryDisabled(): Accesses;
  reset(): void;
}

/**
 * @param mostAddress where the registers end that answer by themselves
 * @param isTrusted windows are not to be tried: nobody refuses what a party does not hold
 */
export function createRegisterProbing(
  registers: BlockRegisters,
  random: Random,
  mostAddress: number,
  isTrusted: boolean,
): RegisterProbing {
  const { block } = registers;
  const mayReadBeyond = mostAddress < 2 ** block.addressBits && (block.window === undefined || !isTrusted);
  const own = block.registers.filter(({ address }) => address < mostAddress);
  const byAddress = new Map(own.map((register) => [register.address, register]));
  const written = new Map<string, number>();
  const ofBlock = block.registers.filter(
    ({ address, fields }) => address >= mostAddress && fields.every(({ access }) => access === 'read-write'),
  );
  const settings = own.filter(({ name }) => free.has(name));
  const constants = own.filter(({ fields }) => fields.every((field) => field.constant === true));
  const readable = own.filter(
    ({ readActs, fields }) => readActs !== true && fields.some(({ access }) => access !== 'write-only'),
  );
  const noReads = own.filter(({ fields }) => fields.every(({ access }) => access === 'write-only'));
  const noWrites = own.filter(({ fields }) => fields.every(({ access }) => access === 'read-only'));

  const pick = <Item>(items: readonly Item[]): Item => items[random.below(items.length)]!;
  const resetWord = ({ fields }: BlockRegister) =>
    fields.reduce((word, { low, reset }) => word + reset * 2 ** low, 0);

  function fail(register: { readonly name: string }, expected: string, actual: string): never {
    throw new BusError(`${block.name}, ${register.name}: expected ${expected}, got ${actual}`);
  }

  function* expectMisuse(cause: keyof typeof misuses, access: ReturnType<typeof read>): Accesses {
    const place = { name: `0x${access.address.toString(16)}` };
    const { data, error } = yield access;
    if (!error || data !== 0)
      fail(place, `an error for ${cause}`, `${data}, ${error ? 'error' : 'no error'}`);
    const record = (yield read(registers.address('misuse'))).data;
    const where = (yield read(registers.address('misuse_address'))).data;
    const expected = misuses[cause] + (access.write ? 256 : 0);
    if (record !== expected || where !== access.address) {
      fail(place, `${expected} at ${access.address} as the last misuse`, `${record} at ${where}`);
    }
    const status = (yield read(registers.address('interrupt_status'))).data;
    if (registers.field('error_status', status) !== 1) fail(place, 'the interrupt source error', 'none');
  }

  function allows({ fields }: BlockRegister, data: number, strobe: number): boolean {
    const [{ allowed }] = fields as [BlockRegister['fields'][number]];
    return allowed === undefined || ((strobe & 1) === 1 && data >= allowed.least && data <= allowed.most);
  }

  function* writeSetting(): Accesses {
    const register = pick(settings);
    const before = written.get(register.name) ?? resetWord(register);
    const limit = register.fields[0]!.allowed;
    const data = limit === undefined || random.chance(0.2) ? random.next32() : random.below(limit.most + 3);
    const strobe = random.chance(0.7) ? 15 : random.below(16);
    const access = write(register.address, data, strobe);
    if (strobe !== 0 && !allows(register, data, strobe)) {
      yield* expectMisuse('NOT_ALLOWED', access);
    } else {
      const { error } = yield access;
      if (error) fail(register, 'that it takes the write', 'an error');
      const mask = register.fields.reduce((sum, { low, width }) => sum + (2 ** width - 1) * 2 ** low, 0);
      const bytes = [0, 1, 2, 3].reduce((sum, lane) => sum + ((strobe >> lane) & 1) * 255 * 256 ** lane, 0);
      written.set(register.name, ((before & ~(mask & bytes)) | (data & mask & bytes)) >>> 0);
    }
    const expected = written.get(register.name) ?? before;
    const { data: found } = yield read(register.address);
    if (found !== expected) fail(register, `0x${expected.toString(16)}`, `0x${found.toString(16)}`);
  }

  function* readConstant(): Accesses {
    const register = pick(constants);
    const { data, error } = yield read(register.address + random.below(4));
    if (error || data !== resetWord(register))
      fail(register, `0x${resetWord(register).toString(16)}`, `0x${data.toString(16)}`);
  }

  /** What anything holds that can be read without doing something; the checker knows what that must be. */
  function* readAny(): Accesses {
    yield read(pick(readable).address + random.below(4));
  }

  /** Addresses above those of registers: what a party does not hold, or nothing. */
  function* readBeyond(): Accesses {
    yield read(mostAddress + random.below(2 ** block.addressBits - mostAddress));
  }

  /** A command that gives some of its bytes, or none, does nothing. */
  function* giveSomeBytes(): Accesses {
    yield write(pick(noReads).address, random.next32(), pick([0, 0, 2, 4, 6]));
  }

  function* tryDisabled(): Accesses {
    const places = [
      ...own.filter(({ readActs }) => readActs === true),
      ...noReads,
      ...(block.window === undefined ? [] : [block.window, block.window]),
    ];
    for (let count = random.below(6); count > 0 && places.length > 0; count -= 1) {
      const { address } = pick(places);
      yield random.chance(0.5) ? read(address) : write(address, random.next32(), random.below(16));
    }
  }

  /** The party takes part no more, and then again, as it did before. */
  function* pause(): Accesses {
    const control = registers.address('control');
    const { data } = yield read(control);
    yield write(control, data - registers.field('enable', data), 1);
    yield* tryDisabled();
    yield write(control, data);
  }

  function* missUse(): Accesses {
    const kind = random.below(noReads.length > 0 ? 3 : 2);
    if (kind === 0) {
      const address = 4 * random.below(mostAddress / 4);
      if (byAddress.has(address)) return;
      yield* expectMisuse(
        'NO_REGISTER',
        random.chance(0.5) ? read(address) : write(address, random.next32()),
      );
    } else if (kind === 1) {
      yield* expectMisuse('NOT_WRITABLE', write(pick(noWrites).address, random.next32(), random.below(16)));
    } else {
      yield* expectMisuse('NOT_READABLE', read(pick(noReads).address));
    }
  }

  function* testInterrupt(): Accesses {
    const register = own.find(({ name }) => name === 'interrupt_test')!;
    const field = pick(register.fields);
    const bit = 2 ** field.low;
    yield write(register.address, bit);
    const status = registers.address('interrupt_status');
    const { data } = yield read(status);
    if ((data & bit) === 0) fail(register, `${field.name} sets its status`, `0x${data.toString(16)}`);
    yield write(status, bit);
  }

  /** Gives some bytes of a setting of the block what it holds already; what becomes of that the checker of the block knows. */
  function* writeBytes(): Accesses {
    const settingOfBlock = pick(ofBlock);
    const { data } = yield read(settingOfBlock.address);
    yield write(settingOfBlock.address, data, random.below(16));
  }

  return {
    next: () =>
      pick([
        writeSetting,
        readConstant,
        readAny,
        readAny,
        missUse,
        testInterrupt,
        ...(ofBlock.length > 0 ? [writeBytes] : []),
        ...(mayReadBeyond ? [readBeyond] : []),
        ...(noReads.length > 0 ? [giveSomeBytes] : []),
        ...(own.some(({ name }) => name === 'control') ? [pause] : []),
      ])(),
    tryDisabled,
    reset: () => written.clear(),
  };
}
