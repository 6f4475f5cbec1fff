// SPDX-License-Identifier: Apache-2.0
import { isReadable, isWritable } from '../../registers/index.ts';
import { fieldNameIn } from './field-name.ts';
import { addressText, hexadecimal, maskOf } from './numbers.ts';
import type { LayoutField, LayoutRegister, RegisterLayout } from './register-layouts.ts';

/** A number with the name that software has for it, without the prefix of the project. */
export interface Constant {
  readonly name: string;
  /** As C and Python write it, a 32-bit number. */
  readonly value: string;
}

/** Constants that belong together, and what they are about. */
export interface ConstantSection {
  readonly comment: string;
  readonly constants: readonly Constant[];
}

/** The name that software has for a register, without the prefix of the project. */
export function registerConstantName(layout: Pick<RegisterLayout, 'name'>, { name }: LayoutRegister): string {
  return `${layout.name}_${name}`.toUpperCase();
}

/** All offsets, places, limits and values after reset: the same for every language. */
export function constantSections(layout: RegisterLayout): readonly ConstantSection[] {
  const { name, addressBits, registers, window, blocks } = layout;
  const prefix = name.toUpperCase();
  const ports = blocks.map((block) => block.name).join(', ');
  return [
    {
      comment: `What a bus port reaches, from its first address on: ${ports}.`,
      constants: [{ name: `${prefix}_BYTES`, value: hexadecimal(2 ** addressBits) }],
    },
    ...registers.flatMap((register) => registerSections(layout, register)),
    ...(window === undefined
      ? []
      : [
          {
            comment: `${window.name}: ${window.meaning}.`,
            constants: [
              { name: `${prefix}_WINDOW_OFFSET`, value: addressText(window.address) },
              { name: `${prefix}_WINDOW_PARTS`, value: `${window.parts}` },
              { name: `${prefix}_WINDOW_STRIDE`, value: hexadecimal(window.stride) },
              { name: `${prefix}_WINDOW_BYTES`, value: `${window.bytes}` },
            ],
          },
        ]),
  ];
}

function registerSections(layout: RegisterLayout, register: LayoutRegister): ConstantSection[] {
  const name = registerConstantName(layout, register);
  const access = isReadable(register) ? (isWritable(register) ? '' : ', read only') : ', write only';
  return [
    {
      comment: `${register.name}${access}: ${register.meaning}.`,
      constants: [{ name: `${name}_OFFSET`, value: addressText(register.address) }],
    },
    ...register.fields.map((field) => fieldSection(name, register, field)),
  ];
}

function fieldSection(registerName: string, register: LayoutRegister, field: LayoutField): ConstantSection {
  const own = fieldNameIn(register, field);
  const suffix = own === 'value' ? '' : `_${own.toUpperCase()}`;
  const { low, allowed, only, meaning } = field;
  return {
    comment: `${own}: ${meaning}.${only === undefined ? '' : ` Of ${only.join(' and ')} only.`}`,
    constants: [
      { name: `${registerName}${suffix}_SHIFT`, value: `${low}` },
      { name: `${registerName}${suffix}_MASK`, value: hexadecimal(maskOf(field)) },
      ...resetConstants(`${registerName}${suffix}`, field),
      ...(allowed === undefined
        ? []
        : [
            { name: `${registerName}${suffix}_LEAST`, value: `${allowed.least}` },
            { name: `${registerName}${suffix}_MOST`, value: `${allowed.most}` },
          ]),
    ],
  };
}

/** Values after a reset, by block where they differ; none where the block says what is read. */
function resetConstants(name: string, { access, constant, reset, resets }: LayoutField): Constant[] {
  if (constant !== true && access !== 'read-write') return [];
  if (resets === undefined) return [{ name: `${name}_RESET`, value: hexadecimal(reset) }];
  return Object.entries(resets).map(([block, value]) => ({
    name: `${name}_RESET_${block.toUpperCase()}`,
    value: hexadecimal(value),
  }));
}
