// SPDX-License-Identifier: Apache-2.0
import type { AddressBlock, Register, RegisterField, RegisterWindow } from '../../registers/index.ts';

/** A field as all blocks of a layout have it. */
export interface LayoutField extends RegisterField {
  /** What it is after a reset where that differs from block to block. */
  readonly resets?: Readonly<Record<string, number>>;
  /** The blocks that have it, where not all do. */
  readonly only?: readonly string[];
}

/** A register as all blocks of a layout have it. */
export interface LayoutRegister extends Register {
  readonly fields: readonly LayoutField[];
}

/** The registers of all blocks that look alike. */
export interface RegisterLayout {
  readonly name: AddressBlock['layout'];
  readonly blocks: readonly AddressBlock[];
  /** Bits of a byte address. */
  readonly addressBits: number;
  readonly registers: readonly LayoutRegister[];
  readonly window?: RegisterWindow;
}

/** The layouts of a design, so that what two parties have in common is said once. */
export function registerLayouts(blocks: readonly AddressBlock[]): readonly RegisterLayout[] {
  const names = [...new Set(blocks.map(({ layout }) => layout))];
  return names.map((name) => {
    const members = blocks.filter(({ layout }) => layout === name);
    const { addressBits, window } = members[0]!;
    return {
      name,
      blocks: members,
      addressBits,
      registers: commonRegisters(members),
      ...(window === undefined ? {} : { window }),
    };
  });
}

function commonRegisters(blocks: readonly AddressBlock[]): LayoutRegister[] {
  const addresses = new Set(blocks.flatMap(({ registers }) => registers.map(({ address }) => address)));
  return [...addresses]
    .sort((one, other) => one - other)
    .map((address) => {
      const found = blocks.flatMap(({ name, registers }) =>
        registers
          .filter((register) => register.address === address)
          .map((register) => ({ block: name, register })),
      );
      const { register } = found[0]!;
      if (found.some(({ register: other }) => other.name !== register.name)) {
        throw new Error(`Blocks of one layout have different registers at 0x${address.toString(16)}.`);
      }
      return {
        ...register,
        fields: commonFields(
          blocks.length,
          found.flatMap(({ block, register: { fields } }) => fields.map((field) => ({ block, field }))),
        ),
      };
    });
}

function commonFields(
  blocks: number,
  found: readonly { readonly block: string; readonly field: RegisterField }[],
): LayoutField[] {
  const names = new Set(found.map(({ field }) => field.name));
  return [...names]
    .map((name) => {
      const same = found.filter(({ field }) => field.name === name);
      const { field } = same[0]!;
      if (same.some(({ field: { low, width } }) => low !== field.low || width !== field.width)) {
        throw new Error(`Blocks of one layout have the field ${name} at different places.`);
      }
      const resets = same.map(({ block, field: { reset } }) => [block, reset] as const);
      return {
        ...field,
        ...(new Set(resets.map(([, reset]) => reset)).size > 1 ? { resets: Object.fromEntries(resets) } : {}),
        ...(same.length < blocks ? { only: same.map(({ block }) => block) } : {}),
      };
    })
    .sort((one, other) => one.low - other.low);
}
