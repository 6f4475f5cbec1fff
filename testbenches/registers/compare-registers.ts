// SPDX-License-Identifier: Apache-2.0
import {
  type AddressBlock,
  isReadable,
  isWritable,
  misuses,
  type Register,
} from '../../hdl-gen/registers/index.ts';
import type { Model } from '../../sim/harness/index.ts';
import type { Random } from '../../sim/tasks/index.ts';
import { type Access, type Answer, accessAxi4Lite } from './axi4-lite-access.ts';
import { stateFields, stateInput } from './regblock-wrapper.ts';
import { actsByItself } from './wanted-views.ts';

/** The first access that two designs answer differently. */
export interface RegisterDifference {
  readonly block: string;
  readonly register: string;
  readonly access: Access;
  readonly ours: Answer;
  readonly theirs: Answer;
}

export interface RegisterComparison {
  readonly difference: RegisterDifference | undefined;
  readonly reads: number;
  readonly writes: number;
  /** Accesses that were refused. */
  readonly errors: number;
}

/** Where the settings of the manager begin, which say less of what was wrong with an access. */
const settings = 0x400;

/**
 * Reads every register of an idle design once and then makes random accesses, each at a generated design and at the blocks of
 * another generator, which are told what an idle design shows.
 *
 * @param operations random accesses
 * @param wrongState what they are told wrongly
 */
export function compareRegisters(
  ours: Model,
  theirs: Model,
  blocks: readonly AddressBlock[],
  random: Random,
  operations: number,
  wrongState: Readonly<Record<string, number>> = {},
): RegisterComparison {
  const state = new Map(blocks.map((block) => [block.name, idleState(block, wrongState)]));
  let [reads, writes, errors] = [0, 0, 0];
  waitUntilReady(ours);

  function compare(block: AddressBlock, register: Register | undefined, access: Access) {
    const shown = state.get(block.name)!;
    for (const field of block.registers.flatMap(stateFields)) {
      theirs.port(stateInput(block, field)).value = shown.get(field.name)!;
    }
    const prefix = `${block.name}_axi`;
    const answers = {
      ours: accessAxi4Lite(ours, prefix, access),
      theirs: accessAxi4Lite(theirs, prefix, access),
    };
    if (access.write) writes += 1;
    else reads += 1;
    const refused = answers.ours.response !== 0;
    if (refused) errors += 1;
    if (refused) remember(shown, block, register, access);
    else if (register?.name === 'error_clear' && access.write && (access.strobe & access.data & 1) === 1) {
      for (const field of ['misuse_cause', 'misuse_write', 'misuse_address']) shown.set(field, 0);
    }
    const same =
      answers.ours.response === answers.theirs.response &&
      (refused || answers.ours.data === answers.theirs.data);
    return same ? undefined : { block: block.name, register: register?.name ?? 'none', access, ...answers };
  }

  for (const block of blocks) {
    for (const register of block.registers.filter((each) => !actsByItself(each) && isReadable(each))) {
      const difference = compare(block, register, readOf(register.address));
      if (difference !== undefined) return { difference, reads, writes, errors };
    }
  }
  for (let operation = 0; operation < operations; operation += 1) {
    const block = blocks[random.below(blocks.length)]!;
    const plain = block.registers.filter((each) => !actsByItself(each));
    const register = random.chance(0.1) ? undefined : plain[random.below(plain.length)]!;
    const access = register === undefined ? elsewhere(block, random) : accessTo(register, random);
    const difference = compare(block, register, access);
    if (difference !== undefined) return { difference, reads, writes, errors };
  }
  return { difference: undefined, reads, writes, errors };
}

function waitUntilReady(model: Model): void {
  for (let cycle = 0; cycle < 1000; cycle += 1) {
    model.settle();
    if (model.port('ready').value === 1) return;
    model.edge();
  }
  throw new Error('The block is not ready after 1000 cycles.');
}

/** What the fields show that no write changes, while nobody uses the block. */
function idleState(
  { registers }: AddressBlock,
  wrong: Readonly<Record<string, number>>,
): Map<string, number> {
  const buffers = registers.flatMap(({ fields }) => fields).find(({ name }) => name === 'buffers')!.reset;
  const known: Readonly<Record<string, number>> = { ready: 1, free_count: buffers, ...wrong };
  return new Map(registers.flatMap(stateFields).map(({ name }) => [name, known[name] ?? 0]));
}

/** Writes down a refused access as the block is to do. */
function remember(
  shown: Map<string, number>,
  block: AddressBlock,
  register: Register | undefined,
  { write, address }: Access,
): void {
  const inSettings = block.layout === 'manager' && address >= settings;
  const cause = inSettings ? 'REFUSED' : register === undefined ? 'NO_REGISTER' : 'NOT_WRITABLE';
  shown.set('misuse_cause', misuses[cause]);
  shown.set('misuse_write', write ? 1 : 0);
  shown.set('misuse_address', address);
  if (shown.has('refused')) shown.set('refused', shown.get('refused')! + 1);
}

function readOf(address: number): Access {
  return { write: false, address, data: 0, strobe: 0 };
}

function accessTo(register: Register, random: Random): Access {
  const { address, fields } = register;
  if (random.chance(0.5)) return readOf(address);
  // SystemRDL cannot say that a value is refused, so none is given that is.
  const limits = fields.find(({ allowed }) => allowed !== undefined)?.allowed;
  if (limits !== undefined && isWritable(register)) {
    return { write: true, address, data: random.between(limits.least, limits.most), strobe: 15 };
  }
  return { write: true, address, data: random.between(0, 2 ** 32 - 1), strobe: random.between(0, 15) };
}

/** An access to a word where there is no register, of the addresses that both sides decode. */
function elsewhere({ registers, layout }: AddressBlock, random: Random): Access {
  const words = (layout === 'manager' ? 0x800 : 0x1000) / 4;
  const there = new Set(registers.map(({ address }) => address));
  let address: number;
  do address = 4 * random.between(0, words - 1);
  while (there.has(address));
  return { write: random.chance(0.5), address, data: random.between(0, 2 ** 32 - 1), strobe: 15 };
}
