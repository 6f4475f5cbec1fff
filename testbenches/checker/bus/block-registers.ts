// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../../sim/manifest/index.ts';

type Block = Manifest['addressBlocks'][number];
export type BlockRegister = Block['registers'][number];
type Field = BlockRegister['fields'][number];

/** Registers behind a bus by their names. */
export interface BlockRegisters {
  readonly block: Block;
  address(register: string): number;
  /** The value of a field in a word of its register. */
  field(name: string, word: number): number;
  /** A word of a register with these fields, the others zero. */
  word(fields: Readonly<Record<string, number>>): number;
  has(register: string): boolean;
}

/** Looks up what the manifest says about a bus port. */
export function blockRegisters(manifest: Manifest, name: string): BlockRegisters {
  const block = manifest.addressBlocks.find((candidate) => candidate.name === name)!;
  const byName = new Map(block.registers.map((register) => [register.name, register]));
  const fields = new Map(
    block.registers.flatMap((register) =>
      register.fields.map((field): [string, Field] => [field.name, field]),
    ),
  );
  return {
    block,
    address: (register) => byName.get(register)!.address,
    field: (field, word) => {
      const { low, width } = fields.get(field)!;
      return Math.floor(word / 2 ** low) % 2 ** width;
    },
    word: (given) =>
      Object.entries(given).reduce((sum, [field, value]) => {
        const { low, width } = fields.get(field)!;
        return sum + (value % 2 ** width) * 2 ** low;
      }, 0),
    has: (register) => byName.has(register),
  };
}
